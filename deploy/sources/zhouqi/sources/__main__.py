"""The program: serve the simulated source systems, or print the county's demo accounts."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence

import uvicorn
from pydantic import ValidationError

from zhouqi.sources.app import app_from
from zhouqi.sources.clock import ClockUnreadableError
from zhouqi.sources.county import County
from zhouqi.sources.county.serials import LARGEST
from zhouqi.sources.registers import demo_accounts
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.settings import Settings

ABOUT = """\
The simulated source systems of a simulated, fictional county.

Without a command it serves them until a signal ends it, as the environment says:

  ZHOUQI_SOURCES_HOST              the address that is served (127.0.0.1)
  ZHOUQI_SOURCES_PORT              its port (needed)
  ZHOUQI_SOURCES_TOKEN_FILE        file with the bearer token of the readers (needed)
  ZHOUQI_SOURCES_TRUTH_TOKEN_FILE  file with the token of /truth, for tests
  ZHOUQI_SOURCES_SEED, _SIZE       which county, how many projects (1, 500)
  ZHOUQI_CLOCK                     business time: system, at:TIME or file:PATH (system)
  ZHOUQI_SOURCES_EXCHANGE_DSN      the exchange database, as its owner; without it that wire is off
  ZHOUQI_SOURCES_EXCHANGE_READER   the role that may read it (zhouqi_exchange)
  ZHOUQI_SOURCES_DROPS             the folder that workbooks are dropped into; without it that wire is off
  ZHOUQI_SOURCES_SHUFFLE           another order of the history, other pages and files (0: none)
  ZHOUQI_SOURCES_FAULT_RATE        share of requests refused with 503 (0)
  ZHOUQI_SOURCES_SLOW_MS           milliseconds by which answers are held back (0)

The county's people, who act on the product through its HTTP API, are another program:
python -m zhouqi.sources.people --help
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; answer 2 when something about it or the settings is wrong, and say what."""
    parser = argparse.ArgumentParser(
        "python -m zhouqi.sources", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("serve", help="serve the source systems (what it does without a command)")
    printing = commands.add_parser(
        "accounts", help="print the demo accounts of a county as TOML, as ZHOUQI_ACCOUNTS takes them"
    )
    printing.add_argument("--seed", type=_whole(0, 2**31), default=1, help="which county (1)")
    printing.add_argument("--size", type=_whole(1, LARGEST), default=500, help="how many projects (500)")
    chosen = parser.parse_args(arguments)
    if chosen.command == "accounts":
        return _print_accounts(chosen.seed, chosen.size)
    return _serve()


def _whole(low: int, high: int) -> Callable[[str], int]:
    """Answer a reader of whole numbers from `low` to `high`."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise argparse.ArgumentTypeError(f"{number} is not from {low} to {high}")
        return number

    read.__name__ = "whole number"
    return read


def _print_accounts(seed: int, size: int) -> int:
    sys.stdout.writelines(demo_accounts(County(read_scenario(seed, size), seed, size)))
    return 0


def _serve() -> int:
    """Serve until a signal ends it; answer 2 when the settings can't be used (and say why, a line each)."""
    try:
        settings = Settings()
        app = app_from(settings)
    except ValidationError as error:
        for detail in error.errors():
            name = "_".join(str(part) for part in detail["loc"]).upper()
            name = name if name.startswith("ZHOUQI_") else f"ZHOUQI_SOURCES_{name}"
            sys.stderr.write(f"{name}: {detail['msg']}\n")
        return 2
    except (OSError, ValueError, ClockUnreadableError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    logging.basicConfig(format="%(levelname)s:     %(message)s", level=logging.INFO)
    uvicorn.run(
        app,
        host=str(settings.host),
        port=settings.port,
        log_level="info",
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
