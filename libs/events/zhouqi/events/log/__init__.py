"""The logs of a service: events in their order, followed, checked and announced."""
