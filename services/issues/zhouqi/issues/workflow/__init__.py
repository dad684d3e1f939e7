"""The workflow of an issue: its states, and who may do what in which of them."""
