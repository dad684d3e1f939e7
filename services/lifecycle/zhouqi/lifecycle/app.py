"""Lifecycle 全周期: where a project stands, from the signed agreement to full capacity."""

from zhouqi.lifecycle import rules
from zhouqi.lifecycle.context import context
from zhouqi.lifecycle.entries import rejections as of_entries
from zhouqi.lifecycle.progress.queries import last_closed_day
from zhouqi.lifecycle.requests import rejections as of_requests
from zhouqi.lifecycle.routes import router
from zhouqi.service.http.language import Text
from zhouqi.service.loops.day_check import day_check
from zhouqi.service.service import Service

rules.rule_book()  # a broken file stops the service at its start, not the first entry

service = Service(
    name="lifecycle",
    title=Text("全周期", "Lifecycle"),
    context=context,
    router=router,
    checks_everywhere=lambda runtime: (day_check(runtime, last_closed_day),),
    rules=lambda: (rules.rule_book(),),
    rejections={**of_entries.REJECTIONS, **of_requests.REJECTIONS},
)
