"""The source systems that speak HTTP: paged records behind an opaque cursor."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from zhouqi.events import Clock
from zhouqi.events.contracts.ingest import FailureCause
from zhouqi.ingest.kinds import Rest
from zhouqi.ingest.sources.reader import PAGE, Page, SourceFailed
from zhouqi.ingest.sources.rest.client import RequestRefused, SourceClient
from zhouqi.ingest.sources.rest.page import RestPage, read_page

_NOT_THAT_CURSOR: Final = frozenset({400, 404, 410, 422})


class RestReader:
    """Reads a paged REST service, which answers by the business clock at the time of asking."""

    def __init__(self, http: SourceClient, wire: Rest, clock: Clock, page: int = PAGE) -> None:
        self._http = http
        self._wire = wire
        self._clock = clock
        self._page = page

    async def vouched_up_to(self) -> datetime | None:
        """Now: the service holds nothing back."""
        return self._clock.now()

    async def page(self, cursor: str | None) -> Page:
        """The records behind ``cursor``. Raises SourceFailed.

        A page without records is not the last one as long as the source says that there is more.
        """
        try:
            answer = await self._ask(cursor)
        except RequestRefused as failure:
            if cursor is None or failure.status not in _NOT_THAT_CURSOR:
                raise
            await self._ask(None)  # it answers without the cursor: so the cursor means nothing to it any more
            raise SourceFailed(FailureCause.REFILLED, f"cursor:{failure.status}", again=True) from failure
        if answer.more and answer.next == cursor:
            raise SourceFailed(FailureCause.NO_PROGRESS, "cursor")
        return Page(answer.items, answer.next, answer.more)

    async def _ask(self, cursor: str | None) -> RestPage:
        values: dict[str, str | int] = {"limit": self._page}
        if cursor is not None:
            values["updated_after"] = cursor
        return read_page(await self._http.get(self._wire.path, values), self._page)
