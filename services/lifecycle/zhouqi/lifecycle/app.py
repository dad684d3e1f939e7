"""Lifecycle 全周期: where a project stands, from the signed agreement to full capacity."""

from zhouqi.lifecycle.api import router
from zhouqi.lifecycle.context import context
from zhouqi.service.language import Text
from zhouqi.service.service import Service

service = Service(
    name="lifecycle",
    title=Text("全周期", "Lifecycle"),
    context=context,
    router=router,
    rejections={
        "in_future": Text("日期 {on} 晚于今天（{today}）", "The day {on} lies behind today, {today}"),
        "already_dated": Text(
            "数据源已给出该节点的日期（{on}），不能再上报",
            "A source already says that this milestone was reached on {on}",
        ),
        "no_agreement": Text("尚无投资协议记录", "There is no agreement on record yet"),
        "after_termination": Text("项目已于 {on} 终止", "The project was terminated on {on}"),
        "not_extendable": Text("该节点不能延期", "This milestone can't be extended"),
        "not_later": Text(
            "新期限应晚于现期限 {due}", "The new due day must be later than the one in force, {due}"
        ),
        "already_terminated": Text(
            "数据源已登记项目于 {on} 终止", "A source already says that the project was terminated on {on}"
        ),
    },
)
