"""The committed descriptions of the APIs are those that are served; the web's types are made from them.

After a change: ``ZHOUQI_WRITE=1 pytest services/cockpit/tests/test_openapi.py``, then ``npm run types`` in the
web's folder.
"""

import json
import os
from importlib import import_module
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from zhouqi.service.http.app import create_app
from zhouqi.service.settings import Settings

FOLDER = Path(__file__).parents[1]
COMMITTED = {
    "cockpit": "openapi.json",
    "ingest": "openapi-ingest.json",
    "lifecycle": "openapi-lifecycle.json",
    "issues": "openapi-issues.json",
    "warning": "openapi-warning.json",
}
"""The services that the pages speak to."""


@pytest.mark.parametrize("name", COMMITTED)
def test_it_is_current(name: str) -> None:
    settings = Settings(
        dsn={name: SecretStr("host=nowhere")}, signing_key=SecretStr("k" * 40), hosts=("testserver",)
    )
    app = create_app([import_module(f"zhouqi.{name}.app").service], settings)
    served = TestClient(app).get(f"/api/{name}/openapi.json").json()
    committed = FOLDER / COMMITTED[name]
    if os.environ.get("ZHOUQI_WRITE"):
        committed.write_text(json.dumps(served, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert json.loads(committed.read_text(encoding="utf-8")) == served
