"""Wiring: from settings to the one HTTP application that all simulated systems share."""

from fastapi import FastAPI

from zhouqi.sources.approval import approval
from zhouqi.sources.approval.cursor import Cursors
from zhouqi.sources.clock import Clock, clock_from
from zhouqi.sources.county import COUNTY, County
from zhouqi.sources.deliveries import Kind, project_feed
from zhouqi.sources.registers import registers
from zhouqi.sources.scenario import read_scenario
from zhouqi.sources.serving.faults import Faults
from zhouqi.sources.serving.refusal import answer_refusals
from zhouqi.sources.serving.token import bearer
from zhouqi.sources.settings import Settings, read_token
from zhouqi.sources.truth import truth

__all__ = ["app_from", "make_app"]


def app_from(settings: Settings) -> FastAPI:
    """Answer the application that the settings describe. Raises `OSError`, `ValueError`, `ClockUnreadableError`."""
    clock = clock_from(settings.clock)
    clock.now()
    return make_app(
        County(read_scenario(settings.seed, settings.size), settings.seed, settings.size),
        clock,
        read_token(settings.token_file),
        None if settings.truth_token_file is None else read_token(settings.truth_token_file),
        Faults(settings.seed, settings.fault_rate, settings.slow_ms),
    )


def make_app(county: County, clock: Clock, token: str, truth_token: str | None, faults: Faults) -> FastAPI:
    """Answer the application for a county: its registers, 审批备案3.0, and the truth where it has a token."""
    app = FastAPI(
        title=f"Simulated source systems of {COUNTY.name}",
        version="1",
        description="A fictional county. Everything here is generated; nothing is about a real enterprise or person.",
        docs_url=None,
        redoc_url=None,
    )
    answer_refusals(app)
    guard = bearer(token, "token")
    projects = project_feed(county)
    name = f"{Kind.PROJECT}:{county.seed}:{county.size}:{county.scenario.digest()}"
    app.include_router(registers(guard))
    app.include_router(approval(projects, Cursors(name), clock, guard, faults))
    app.include_router(truth(county, projects, clock, bearer(truth_token, "truth token")))

    @app.get("/livez", tags=["health"])
    async def alive() -> dict[str, str]:
        """Answer that the program is up; needs no token."""
        return {"status": "ok"}

    return app
