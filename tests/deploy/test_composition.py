"""What the compose file promises, read off it: who may what, who waits for whom, what is on without another step."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from tests.deploy import composition
from tests.deploy.build import IMAGES
from tests.deploy.composition import COMPLETED, HEALTHY, Container
from tests.deploy.conftest import COMPOSE, SERVICES
from tests.deploy.plain import OWN
from zhouqi.ingest.kinds import KINDS, DropFolder
from zhouqi.ingest.kinds.systems import SYSTEMS
from zhouqi.service.settings import Settings

Containers = Mapping[str, Container]
GRACE_SECONDS: float = Settings.model_fields["grace_seconds"].default
"""A service's own; what is left then is cancelled, and its process ends."""


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_migrated_before_its_api_and_its_worker_start(
    containers: Containers, service: str
) -> None:
    assert containers[f"{service}-migrate"].needs == {"databases": COMPLETED}
    assert containers[f"{service}-api"].needs[f"{service}-migrate"] == COMPLETED
    assert containers[f"{service}-worker"].needs[f"{service}-migrate"] == COMPLETED
    assert containers[f"{service}-worker"].needs["topics"] == COMPLETED


@pytest.mark.parametrize("service", SERVICES)
def test_api_and_worker_are_the_same_image_built_once(containers: Containers, service: str) -> None:
    api, worker, migrate = (containers[f"{service}-{part}"] for part in ("api", "worker", "migrate"))
    assert api.image == worker.image == migrate.image == f"zhouqi/{service}:dev"
    assert api.build == {"SERVICE": service}
    assert not worker.build
    assert not migrate.build
    assert api.command == ("zhouqi", "serve", service, "api")
    assert worker.command == ("zhouqi", "serve", service, "worker")


def test_builds_find_their_file(containers: Containers) -> None:
    builds = [one.raw["build"] for one in containers.values() if "build" in one.raw]
    assert len(builds) == len(SERVICES) + 1
    for build in builds:
        context = COMPOSE / build["context"]
        assert (context / build["dockerfile"]).resolve() == IMAGES / "Dockerfile"


def test_mirrors_are_handed_on_where_there_are_some() -> None:
    found = composition.read(COMPOSE, {"UV_DEFAULT_INDEX": "https://mirror.example"})
    assert found["policy-api"].build == {"SERVICE": "policy", "UV_DEFAULT_INDEX": "https://mirror.example"}


def test_only_migrations_are_given_the_owners_role(containers: Containers) -> None:
    given = {name for name, one in containers.items() if any("OWNER_DSN" in key for key in one.environment)}
    assert given == {f"{service}-migrate" for service in SERVICES}


def test_no_container_but_those_that_make_secrets_sees_them_all(containers: Containers) -> None:
    whole = {
        name
        for name, one in containers.items()
        for mount in one.mounts
        if mount.source == "secrets" and not mount.subpath
    }
    assert whole == {"secrets"}
    assert containers["secrets"].raw["network_mode"] == "none"
    writers = {
        name
        for name, one in containers.items()
        for mount in one.mounts
        if mount.source == "secrets" and not mount.read_only
    }
    assert writers == {"secrets"}


def test_containers_can_do_little(containers: Containers) -> None:
    for one in containers.values():
        assert one.raw["cap_drop"] == ["ALL"], one.name
        assert one.raw["security_opt"] == ["no-new-privileges:true"], one.name
        assert "privileged" not in one.raw, one.name
        if one.image.startswith(OWN):
            assert one.raw["read_only"] is True, one.name
            assert "user" not in one.raw, one.name  # the image's own, which is not root
    assert {name for name, one in containers.items() if "cap_add" in one.raw} == {"postgres"}
    # and these two write into their image's own folders
    assert {name for name, one in containers.items() if not one.raw.get("read_only")} == {"postgres", "kafka"}


