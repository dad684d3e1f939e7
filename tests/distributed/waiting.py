"""Wait for something to be so by asking seldom: thirteen processes have other work than to answer."""

from functools import partial

from tests.brokers import waiting

until = partial(waiting.until, every=0.5)
