"""The AsyncAPI 3.0 document of all topics, for the tools of those who subscribe.

``python -m zhouqi.events.contract_tools.asyncapi libs/events`` writes ``asyncapi.json`` there, from the catalogue
and the published schemas, of which it holds every version: a topic is kept for ever, and so are the messages of
older versions in it. The document stands alone, without a reference to another file.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from zhouqi.events.contract_tools import published
from zhouqi.events.contracts.catalogue import CONTRACTS, OWNERS, WRITTEN
from zhouqi.events.contracts.upcast import TypeVersion
from zhouqi.events.log.bounds import MAX_STREAM_LENGTH

Part = dict[str, object]

FILE: Final = "asyncapi.json"
_MEDIA: Final = "application/cloudevents+json"
_UUID: Final[Part] = {"type": "string", "format": "uuid"}
_TIME: Final[Part] = {"type": "string", "format": "date-time"}

_ABOUT: Final = """\
Every type of event is a topic of that name. A message is a CloudEvent 1.0 in structured JSON that can be read
alone. Its key is the stream, so the events of one stream and type arrive in order. It is delivered at least
once: `id` tells what came before. `dataschema` names the version of `data`; unknown fields are to be ignored."""

_ATTRIBUTES: Final[Mapping[str, Part]] = {
    "specversion": {"const": "1.0"},
    "id": {**_UUID, "description": "The same for every delivery of the same event."},
    "source": {"type": "string", "description": "/zhouqi/<service>"},
    "type": {"type": "string", "description": "What happened; also the topic's name."},
    "subject": {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_STREAM_LENGTH,
        "description": "The stream: what the event is about.",
    },
    "time": {**_TIME, "description": "When its origin knew or declared it."},
    "datacontenttype": {"const": "application/json"},
    "dataschema": {"type": "string", "description": "urn:zhouqi:schema:<type>:<version>"},
    "sequence": {
        "type": "string",
        "pattern": "^[0-9]{10}$",
        "description": "The event's place in its stream, over all types: 1, 2, 3…, padded so that it sorts as text.",
    },
    "partitionkey": {"type": "string", "description": "The stream, as in the message's key."},
    "recordedtime": {**_TIME, "description": "When it was written down."},
    "county": {"type": "string", "description": "Which deployment it comes from."},
    "correlationid": {**_UUID, "description": "What everything that follows from one cause shares."},
    "causationid": {**_UUID, "description": "The event or command that it follows from."},
    "actor": {"type": "string", "description": "The account that acted; an id, never a person's name."},
    "traceparent": {"type": "string", "description": "W3C Trace Context."},
    "data": {"type": "object", "description": "The fact itself."},
}
_OPTIONAL: Final = frozenset({"causationid", "actor", "traceparent"})


def document(texts: Mapping[TypeVersion, str]) -> Part:
    """The document over the published schemas ``texts``."""
    known = [named for named in sorted(texts) if named[0] in CONTRACTS]
    return {
        "asyncapi": "3.0.0",
        "id": "urn:zhouqi:topics",
        "info": {
            "title": "Zhouqi 周期: topics",
            "version": "1.0.0",
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
            "tags": [{"name": service} for service in dict.fromkeys(OWNERS.values())],
        },
        "defaultContentType": _MEDIA,
        "servers": {
            "embedded": {
                "host": "127.0.0.1:9092",
                "protocol": "kafka",
                "description": "Everything on one machine (`make run`); one partition a topic.",
            },
            "distributed": {
                "host": "{bootstrap}",
                "protocol": "kafka",
                "description": "Apache Kafka; six partitions a topic.",
                "variables": {"bootstrap": {"description": "A broker of the county, host:port."}},
            },
        },
        "channels": {name: _channel(name, _versions(known, name)) for name in CONTRACTS},
        "operations": {f"publish{name}": _operation(name, _versions(known, name)) for name in CONTRACTS},
        "components": {
            "messageTraits": {"CloudEvent": _trait()},
            "messages": {_key(named): _message(*named) for named in known},
            "schemas": {"Envelope": _envelope(), **_schemas(texts, known)},
        },
    }


def render(texts: Mapping[TypeVersion, str]) -> str:
    """The file's content."""
    return json.dumps(document(texts), ensure_ascii=False, indent=1) + "\n"


