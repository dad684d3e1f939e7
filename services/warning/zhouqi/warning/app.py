"""Warning 预警: a project's light, and its stalls (六未)."""

from zhouqi.service.http.language import Text
from zhouqi.service.loops.day_check import day_check
from zhouqi.service.service import Service
from zhouqi.warning import rules
from zhouqi.warning.context import context
from zhouqi.warning.forecast import rules as forecast_rules
from zhouqi.warning.routes import router

rules.rule_book()  # a broken file stops the service at its start, not the first project that is judged
forecast_rules.rule_book()

service = Service(
    name="warning",
    title=Text("预警", "Warning"),
    context=context,
    router=router,
    rules=lambda: (rules.rule_book(), forecast_rules.rule_book()),
    checks_everywhere=lambda runtime: (day_check(runtime),),
)