def test_no_container_fills_the_machine(containers: Containers) -> None:
    for one in containers.values():
        assert one.raw["logging"] == {"driver": "local", "options": {"max-size": "10m", "max-file": "3"}}
        assert one.raw["mem_limit"] in {"128m", "1g", "2g"}, one.name
        assert one.raw["pids_limit"] <= 512, one.name


def test_no_registry_is_asked_for_what_is_built_here(containers: Containers) -> None:
    never = {name for name, one in containers.items() if one.raw.get("pull_policy") == "never"}
    assert never == {name for name, one in containers.items() if one.image.startswith(OWN)}
    built = {one.image for one in containers.values() if "build" in one.raw}
    assert built == {one.image for one in containers.values() if one.image.startswith(OWN)}


def test_who_needs_a_step_waits_for_its_end_and_who_needs_another_for_its_health(
    containers: Containers,
) -> None:
    for one in containers.values():
        for other, condition in one.needs.items():
            assert condition == (COMPLETED if containers[other].ends else HEALTHY), (one.name, other)


def test_volumes_are_those_that_are_mounted(containers: Containers) -> None:
    mounted = {mount.source for one in containers.values() for mount in one.mounts if mount.kind == "volume"}
    declared = yaml.safe_load((COMPOSE / "compose.yaml").read_text(encoding="utf-8"))["volumes"]
    assert mounted == set(declared)
    for one in containers.values():
        for mount in one.mounts:
            if mount.kind == "bind":
                assert (COMPOSE / mount.source).is_dir(), one.name
                assert mount.read_only, one.name


def test_what_is_reached_from_outside_is_on_loopback(containers: Containers) -> None:
    published = {name: one.raw["ports"] for name, one in containers.items() if "ports" in one.raw}
    assert published == {"gateway": ["127.0.0.1:8000:8080"], "kafka": ["127.0.0.1:9092:9094"]}


def test_there_is_a_county_without_another_step(containers: Containers) -> None:
    assert composition.env_file(COMPOSE / ".env")["COMPOSE_PROFILES"] == "demo"
    simulated = {name for name, one in containers.items() if one.profiles}
    assert simulated == {"county", "sources", "people"}
    assert {one.profiles for one in containers.values() if one.profiles} == {("demo",)}
    assert containers["cockpit-api"].environment["ZHOUQI_DEMO"] == "true"


@pytest.mark.parametrize(("told", "seconds"), [({}, "0"), ({"ZHOUQI_SPEED": "60"}, "60")])
def test_days_stand_still_unless_they_are_let_go_on(told: dict[str, str], seconds: str) -> None:
    people = composition.read(COMPOSE, told)["people"]
    assert people.environment["ZHOUQI_PEOPLE_DAY_SECONDS"] == seconds


def test_the_sources_are_a_service_of_the_inner_network(containers: Containers) -> None:
    sources, worker = containers["sources"], containers["ingest-worker"]
    assert "ports" not in sources.raw
    assert "network_mode" not in sources.raw
    assert worker.environment["ZHOUQI_INGEST_URL"] == "http://sources:8010"
    assert sources.environment["ZHOUQI_SOURCES_HOST"] == "0.0.0.0"
    assert sources.environment["ZHOUQI_SOURCES_PORT"] == "8010"
    assert worker.needs["sources"] == HEALTHY
    # nobody is given the truth
    assert not [name for one in containers.values() for name in one.environment if "TRUTH" in name]


OF_THE_SOURCES = {
    "ZHOUQI_INGEST_SOURCES__COUNTY__URL": "https://county.example",
    "ZHOUQI_INGEST_SOURCES__APPROVAL__URL": "https://approval.example",
    "ZHOUQI_INGEST_SOURCES__APPROVAL__TOKEN_FILE": "/run/secrets/approval-token",
    "ZHOUQI_INGEST_SOURCES__PERFORMANCE__URL": "https://performance.example",
    "ZHOUQI_INGEST_SOURCES__REALNAME__DSN_FILE": "/run/secrets/realname-dsn",
    "ZHOUQI_INGEST_SOURCES__SMARTSITE__DSN_FILE": "/run/secrets/smartsite-dsn",
}


