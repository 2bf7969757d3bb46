"""What a command answers when its input cannot be understood."""

BAD_INPUT = 2


class BadInput(Exception):
    """The input cannot be understood; the message says what would be right."""
