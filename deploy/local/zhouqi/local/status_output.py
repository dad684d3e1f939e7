"""What `zhouqi up` says while it works: one line for each thing, with the time it took."""

import time

from rich.console import Console
from rich.markup import escape


class StatusOutput:
    """Lines for a person; on a terminal in colour."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, soft_wrap=True)
        self._begun = time.monotonic()

    def title(self, text: str) -> None:
        """What is about to be done."""
        self._console.print(f"[bold]{escape(text)}[/]")

    def done(self, what: str, detail: str) -> None:
        """Something stands."""
        self._console.print(f"  [green]✓[/] {what:<10} {escape(detail)} [dim]{self._seconds()}[/]")

    def doing(self, what: str, detail: str) -> None:
        """Something takes a while."""
        self._console.print(f"  [dim]·[/] {what:<10} {escape(detail)} [dim]{self._seconds()}[/]")

    def trouble(self, what: str, detail: str) -> None:
        """Something went wrong and is dealt with."""
        self._console.print(f"  [yellow]![/] {what:<10} {escape(detail)} [dim]{self._seconds()}[/]")

    def ready(self, address: str) -> None:
        """The end of all lines: where to look."""
        self._console.print(f"\n[bold green]Ready[/]  [bold]{address}[/]   (Ctrl-C ends it)\n")

    def plain(self, text: str) -> None:
        """A sentence."""
        self._console.print(escape(text))

    def _seconds(self) -> str:
        return f"{time.monotonic() - self._begun:.1f} s"