def test_each_source_system_may_have_an_address_and_a_secret_of_its_own() -> None:
    prefix = "ZHOUQI_INGEST_SOURCES__"
    for name in ("ingest-worker", "ingest-api"):
        told = composition.read(COMPOSE, OF_THE_SOURCES)[name].environment
        untold = composition.read(COMPOSE, {})[name].environment
        assert {key: told[key] for key in OF_THE_SOURCES} == OF_THE_SOURCES
        assert {value for key, value in untold.items() if key.startswith(prefix)} == {""}
        spoken_to = {
            key.removeprefix(prefix).partition("__")[0].lower() for key in told if key.startswith(prefix)
        }
        assert spoken_to == {*SYSTEMS} - {kind.source for kind in KINDS if isinstance(kind.wire, DropFolder)}


def test_apis_count_in_redis_and_nobody_waits_for_it(containers: Containers) -> None:
    for service in SERVICES:
        assert containers[f"{service}-api"].environment["ZHOUQI_REDIS"] == "redis://redis:6379/0"
    assert not [one.name for one in containers.values() if "redis" in one.needs]


def test_without_the_county_nothing_waits_for_it() -> None:
    optional = composition.read(COMPOSE, {"ZHOUQI_DEMO": "", "ZHOUQI_CLOCK": "", "ZHOUQI_ACCOUNTS": ""})
    for one in optional.values():
        for other in one.needs:
            if optional[other].profiles and not one.profiles:
                assert one.raw["depends_on"][other]["required"] is False, one.name
    # and nobody chooses an account then, and time is the machine's
    told = optional["cockpit-api"].environment
    assert (told["ZHOUQI_DEMO"], told["ZHOUQI_CLOCK"], told["ZHOUQI_ACCOUNTS"]) == ("false", "system", "")


def test_what_stays_is_started_again_and_has_time_to_end(containers: Containers) -> None:
    for one in containers.values():
        if not one.ends:
            assert one.raw["restart"] == "unless-stopped", one.name
        if one.image.startswith(OWN):
            assert one.grace > GRACE_SECONDS + 2, one.name
        if not one.ends and one.name != "people":
            assert one.health, one.name


def test_images_of_others_are_pinned_to_a_version(containers: Containers) -> None:
    for one in containers.values():
        if not one.image.startswith(OWN):
            version = one.image.partition(":")[2]
            assert any(character.isdigit() for character in version), one.image
            assert "." in version, one.image


def test_the_gateway_waits_for_the_pages(containers: Containers) -> None:
    assert containers["gateway"].needs == {"cockpit-api": HEALTHY}


@pytest.mark.parametrize("written", ["${NAME}", "${NAME:-else}", "a ${NAME:-else} b"])
@pytest.mark.parametrize("value", ["", "given"])
def test_variables_are_put_in_as_compose_does(
    tmp_path_factory: pytest.TempPathFactory, written: str, value: str
) -> None:
    # given
    folder = tmp_path_factory.mktemp("compose")
    (folder / ".env").write_text("NAME=from the file\n# NAME=a comment\n", encoding="utf-8")
    text = f"services:\n  one:\n    image: zhouqi/one\n    environment:\n      TOLD: '{written}'\n"
    (folder / "compose.yaml").write_text(text, encoding="utf-8")
    # when
    told = composition.read(folder, {"NAME": value})["one"].environment["TOLD"]
    # then: the environment before the file, and a default for what is empty
    put_in = value or ("else" if "else" in written else "")
    assert told == (f"a {put_in} b" if written.startswith("a") else put_in)
    unset = composition.read(folder, {})["one"].environment["TOLD"]
    assert "from the file" in unset
