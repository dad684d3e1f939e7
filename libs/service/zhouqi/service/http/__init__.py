"""HTTP habits of every service: problems, pages, limits, headers, live answers."""
