"""What the sources have: records of every kind, and the project that each speaks of."""
