"""The ids that the product gave the county's projects, found by their codes."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from pydantic import BaseModel

from zhouqi.sources.county import County
from zhouqi.sources.people.api import TRIES_NOT_YET, Api, Backoff, RefusedError

__all__ = ["ProjectCodes", "ProjectIds"]

READER = "dispatcher"
"""Who looks projects up: an account that sees all of them."""

LIST = "/api/cockpit/projects"
EVERY = {"status": "all", "limit": "200"}


class Row(BaseModel):
    """A project in the list."""

    id: UUID
    code: str
    withdrawn: bool = False


class Rows(BaseModel):
    """A page of the list."""

    items: list[Row]
    next: str | None = None


class ProjectCodes:
    """The codes of the county's projects by the record ids of their registrations, those of later days too."""

    def __init__(self, county: County) -> None:
        self._county = county
        self._day = county.scenario.calendar.scenario_day
        self._codes = {truth.project.record_id: truth.project.code for truth in county.history_projects}

    def __call__(self, record_id: str) -> str:
        """Answer a project's code. Raises `KeyError` when no project of the county is ever registered so."""
        while record_id not in self._codes and self._day < self._county.scenario.calendar.goes_on_until:
            self._day += timedelta(days=1)
            born = (truth.project for truth in self._county.registered_on(self._day))
            self._codes.update((project.record_id, project.code) for project in born)
        return self._codes[record_id]


class ProjectIds:
    """Finds a project's id by the record id of its registration. The whole list is read at the first question."""

    def __init__(self, api: Api, code_of: Callable[[str], str]) -> None:
        self._api = api
        self._code_of = code_of
        self._ids: dict[str, UUID] = {}
        self._read = False

    async def find(self, record_id: str) -> UUID:
        """Answer the project's id; waits for a project that has not come through. Raises `RefusedError`."""
        code = self._code_of(record_id)
        trouble = Backoff()
        while code not in self._ids:
            if self._read and not trouble.tries:
                self._note(await self._page({"q": code}))
            else:
                await self._read_all()
            trouble.tries += 1
            if code not in self._ids:
                if trouble.tries >= TRIES_NOT_YET:
                    raise RefusedError(404, "project-unknown", f"{code} is not in the list of projects")
                await self._api.pause(trouble.pause())
        return self._ids[code]

    async def withdrawn(self, record_id: str) -> bool:
        """Answer whether the project's registration is withdrawn now. Raises `RefusedError`."""
        code = self._code_of(record_id)
        page = await self._page({"q": code})
        return any(row.withdrawn for row in page.items if row.code == code)

    async def _read_all(self) -> None:
        page = await self._page({})
        self._note(page)
        while page.next is not None:
            page = await self._page({"cursor": page.next})
            self._note(page)
        self._read = True

    async def _page(self, asked: Mapping[str, str]) -> Rows:
        return await self._api.get(READER, LIST, {**EVERY, **asked}, Rows)

    def _note(self, page: Rows) -> None:
        self._ids.update((row.code, row.id) for row in page.items)
