"""The command itself: its groups, and those that other packages bring."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.metadata import entry_points
from inspect import cleandoc
from textwrap import dedent, indent
from typing import Final

import typer

from zhouqi.service.cli import events, migrate, parked, probe, rebuild, serve, stuck, token, topics
from zhouqi.service.cli.exits import EXITS, plain_errors

GROUP: Final = "zhouqi.commands"
_EXAMPLES: Final = ("zhouqi ", "curl ")

_HELP: Final = f"""Zhouqi 周期: industrial investment projects over their whole life cycle.

On one machine, start with:

    zhouqi up                                everything, with a simulated county; Ctrl-C ends it
    zhouqi token --as leader                 a token for scripts
    zhouqi events tail cockpit --follow      watch facts arrive

When something is amiss:

    zhouqi parked list cockpit               messages that could not be read, reactions that failed
    zhouqi stuck list cockpit                streams that do not fold to their end
    zhouqi rebuild cockpit                   fold all read models anew, while the service goes on
    zhouqi events verify cockpit             is every event in its place?

Settings come from ZHOUQI_… in the environment, or else from the stack that runs in --data.

{EXITS}
"""


def make() -> typer.Typer:
    """The whole command."""
    app = typer.Typer(
        name="zhouqi",
        help=manual(_HELP),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    for entry in entry_points(group=GROUP):
        _add(app, entry.name, entry.load())
    _add(app, "token", token.token)
    _add(app, "events", events.app)
    _add(app, "parked", parked.app)
    _add(app, "stuck", stuck.app)
    _add(app, "rebuild", rebuild.rebuild)
    _add(app, "topics", topics.app)
    _add(app, "migrate", migrate.migrate)
    _add(app, "serve", serve.serve)
    _add(app, probe.NAME, probe.probe)
    return app


def _add(app: typer.Typer, name: str, found: typer.Typer | Callable[..., None]) -> None:
    """A command, or a group of them, with the whole text of their docstrings as help."""
    if isinstance(found, typer.Typer):
        for command in found.registered_commands:
            command.help = manual(command.callback.__doc__ if command.callback else None)
        app.add_typer(found, name=name)
    else:
        app.command(name, help=manual(found.__doc__))(found)


def manual(text: str | None) -> str:
    """``text`` for a terminal: examples, and whatever else is indented, keep their lines."""
    return "\n\n".join(_paragraph(part) for part in cleandoc(text or "").split("\n\n"))


def _paragraph(part: str) -> str:
    if part.lstrip().startswith(_EXAMPLES):
        return "\b\n" + indent(dedent(part), "    ")
    return f"\b\n{part}" if part.startswith(" ") else part


def main() -> None:
    """Entry point of the script."""
    with plain_errors():
        try:
            make()()
        except BrokenPipeError:
            # The reader (a pager, head) has seen enough; nothing more may be written at the end either.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
