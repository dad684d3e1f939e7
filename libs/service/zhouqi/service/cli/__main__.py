"""``python -m zhouqi.service.cli``: the ``zhouqi`` command where no script is installed."""

from zhouqi.service.cli import main

main()
