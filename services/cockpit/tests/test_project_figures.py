"""The figures above the list are the totals of what the list shows, whatever arrives meanwhile."""

from threading import Thread

from fastapi.testclient import TestClient
from services.cockpit.tests.county import County, Filed, county_of

from tests.county import TINGLAN, WANGYU
from tests.served import As

URL = "/api/cockpit/projects"


def test_figures_are_the_totals_of_their_lists(client: TestClient, county: County, as_: As) -> None:
    projects = county_of(20)
    county.file(*projects)
    county.withdraw(projects[3])
    county.damage(projects[5])

    figures = client.get(f"{URL}/figures", headers=as_("leader")).json()

    for status in ("registered", "stuck", "unplanned", "withdrawn"):
        listed = client.get(URL, params={"status": status}, headers=as_("leader")).json()
        assert figures[status] == listed["total"], status
    for one in figures["townships"]:
        listed = client.get(URL, params={"township": one["township"]}, headers=as_("leader")).json()
        assert one["projects"] == listed["total"]
    assert sum(one["projects"] for one in figures["townships"]) == figures["registered"] == 19
    stock = [one for one in projects if one is not projects[3]]
    assert float(figures["investment"]) == sum(float(one.investment) for one in stock if one.investment)
    unknown = sum(one.investment is None for one in stock)
    assert figures["investment_unknown"] == unknown > 0
    assert sum(one["investment_unknown"] for one in figures["townships"]) == unknown


def test_a_sum_of_what_no_source_stated_is_not_zero(client: TestClient, county: County, as_: As) -> None:
    county.file(Filed("P1", investment=None), Filed("P2", investment="0", township=WANGYU))

    figures = client.get(f"{URL}/figures", headers=as_("leader")).json()
    narrow = client.get(f"{URL}/figures", headers=as_(f"township-{TINGLAN}")).json()

    said = {one["township"]: (one["investment"], one["investment_unknown"]) for one in figures["townships"]}
    assert said == {TINGLAN: (None, 1), WANGYU: ("0", 0)}
    assert (narrow["investment"], narrow["investment_unknown"]) == (None, 1)


def test_whether_data_apply_is_not_known_before_ingest_says_so(
    client: TestClient, county: County, as_: As
) -> None:
    project = Filed("P1")
    county.file(project)

    (row,) = client.get(URL, headers=as_("leader")).json()["items"]
    page = client.get(f"{URL}/{project.id}", headers=as_("leader")).json()

    assert (row["connected"], row["applicable"], row["full_view"]) == (None, None, False)
    assert {(one["applicable"], one["connected"]) for one in page["kinds"]} == {(None, None)}


def test_totals_are_those_of_the_rows_while_projects_arrive(
    client: TestClient, county: County, as_: As
) -> None:
    def arrive() -> None:
        for number in range(40):
            county.file(Filed(f"P{number}"))

    arriving = Thread(target=arrive)
    arriving.start()
    while arriving.is_alive():
        page = client.get(URL, params={"limit": 200}, headers=as_("leader")).json()
        figures = client.get(f"{URL}/figures", headers=as_("leader")).json()

        assert page["total"] == len(page["items"])
        assert sum(one["projects"] for one in figures["townships"]) == figures["registered"]
    arriving.join()
