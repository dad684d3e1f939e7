"""Fixtures for every test of the workspace, whichever part it belongs to."""

pytest_plugins = ["tests.session", "tests.brokers.fixtures", "tests.postgres", "tests.served"]
