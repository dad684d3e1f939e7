"""The fields of a raw record: how each is read, and the codes that stand in them."""
