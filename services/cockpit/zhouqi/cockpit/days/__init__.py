"""The days that were closed, and those as of whose close every project is judged."""
