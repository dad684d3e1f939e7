from pathlib import Path

from zhouqi.local.keys import SIGNING_KEY, key_file


def test_a_key_is_random_kept_and_private(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()

    key = key_file(first, SIGNING_KEY)
    kept = key.read_text()

    assert key_file(first, SIGNING_KEY).read_text() == kept
    assert key_file(second, SIGNING_KEY).read_text() != kept
    assert len(kept) >= 43
    assert key.stat().st_mode & 0o777 == 0o600
