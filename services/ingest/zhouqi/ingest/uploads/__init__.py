"""Files that a person loads by hand: looked at, mapped, tried without writing anything, then loaded."""
