"""What comes back for every file: what became of each row, and the refused ones to be corrected and dropped again."""
