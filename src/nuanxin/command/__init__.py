"""The command line `nuanxin`: a door, with no decision of its own."""
