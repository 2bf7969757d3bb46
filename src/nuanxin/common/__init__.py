"""What every room may use and that decides nothing: refusals, who may reach a page, the book in use."""
