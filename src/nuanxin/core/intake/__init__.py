"""A person's own words, and which needs, services and scene they suggest. It suggests; a person confirms."""
