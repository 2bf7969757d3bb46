"""The pages: a door, with no decision of its own."""
