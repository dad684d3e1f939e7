"""The catalogue and the matches over HTTP, in the reader's language and within the reader's scope."""

from itertools import product

import pytest
from fastapi.testclient import TestClient
from services.policy.tests.records import closed, graded, inputs, project, registered

from tests.county import OTHER, OTHER_ACCOUNT, OWN, OWN_ACCOUNT, TINGLAN, WANGYU
from tests.county.kit import County
from tests.served import As
from zhouqi.events.contracts.ingest import Grade
from zhouqi.policy.matching import queries
from zhouqi.service.storage.predicate import ALWAYS

URL = "/api/policy"
SEEN = {
    "leader": {OWN, OTHER},
    "dispatcher": {OWN, OTHER},
    "operator": {OWN, OTHER},
    "department-finance": {OWN, OTHER},
    f"township-{TINGLAN}": {OWN},
    f"agent-{TINGLAN}-1": {OWN},
    f"township-{WANGYU}": {OTHER},
    OWN_ACCOUNT: {OWN},
    OTHER_ACCOUNT: {OTHER},
    "township-330529400": set[str](),
}


@pytest.fixture
def _matched(county: County) -> None:
    county.happen(
        registered(OWN, TINGLAN),
        registered(OTHER, WANGYU, above_scale=False),
        project("P1", OWN),
        project("P2", OTHER),
        inputs("I1", "P1", 2026, "1234.56", "150"),
        graded("G1", "P1", 2025, Grade.B),
        closed(),
    )
    assert county.react()


def test_the_catalogue_speaks_the_reader_s_language(client: TestClient, as_: As) -> None:
    english = {**as_("leader"), "Accept-Language": "en"}

    found = client.get(f"{URL}/policies", headers=as_("leader")).json()

    assert [one["policy"] for one in found] == ["equipment_subsidy", "excellence_reward", "research_reward"]
    assert found[0]["title"] == "技术改造设备补助"
    assert found[0]["ceiling"] == "300.00"
    assert found[0]["conditions"][0] == {"code": "equipment", "text": "年度设备投入不低于 500 万元"}
    assert client.get(f"{URL}/policies", headers=english).json()[0]["title"].startswith("Subsidy")


@pytest.mark.usefixtures("_matched")
def test_matches_say_what_and_why(client: TestClient, as_: As) -> None:
    found = client.get(f"{URL}/enterprises/{OWN}/matches", headers=as_(OWN_ACCOUNT)).json()

    assert (found["enterprise"], found["day"], found["profile"]["equipment"]) == (
        OWN,
        "2026-10-30",
        "1234.56",
    )
    subsidy, excellence, _ = found["matches"]
    assert (subsidy["verdict"], subsidy["amount"], subsidy["department"]) == ("met", "123.46", "industry")
    assert (excellence["verdict"], excellence["amount"]) == ("unmet", None)
    assert excellence["conditions"][0] == {
        "code": "honour",
        "text": "高新技术企业或专精特新企业",
        "verdict": "unmet",
        "missing": [],
    }


@pytest.mark.usefixtures("_matched")
def test_what_is_missing_is_said_with_who_could_supply_it(client: TestClient, as_: As) -> None:
    found = client.get(f"{URL}/enterprises/{OWN}/matches", headers=as_(OWN_ACCOUNT)).json()

    research = found["matches"][2]
    assert (research["verdict"], research["amount"]) == ("unknown", None)
    assert research["missing"] == [{"field": "sales", "department": "industry"}]
    assert [one["verdict"] for one in research["conditions"]] == ["met", "unknown"]
    profile = found["profile"]
    assert (profile["sales"], profile["tax"], profile["research"]) == (None, None, "150.00")
    assert [(one["field"], one["department"]) for one in profile["missing"]] == [
        ("land_area", "planning"),
        ("sales", "industry"),
        ("tax", "tax"),
    ]


@pytest.mark.usefixtures("_matched")
def test_a_policy_tells_apart_whom_it_fits_whom_not_and_of_whom_nobody_knows(
    client: TestClient, as_: As
) -> None:
    def counted(account: str) -> list[tuple[object, ...]]:
        found = client.get(f"{URL}/policies", headers=as_(account)).json()
        return [tuple(one["enterprises"].values()) for one in found]

    assert counted("leader") == [(1, 1, 0, "123.46"), (0, 2, 0, "0.00"), (0, 0, 2, "0.00")]
    assert counted(OWN_ACCOUNT) == [(1, 0, 0, "123.46"), (0, 1, 0, "0.00"), (0, 0, 1, "0.00")]
    assert counted("township-330529400") == [(0, 0, 0, "0.00")] * 3


@pytest.mark.usefixtures("_matched")
def test_enterprises_of_others_do_not_exist(client: TestClient, as_: As, subtests: pytest.Subtests) -> None:
    for (account, names), code in product(SEEN.items(), (OWN, OTHER)):
        with subtests.test(account=account, enterprise=code):
            status = client.get(f"{URL}/enterprises/{code}/matches", headers=as_(account)).status_code
            assert status == (200 if code in names else 404)


@pytest.mark.usefixtures("_matched")
def test_without_the_scope_in_sql_an_enterprise_would_see_all(
    client: TestClient, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "within", lambda *_: ALWAYS)

    assert client.get(f"{URL}/enterprises/{OTHER}/matches", headers=as_(OWN_ACCOUNT)).status_code == 200


@pytest.mark.usefixtures("county")
def test_an_enterprise_that_there_is_not_is_not_found(client: TestClient, as_: As) -> None:
    assert client.get(f"{URL}/enterprises/{OWN}/matches", headers=as_("leader")).status_code == 404


def test_nobody_sees_anything_without_signing_in(client: TestClient) -> None:
    for path in ("policies", f"enterprises/{OWN}/matches"):
        assert client.get(f"{URL}/{path}").status_code == 401
