"""What every room may use and that knows nothing about banking: refusals, and who may reach a page."""
