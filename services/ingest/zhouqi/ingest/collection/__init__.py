"""A run over one kind of record: page after page, resuming where the last one stopped."""