def _versions(known: Iterable[TypeVersion], name: str) -> list[int]:
    return [version for one, version in known if one == name]


def _key(named: TypeVersion) -> str:
    return f"{named[0]}.{named[1]}"


def _channel(name: str, versions: list[int]) -> Part:
    return {
        "address": name,
        "title": name,
        "description": CONTRACTS[name].__doc__,
        "messages": {f"v{version}": _ref("messages", f"{name}.{version}") for version in versions},
        "tags": [{"name": OWNERS[name]}],
        "bindings": {
            "kafka": {
                "topic": name,
                "topicConfiguration": {"cleanup.policy": ["delete"], "retention.ms": -1},
                "bindingVersion": "0.5.0",
            }
        },
    }


def _operation(name: str, versions: list[int]) -> Part:
    channel = f"#/channels/{name}"
    return {
        "action": "send",
        "title": f"{OWNERS[name]} publishes {name}",
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/v{version}"} for version in versions],
        "tags": [{"name": OWNERS[name]}],
    }


def _message(name: str, version: int) -> Part:
    written = WRITTEN[name]
    when = "written now" if version == written else "from earlier days" if version < written else "to come"
    own = {
        "type": {"const": name},
        "source": {"const": f"/zhouqi/{OWNERS[name]}"},
        "dataschema": {"const": f"urn:zhouqi:schema:{name}:{version}"},
        "data": _ref("schemas", f"{name}.{version}"),
    }
    return {
        "name": f"{name}.{version}",
        "title": f"{name}, version {version}",
        "summary": f"Version {version}, {when}",
        "traits": [_ref("messageTraits", "CloudEvent")],
        "payload": {"allOf": [_ref("schemas", "Envelope"), {"type": "object", "properties": own}]},
    }


def _trait() -> Part:
    position = {
        "type": "string",
        "pattern": "^[0-9a-f-]{36}:[0-9]+:[0-9]+$",
        "description": "<store>:<life>:<position>; a higher life: the topic was lost and is filled again.",
    }
    signature = {
        "type": "string",
        "pattern": "^1:[0-9a-f]{64}$",
        "description": "HMAC-SHA256 of the publishing service; for this deployment's own consumers.",
    }
    return {
        "contentType": _MEDIA,
        "headers": {
            "type": "object",
            "properties": {
                "content-type": {"const": f"{_MEDIA}; charset=UTF-8"},
                "position": position,
                "signature": signature,
            },
            "required": ["content-type", "position"],
        },
        "correlationId": {"location": "$message.payload#/correlationid"},
        "bindings": {
            "kafka": {
                "key": {
                    "type": "string",
                    "maxLength": MAX_STREAM_LENGTH,
                    "description": "The stream, in UTF-8.",
                },
                "bindingVersion": "0.5.0",
            }
        },
    }


def _envelope() -> Part:
    return {
        "type": "object",
        "description": "The attributes of a CloudEvent, as every message carries them.",
        "properties": dict(_ATTRIBUTES),
        "required": [name for name in _ATTRIBUTES if name not in _OPTIONAL],
    }


def _schemas(texts: Mapping[TypeVersion, str], known: Iterable[TypeVersion]) -> Part:
    """Each published schema, and what it defines under names of their own."""
    found: Part = {}
    for named in known:
        key = _key(named)
        # A reference is text like any other; in a sentence its quotation marks would be escaped.
        schema = json.loads(texts[named].replace('"#/$defs/', f'"#/components/schemas/{key}.'))
        found |= {f"{key}.{local}": part for local, part in schema.get("$defs", {}).items()}
        found[key] = {name: part for name, part in schema.items() if name not in _OF_A_FILE}
    return found


_OF_A_FILE: Final = frozenset({"$defs", "$id", "$schema"})


def _ref(kind: str, name: str) -> Part:
    return {"$ref": f"#/components/{kind}/{name}"}


def main() -> int:
    """Write the document of the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m zhouqi.events.contract_tools.asyncapi libs/events\n")
        return 2
    folder = Path(sys.argv[1])
    (folder / FILE).write_text(render(published.texts(folder / "schemas")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
