"""What issues knows: its own issues, and what others published of projects, enterprises, accounts and days."""

from zhouqi.events import ReadModel
from zhouqi.issues.lookup.projection import IssueProjection
from zhouqi.service.identity.grants import Grants
from zhouqi.service.projections.calendar import CalendarProjection
from zhouqi.service.projections.closed_days import ClosedDays
from zhouqi.service.projections.enterprises import RegisteredEnterprises
from zhouqi.service.projections.registrations import Registrations

read_model = ReadModel(
    projections=(
        IssueProjection(),
        Registrations(),
        RegisteredEnterprises(),
        Grants(),
        CalendarProjection(),
        ClosedDays(),
    )
)
