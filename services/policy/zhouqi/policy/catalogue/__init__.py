"""The catalogue 政策库: the county's policies as data, published, revised and withdrawn."""
