"""The cockpit's read models, one file each."""

from zhouqi.cockpit.readmodel.accounts import DEPARTMENT, Accounts
from zhouqi.cockpit.readmodel.connections import Connections
from zhouqi.cockpit.readmodel.enterprises import Enterprises
from zhouqi.cockpit.readmodel.issue_list import ISSUE_LIST
from zhouqi.cockpit.readmodel.issues import Issues
from zhouqi.cockpit.readmodel.matches import Matches
from zhouqi.cockpit.readmodel.policies import Policies
from zhouqi.cockpit.readmodel.project_list import PROJECT_LIST
from zhouqi.cockpit.readmodel.projects import Projects
from zhouqi.cockpit.readmodel.records import Records
from zhouqi.cockpit.readmodel.registrations import Registrations
from zhouqi.cockpit.readmodel.townships import Townships
from zhouqi.cockpit.readmodel.warnings import Warnings
from zhouqi.events import ReadModel
from zhouqi.service.closed_days import ClosedDays

read_model = ReadModel(
    projections=(
        Townships(),
        Enterprises(),
        Accounts(),
        Registrations(),
        Records(),
        Projects(),
        Warnings(),
        Connections(),
        Issues(),
        ClosedDays(),
        Policies(),
        Matches(),
    ),
    summaries=(PROJECT_LIST, ISSUE_LIST),
    views=(DEPARTMENT,),
)
"""All of them: one schema, one version."""

__all__ = ["read_model"]
