import json
from pathlib import Path

import pytest

from zhouqi.local.data_folder import VERSION, DataFolder
from zhouqi.local.errors import StackError


def held(path: Path, seed: int = 1, size: int = 500) -> DataFolder:
    """A folder with the data of a county."""
    folder = DataFolder(path)
    with folder.lock():
        folder.claim(seed, size)
    return folder


def tree(path: Path) -> dict[str, float]:
    return {str(found): found.stat().st_mtime for found in sorted(path.rglob("*"))}


def test_a_new_folder_is_accepted_and_not_made(tmp_path: Path) -> None:
    DataFolder(tmp_path / "a" / "b").check(seed=1, size=500)

    assert list(tmp_path.iterdir()) == []


def test_the_same_county_is_accepted_again(tmp_path: Path) -> None:
    held(tmp_path / "data").check(seed=1, size=500)


@pytest.mark.parametrize(("seed", "size"), [(2, 500), (1, 40)])
def test_another_county_is_refused_with_the_two_ways_out(tmp_path: Path, seed: int, size: int) -> None:
    folder = held(tmp_path / "data")
    before = tree(tmp_path)

    with pytest.raises(StackError) as refused:
        folder.check(seed, size)

    assert "another folder with DATA=" in str(refused.value)
    assert f"zhouqi reset --data {tmp_path / 'data'}" in str(refused.value)
    assert tree(tmp_path) == before


def test_data_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    folder = held(tmp_path / "data")
    folder.about.write_text(json.dumps({"version": VERSION + 1, "seed": 1, "size": 500, "more": True}))

    with pytest.raises(StackError, match="newer version"):
        folder.check(seed=1, size=500)


def test_data_of_another_county_under_the_same_seed_is_refused_with_the_two_ways_out(tmp_path: Path) -> None:
    folder = held(tmp_path / "data")
    folder.about.write_text(json.dumps({"version": 1, "seed": 1, "size": 500}))
    before = tree(tmp_path)

    with pytest.raises(StackError, match="earlier version of Zhouqi") as refused:
        folder.check(seed=1, size=500)

    assert "another folder with DATA=" in str(refused.value)
    assert f"zhouqi reset --data {tmp_path / 'data'}" in str(refused.value)
    assert tree(tmp_path) == before


def test_data_in_use_is_refused(tmp_path: Path) -> None:
    folder = held(tmp_path / "data")
    folder.stack.write_text(json.dumps({"address": "http://127.0.0.1:8123/"}))

    with (
        folder.lock(),
        pytest.raises(StackError, match=r"in use by another stack \(http://127.0.0.1:8123/\)"),
    ):
        folder.check(seed=1, size=500)

    folder.check(seed=1, size=500)


def test_a_second_holder_is_refused(tmp_path: Path) -> None:
    folder = held(tmp_path / "data")

    with folder.lock(), pytest.raises(StackError, match="in use"), folder.lock():
        pytest.fail("held twice")


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")

    with pytest.raises(StackError, match="is no folder"):
        DataFolder(tmp_path / "data").check(seed=1, size=500)


def test_somebody_elses_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    with pytest.raises(StackError, match="holds other things"):
        DataFolder(tmp_path).check(seed=1, size=500)


def test_an_unreadable_description_is_refused(tmp_path: Path) -> None:
    folder = held(tmp_path / "data")
    folder.about.write_text("{")

    with pytest.raises(StackError, match="zhouqi reset"):
        folder.check(seed=1, size=500)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    folder = DataFolder(tmp_path / "file" / "data")

    with pytest.raises(StackError, match=r"cannot be written.*DATA="), folder.lock():
        pytest.fail("held")


def test_secrets_are_for_this_account_alone(tmp_path: Path) -> None:
    folder = held(tmp_path / "data")

    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert folder.secrets.stat().st_mode & 0o777 == 0o700
    assert folder.about.stat().st_mode & 0o777 == 0o600
