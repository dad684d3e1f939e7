"""Matching 政策匹配: which policies each enterprise may have, how much, and why not."""
