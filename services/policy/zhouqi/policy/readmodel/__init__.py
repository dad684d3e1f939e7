"""What policy knows: its catalogue and what it published of enterprises; others' registers and records."""

from zhouqi.events import ReadModel
from zhouqi.policy.readmodel.enterprises import EnterpriseRows
from zhouqi.policy.readmodel.policies import PolicyRows
from zhouqi.policy.readmodel.profiles import PROFILES
from zhouqi.policy.readmodel.records import RECORDS
from zhouqi.policy.readmodel.registers import Projects, RegisteredEnterprises
from zhouqi.service.closed_days import ClosedDays

read_model = ReadModel(
    projections=(
        PolicyRows(),
        EnterpriseRows(),
        Projects(),
        RegisteredEnterprises(),
        ClosedDays(),
        *RECORDS,
    ),
    views=(PROFILES,),
)
