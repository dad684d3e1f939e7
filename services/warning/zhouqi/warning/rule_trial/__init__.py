"""What other rules of stalls and lights would change: a trial, which publishes nothing."""
