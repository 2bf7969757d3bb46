"""Guards over the whole project."""
