"""The same append and catch-up work on other event-sourcing libraries."""
