"""The fold: from a stream's events to the rows of read models, live and rebuilt."""
