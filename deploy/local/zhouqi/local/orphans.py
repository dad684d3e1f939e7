"""What a stack leaves behind when its guardian was killed with it: processes, and the ports that they hold."""

import json

from zhouqi.local.layout import Layout
from zhouqi.local.shutdown import stop_all


def stop_orphans(layout: Layout) -> int:
    """End the processes of the stack that used this folder last; returns how many there were.

    Nobody may hold the folder, so that no stack that runs is meant.
    """
    if not layout.about.exists():
        return 0
    return stop_all(_last(layout), layout.cluster)


def _last(layout: Layout) -> str:
    try:
        return str(json.loads(layout.stack.read_bytes())["stack"])
    except (OSError, ValueError, KeyError, TypeError):
        return "none"  # it ended well, or never began; its PostgreSQL is found by the folder all the same
