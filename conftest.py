"""Fixtures for every test of the workspace, whichever part it belongs to."""

pytest_plugins = [
    "tests.processes",
    "tests.session",
    "tests.brokers.fixtures",
    "tests.postgres",
    "tests.served",
]
