"""``python -m tests.benchmarks``: measure, and say what was reached."""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path
from typing import Annotated

import typer

from tests.benchmarks import machine, report
from tests.benchmarks.catalogue import BENCHMARKS, choose
from tests.benchmarks.loop import run
from tests.benchmarks.measure import Figure
from tests.benchmarks.plan import Plan
from tests.benchmarks.plot import svg
from tests.benchmarks.world import world

_HELP = f"""Measure what Zhouqi costs, each figure beside the raw limit that was measured in the same run.

A figure and its limit are taken in turns (A B, B A, A B, …); value and limit are the medians of the rounds,
the ratio is the median of the rounds' ratios, "between" their extremes. So a machine on which others
work too still gives ratios that hold; absolute values hold on an idle machine alone.

There are: {", ".join(BENCHMARKS)}.

Everything runs in a temporary folder that is removed at the end, with a PostgreSQL of its own that keeps
its promises to the disk (fsync and synchronous_commit are on, as in production).
"""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command(help=_HELP)
def main(
    only: Annotated[
        str, typer.Option(help="Measure these alone, separated by commas, such as append,batch.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Write [{name, value, unit, limit, ratio}] as JSON to this file.")
    ] = None,
    rounds: Annotated[
        int, typer.Option(min=1, help="Rounds of each; the one before the first never counts.")
    ] = 7,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do next to nothing, to see that it works. Figures mean nothing.")
    ] = False,
    peers: Annotated[
        bool, typer.Option("--peers", help="Append and catch up on pyeventsourcing and Emmett too.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the figures of growth as an SVG picture to this file.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Where the data lies meanwhile; by default where temporary files do.")
    ] = None,
) -> None:
    """Run the chosen benchmarks one after another."""
    try:
        names = choose(only, peers=peers)
    except KeyError as error:
        raise typer.BadParameter(f"there is no {error.args[0]!r}", param_hint="--only") from None
    figures: list[Figure] = []
    failed: list[str] = []
    plan = Plan(rounds, quick)
    with world(folder) as place:
        about = machine.described(place)
        for what, value in about:
            _say(f"{what:<13}{value}")
        for name in names:
            begin = time.monotonic()
            _say(f"\n· {name}: {_first_line(name)}")
            try:
                taken = run(BENCHMARKS[name](place, plan))
            except Exception:  # noqa: BLE001 - the others are worth knowing all the same
                failed.append(name)
                _say(traceback.format_exc())
                continue
            figures += taken
            _say(report.table(taken))
            _say(f"  {time.monotonic() - begin:.0f} s")
            if out is not None:  # what there is so far, should a later one fail
                report.write(out, figures)
    _say("\n" + report.table(figures))
    if plot is not None:
        plot.write_text(svg(figures), encoding="utf-8")
    if quick:
        _say("\nA quick run: none of these figures means anything.")
    if failed:
        _say(f"\nFailed: {', '.join(failed)}")
        raise typer.Exit(1)


def _first_line(name: str) -> str:
    module = sys.modules[BENCHMARKS[name].__module__]
    return (module.__doc__ or "").strip().splitlines()[0]


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    app()
