"""The six stalls 六未 as runs of overdue days."""
