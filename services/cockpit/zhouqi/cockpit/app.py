"""The cockpit 驾驶舱: read models of what the others decided, the API over them, and the pages."""

from fastapi import APIRouter

from zhouqi.cockpit.context import context
from zhouqi.cockpit.days.routes import routes as days
from zhouqi.cockpit.frontend import web_folder
from zhouqi.cockpit.issue.routes import routes as issue
from zhouqi.cockpit.issue_figures.routes import routes as issue_figures
from zhouqi.cockpit.issue_list.routes import routes as issue_list
from zhouqi.cockpit.late_entries.routes import routes as late_entries
from zhouqi.cockpit.live.routes import routes as live
from zhouqi.cockpit.overview.routes import routes as overview
from zhouqi.cockpit.project.routes import routes as project
from zhouqi.cockpit.project_acts.routes import routes as project_acts
from zhouqi.cockpit.project_figures.routes import routes as project_figures
from zhouqi.cockpit.project_list.routes import routes as project_list
from zhouqi.cockpit.registers.routes import routes as registers
from zhouqi.cockpit.session.routes import routes as session
from zhouqi.cockpit.session.sign_in import routes as sign_in
from zhouqi.cockpit.trail.routes import routes as trail
from zhouqi.service.http.language import Text
from zhouqi.service.loops.day_check import day_check
from zhouqi.service.runtime import Runtime
from zhouqi.service.service import Service


def router(runtime: Runtime) -> APIRouter:
    """All routes below ``/api/cockpit``. Signing in by choosing an account exists where there is a demo."""
    routes = APIRouter()
    routes.include_router(session(runtime))
    if runtime.demo is not None:
        routes.include_router(sign_in(runtime, runtime.demo))
    routes.include_router(overview(runtime))
    routes.include_router(days(runtime))
    routes.include_router(project_list(runtime))
    routes.include_router(project_figures(runtime))  # before what takes the last word for an id
    routes.include_router(project(runtime))
    routes.include_router(issue_list(runtime))
    routes.include_router(issue_figures(runtime))
    routes.include_router(issue(runtime))
    routes.include_router(trail(runtime))
    routes.include_router(registers(runtime))
    routes.include_router(late_entries(runtime))
    routes.include_router(project_acts(runtime))
    routes.include_router(live(runtime))
    return routes


service = Service(
    name="cockpit",
    title=Text("驾驶舱", "Cockpit"),
    context=context,
    router=router,
    checks_everywhere=lambda runtime: (day_check(runtime),),
    web=web_folder,
)
