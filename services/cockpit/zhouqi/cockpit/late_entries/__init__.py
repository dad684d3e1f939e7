"""What was entered later than it happened 补录, of issues and of projects."""
