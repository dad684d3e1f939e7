"""`python -m zhouqi.sources.people`: the county's people at work until a signal ends it."""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import suppress

from pydantic import ValidationError

from zhouqi.sources.clock import ClockUnreadableError, clock_from
from zhouqi.sources.county import County
from zhouqi.sources.people.act_runner import ActRunner
from zhouqi.sources.people.act_schedule import act_schedule
from zhouqi.sources.people.api import Api
from zhouqi.sources.people.day_advance import DayAdvance
from zhouqi.sources.people.driver import Driver
from zhouqi.sources.people.project_ids import ProjectCodes, ProjectIds
from zhouqi.sources.people.settings import PeopleSettings
from zhouqi.sources.people.state import StateFile
from zhouqi.sources.scenario import read_scenario

ABOUT = """\
The people of the simulated county: enterprises and agents raise issues, the dispatcher hands them to departments,
departments answer, agents report milestones. They sign in with the county's demo accounts and use the public HTTP
API alone. What happened up to the scenario's day is taken over (历史移交), in order and each act for the account that
did it, while the day stands still; from then on everybody acts as of now. Settings:

  ZHOUQI_PEOPLE_URL          where the product is, such as http://127.0.0.1:8000 (needed)
  ZHOUQI_PEOPLE_STATE        the file that says how far they got (needed); a restart goes on from there:
                             {"entered_until": TIME or null, "done": acts, "refused": acts given up}
  ZHOUQI_PEOPLE_SEED, _SIZE  which county, how many projects (1, 500)
  ZHOUQI_PEOPLE_DAY_SECONDS  seconds after which the operator lets the next day come, once the one before is closed
                             (0: somebody else does)
  ZHOUQI_CLOCK               business time: system, at:TIME or file:PATH (system)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Work until a signal ends it; answer 2 when the settings can't be used (and say why, a line each)."""
    argparse.ArgumentParser(
        "python -m zhouqi.sources.people",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args(arguments)
    logging.basicConfig(format="%(levelname)s:     %(message)s", level=logging.INFO)
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    try:
        settings = PeopleSettings()
        clock_from(settings.clock).now()
    except ValidationError as error:
        for detail in error.errors():
            name = "_".join(str(part) for part in detail["loc"]).upper()
            name = name if name.startswith("ZHOUQI_") else f"ZHOUQI_PEOPLE_{name}"
            sys.stderr.write(f"{name}: {detail['msg']}\n")
        return 2
    except ClockUnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    asyncio.run(_work(settings))
    return 0


async def _work(settings: PeopleSettings) -> None:
    county = County(read_scenario(settings.seed, settings.size), settings.seed, settings.size)
    async with Api(str(settings.url)) as api:
        schedule = act_schedule(county)
        people = ActRunner(api, ProjectIds(api, ProjectCodes(county)), schedule)
        driver = Driver(clock_from(settings.clock), schedule, people, StateFile(settings.state))
        work = [driver.run()]
        if settings.day_seconds:
            work.append(DayAdvance(api, settings.day_seconds).run(driver.history_entered))
        task = asyncio.create_task(_together(work))
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        with suppress(asyncio.CancelledError):
            await task


async def _together(work: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all of it until cancelled; a failure of one ends the others."""
    async with asyncio.TaskGroup() as group:
        for one in work:
            group.create_task(one)


if __name__ == "__main__":
    sys.exit(main())
