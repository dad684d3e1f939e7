"""``zhouqi rebuild``: fold a service's read models anew from its logs."""

from __future__ import annotations

from time import monotonic
from typing import Annotated

import typer

from zhouqi.events.fold import rebuild as mechanism
from zhouqi.service.cli.options import DATA, AsJson, Data, ServiceName, run_async, settings
from zhouqi.service.cli.output import console, print_json
from zhouqi.service.service import find


def rebuild(
    service: ServiceName,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that fold.")] = 2,
    as_json: AsJson = False,
    data: Data = DATA,
) -> None:
    """Fold all read models of a service anew.

    The service goes on, and its readers see the old or the new, never half. Nothing reacts. The command
    may be ended at any time: the live read models are replaced only at the end.

        zhouqi rebuild cockpit
    """
    found = settings(data)
    context = find(service).context
    began = monotonic()
    run_async(mechanism.rebuild(found.owner_dsn_of(service), context, workers))
    seconds = round(monotonic() - began, 1)
    if as_json:
        print_json({"service": service, "seconds": seconds})
    else:
        console.print(f"{service}: read models rebuilt in {seconds} s", markup=False)
