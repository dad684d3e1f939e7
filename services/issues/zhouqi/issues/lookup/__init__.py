"""The issues as they are looked up: by whoever acts on one, and by the clock."""
