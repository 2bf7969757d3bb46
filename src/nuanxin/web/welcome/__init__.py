"""The welcome page: what Nuanxin is, and the six stories to plan."""
