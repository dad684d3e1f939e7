"""`python -m zhouqi.sources`: serve the simulated source systems on the loopback address until ended."""

import sys

import uvicorn
from pydantic import ValidationError

from zhouqi.sources.app import app_from
from zhouqi.sources.clock import ClockUnreadableError
from zhouqi.sources.settings import Settings

LOOPBACK = "127.0.0.1"


def main() -> int:
    """Serve until a signal ends it; answer 2 when the settings can't be used (and says why, a line each)."""
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
    uvicorn.run(
        app,
        host=LOOPBACK,
        port=settings.port,
        log_level="info",
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
