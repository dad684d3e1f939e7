"""What issues knows: its own issues, and what others published of projects, accounts, days."""

from zhouqi.events import ReadModel
from zhouqi.issues.readmodel.accounts import Accounts
from zhouqi.issues.readmodel.days import Calendars, ClosedDays
from zhouqi.issues.readmodel.enterprises import Enterprises
from zhouqi.issues.readmodel.issues import IssueRows
from zhouqi.issues.readmodel.projects import Projects

read_model = ReadModel(
    projections=(IssueRows(), Projects(), Enterprises(), Accounts(), Calendars(), ClosedDays())
)
