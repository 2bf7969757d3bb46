"""The book at the counter: /plan/, its print, and the customer's own words."""
