"""One project's page, put together from what the slices know of it."""
