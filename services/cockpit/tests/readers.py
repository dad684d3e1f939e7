"""Four projects in two townships, of two enterprises; and which of them every reader sees."""

from services.cockpit.tests.county import Filed

from tests.county import OTHER, OTHER_ACCOUNT, OWN, OWN_ACCOUNT, TINGLAN, WANGYU

PROJECTS = {
    "home": Filed("P1", township=TINGLAN, enterprise_code=OWN),
    "neighbour": Filed("P2", township=TINGLAN, enterprise_code=OTHER),
    "branch": Filed("P3", township=WANGYU, enterprise_code=OWN),
    "far": Filed("P4", township=WANGYU, enterprise_code=OTHER),
}
SEEN = {
    "leader": {"home", "neighbour", "branch", "far"},
    "dispatcher": {"home", "neighbour", "branch", "far"},
    "operator": {"home", "neighbour", "branch", "far"},
    "department-tax": {"home", "neighbour", "branch", "far"},
    f"township-{TINGLAN}": {"home", "neighbour"},
    f"agent-{TINGLAN}-1": {"home", "neighbour"},
    f"township-{WANGYU}": {"branch", "far"},
    OWN_ACCOUNT: {"home", "branch"},
    OTHER_ACCOUNT: {"neighbour", "far"},
    "township-330529400": set(),
}
