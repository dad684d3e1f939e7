"""Why something that is shown is not whole."""
