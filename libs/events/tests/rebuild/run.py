"""A rebuild in a process of its own, to be killed: ``python -m libs.events.tests.rebuild.run DSN ORIGIN``."""

import asyncio
import sys

from zhouqi.events.context import load
from zhouqi.events.fold.rebuild import rebuild

if __name__ == "__main__":
    asyncio.run(rebuild(sys.argv[1], load(sys.argv[2])))
