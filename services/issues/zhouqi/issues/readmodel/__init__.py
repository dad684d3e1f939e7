"""What issues knows: its own issues, and what others published of projects, accounts, days."""

from zhouqi.events import ReadModel
from zhouqi.issues.readmodel.accounts import Accounts
from zhouqi.issues.readmodel.calendars import Calendars
from zhouqi.issues.readmodel.enterprises import Enterprises
from zhouqi.issues.readmodel.issues import IssueRows
from zhouqi.service.closed_days import ClosedDays
from zhouqi.service.registrations import Registrations

read_model = ReadModel(
    projections=(IssueRows(), Registrations(), Enterprises(), Accounts(), Calendars(), ClosedDays())
)
