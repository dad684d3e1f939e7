"""The dispatcher names departments and agents: in batches, each answer by itself."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from deploy.sources.tests.small_county import CODES, START, World, assignment, report

from zhouqi.sources.people.act_requests import batches


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def assigned(world: World) -> list[tuple[datetime | None, list[str]]]:
    """The accepted assignments: when they were said to be made, and the codes of their projects."""
    codes = {str(world.product.id_of(code)): code for code in CODES}
    return [
        (entered.at, [codes[one["project_id"]] for one in entered.body["assignments"]])
        for entered in world.product.entered
        if entered.path.endswith("/assignments")
    ]


async def test_only_assignments_of_projects_of_which_more_is_known_are_entered_as_of_now(
    world: World,
) -> None:
    world.product.refused = {str(world.product.id_of(CODES[4])): "before-last"}

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[5]]), (None, [CODES[4]])]
    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


async def test_an_assignment_that_is_refused_is_an_error_and_the_others_stand(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.product.refused = {str(world.product.id_of(CODES[4])): "agent-unknown"}

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[5]])]
    assert (world.state()["done"], world.state()["refused"]) == (14, 1)
    assert "act 6 (assign_project by dispatcher) is given up: 409 agent-unknown" in caplog.text


async def test_assignments_wait_until_their_service_knows_all_projects(world: World) -> None:
    world.product.codes = CODES[:6]
    world.product.behind = 4

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[4], CODES[5]])]
    assert len(world.pauses) == 4


async def test_projects_withdrawn_since_are_not_assigned_any_more(world: World) -> None:
    world.product.withdrawn = {CODES[4]}

    await world.driver().look()

    assert assigned(world) == [(START + timedelta(hours=7), [CODES[5]])]
    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


async def test_an_agent_of_another_township_is_left_out_and_the_department_is_named(world: World) -> None:
    world.product.elsewhere = {str(world.product.id_of(CODES[4]))}

    await world.driver().look()

    [entered] = [one for one in world.product.entered if one.path.endswith("/assignments")]
    assert ["agent" in one for one in entered.body["assignments"]] == [False, True]
    assert (world.state()["done"], world.state()["refused"]) == (15, 0)


def test_assignments_that_follow_each_other_go_together() -> None:
    many = [assignment(number, f"SP{number}") for number in range(450)]

    sizes = [len(batch) for batch in batches([*many, report(500, "SP1"), assignment(501, "SP1")])]

    assert sizes == [200, 200, 50, 1, 1]


def test_a_batch_holds_no_project_twice() -> None:
    again = [assignment(1, "SP1"), assignment(2, "SP2"), assignment(3, "SP1")]

    assert [[act.number for act in batch] for batch in batches(again)] == [[1, 2], [3]]
