"""Why the stack does not start."""


class StackError(Exception):
    """The stack cannot do what it was asked; the text is one line that says what to do. Nothing was touched."""
