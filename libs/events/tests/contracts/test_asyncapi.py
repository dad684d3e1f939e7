"""The AsyncAPI document is what the contracts say; the official parser reads it; messages are as it describes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from libs.events.tests.contracts.golden import FOLDER, SCHEMAS
from libs.events.tests.sample import event

from zhouqi.events.bus.envelope import CONTENT_TYPE, encode
from zhouqi.events.contract_tools import asyncapi, published
from zhouqi.events.contracts import CONTRACTS, OWNERS

DOCUMENT: Final = SCHEMAS.parent / asyncapi.FILE
PARSER: Final = Path(__file__).parent / "asyncapi"
ERROR, WARNING = 0, 1
GOLDEN: Final = published.texts(FOLDER)


@pytest.fixture(scope="module")
def document() -> Any:
    return json.loads(DOCUMENT.read_bytes())


@pytest.fixture(scope="module")
def node(processes: None) -> dict[str, str]:
    """The environment in which ``node`` finds the parser, which is installed when it is not there as locked."""
    environ = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    installed, locked = PARSER / "node_modules" / ".package-lock.json", PARSER / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < locked.stat().st_mtime:
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(["npm", "ci", *quiet], cwd=PARSER, env=environ, check=True)
        installed.touch()
    return environ


def _parsed(file: Path, environ: dict[str, str]) -> Any:
    ended = subprocess.run(
        ["node", "validate.mjs", str(file)],
        cwd=PARSER,
        env=environ,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.stdout, ended.stderr
    return json.loads(ended.stdout)


def test_the_document_is_what_the_contracts_say() -> None:
    found = asyncapi.render(published.texts(SCHEMAS))

    assert DOCUMENT.read_text("utf-8") == found, "python -m zhouqi.events.contract_tools.asyncapi libs/events"


def test_the_official_parser_reads_the_document(node: dict[str, str]) -> None:
    parsed = _parsed(DOCUMENT, node)

    assert [one for one in parsed["said"] if one["severity"] in (ERROR, WARNING)] == []
    assert sorted(parsed["read"]["topics"]) == sorted(CONTRACTS)
    assert {(one["name"], one["contentType"]) for one in parsed["read"]["messages"]} == {
        (f"{name}.{version}", "application/cloudevents+json") for name, version in published.texts(SCHEMAS)
    }


def test_the_official_parser_refuses_what_is_no_such_document(
    node: dict[str, str], document: Any, tmp_path: Path
) -> None:
    name = next(iter(CONTRACTS))
    document = json.loads(json.dumps(document))
    document["operations"][f"publish{name}"]["action"] = "shout"
    document["components"]["schemas"][f"{name}.1"]["type"] = "thing"
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(document), "utf-8")

    parsed = _parsed(broken, node)

    errors = {one["path"] for one in parsed["said"] if one["severity"] == ERROR}
    assert parsed["read"] is None
    assert any(path.startswith(f"operations/publish{name}") for path in errors)


def test_every_topic_is_published_by_its_owner(document: Any) -> None:
    for name, service in OWNERS.items():
        operation, channel = document["operations"][f"publish{name}"], document["channels"][name]
        assert (operation["action"], operation["tags"]) == ("send", [{"name": service}])
        assert (channel["address"], channel["bindings"]["kafka"]["topic"]) == (name, name)
        assert channel["messages"].keys() == {
            f"v{version}" for one, version in published.texts(SCHEMAS) if one == name
        }


@pytest.mark.parametrize("named", sorted(GOLDEN), ids="{0[0]}-{0[1]}".format)
def test_a_message_is_as_described(named: tuple[str, int], document: Any) -> None:
    name, version = named
    sent = event("project/a", 1, type=name, schema_version=version, data=GOLDEN[named].encode())
    value = json.loads(encode(sent, OWNERS[name]))

    assert _fits(document, named, value)
    assert not _fits(document, named, {**value, "data": []})
    assert not _fits(document, named, {**value, "type": "Unheard"})
    assert not _fits(document, named, {key: part for key, part in value.items() if key != "id"})


def test_every_attribute_is_described(document: Any) -> None:
    envelope = document["components"]["schemas"]["Envelope"]
    trait = document["components"]["messageTraits"]["CloudEvent"]
    full = json.loads(encode(event("project/a", 1, actor="leader", traceparent="00-1"), "ingest"))

    assert full.keys() | {"causationid"} == envelope["properties"].keys()
    assert trait["headers"]["properties"]["content-type"]["const"] == CONTENT_TYPE.decode()


def _fits(document: Any, named: tuple[str, int], value: object) -> bool:
    name, version = named
    schema = {**document, "$ref": f"#/components/messages/{name}.{version}/payload"}
    return jsonschema.Draft202012Validator(schema).is_valid(value)
