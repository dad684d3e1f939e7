"""The committed description of the API is the one that is served; the web's types are made from it.

After a change: ``ZHOUQI_WRITE=1 pytest services/cockpit/tests/test_openapi.py``, then ``npm run types`` in the
web's folder.
"""

import json
import os
from pathlib import Path

from fastapi.testclient import TestClient
from pydantic import SecretStr

from zhouqi.cockpit.app import service
from zhouqi.service.app import create_app
from zhouqi.service.settings import Settings

COMMITTED = Path(__file__).parents[1] / "openapi.json"


def test_it_is_current() -> None:
    settings = Settings(dsn={"cockpit": SecretStr("host=nowhere")}, signing_key=SecretStr("k" * 40))
    served = TestClient(create_app([service], settings)).get("/api/cockpit/openapi.json").json()
    if os.environ.get("ZHOUQI_WRITE"):
        COMMITTED.write_text(json.dumps(served, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == served
