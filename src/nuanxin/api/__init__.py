"""The programming interface: a door, with no decision of its own."""
