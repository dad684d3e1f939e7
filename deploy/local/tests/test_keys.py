from pathlib import Path

from zhouqi.local.keys import SIGNING_KEY, ensure_key


def test_a_key_is_random_kept_and_private(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()

    key = ensure_key(first, SIGNING_KEY)
    kept = key.read_text()

    assert ensure_key(first, SIGNING_KEY).read_text() == kept
    assert ensure_key(second, SIGNING_KEY).read_text() != kept
    assert len(kept) >= 43
    assert key.stat().st_mode & 0o777 == 0o600
