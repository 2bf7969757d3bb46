"""Nuanxin (暖心): from what a person needs to the plan that the rulebook allows."""
