"""What policy knows: its catalogue and what it published of enterprises; others' registers and records."""

from zhouqi.events import ReadModel
from zhouqi.policy.catalogue.projection import PolicyProjection
from zhouqi.policy.matching.projection import EnterpriseProjection
from zhouqi.policy.profile.projection import RECORD_PROJECTIONS
from zhouqi.policy.profile.view import PROFILE_VIEW
from zhouqi.service.identity.grants import Grants
from zhouqi.service.projections.closed_days import ClosedDays
from zhouqi.service.projections.enterprises import RegisteredEnterprises
from zhouqi.service.projections.registrations import Registrations

read_model = ReadModel(
    projections=(
        PolicyProjection(),
        EnterpriseProjection(),
        Registrations(),
        RegisteredEnterprises(),
        ClosedDays(),
        Grants(),
        *RECORD_PROJECTIONS,
    ),
    views=(PROFILE_VIEW,),
)
