"""Warning 预警 as the mechanism sees it."""

from zhouqi.events import Context
from zhouqi.events.contracts import PUBLISHED
from zhouqi.service.identity.grants import GRANTING
from zhouqi.warning.forecast.reactions import FORECAST
from zhouqi.warning.judged_day.reactions import DAY
from zhouqi.warning.judgement.reactions import JUDGE, SUBSCRIBED
from zhouqi.warning.read_model import read_model

context = Context(
    name="warning",
    origin="zhouqi.warning.context:context",
    publishes=PUBLISHED["warning"],
    subscribes=(*SUBSCRIBED, *GRANTING),
    read_model=read_model,
    reactions=(JUDGE, DAY, FORECAST),
)
