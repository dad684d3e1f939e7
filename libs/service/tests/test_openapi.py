"""The description of an API says what every route may answer when it does not do what was asked."""

import jsonschema
import pytest
from fastapi.testclient import TestClient
from libs.service.tests.conftest import bearer

from zhouqi.service.http.problems import MEDIA_TYPE

DESCRIPTION = "/api/sample/openapi.json"
NOTE = "/api/sample/notes/7"


def test_every_route_may_answer_with_a_problem_and_the_frameworks_form_is_gone(fresh: TestClient) -> None:
    described = fresh.get(DESCRIPTION).json()
    for path in described["paths"].values():
        for operation in path.values():
            assert "422" not in operation["responses"]
            assert list(operation["responses"]["default"]["content"]) == [MEDIA_TYPE]
    assert not {"HTTPValidationError", "ValidationError"} & set(described["components"]["schemas"])


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [({}, {}, 401), (bearer("dispatcher"), {"township": 7}, 422)],
)
def test_a_problem_has_the_form_that_is_described(
    fresh: TestClient, headers: dict[str, str], body: object, status: int
) -> None:
    described = fresh.get(DESCRIPTION).json()

    answer = fresh.post(NOTE, json=body, headers={"Idempotency-Key": "k", **headers})

    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE)
    schema = {"$ref": "#/components/schemas/ProblemDetails", "components": described["components"]}
    jsonschema.validate(answer.json(), schema)


def test_a_path_that_is_there_for_other_methods_says_which(fresh: TestClient) -> None:
    answer = fresh.put(NOTE, headers=bearer("leader"))

    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, POST"
    assert fresh.put("/api/sample/nowhere").status_code == 404
