"""Programs that come inside wheels."""

from importlib.util import find_spec
from pathlib import Path


def program_path(package: str, *parts: str) -> Path:
    """The path of a program below ``package``, which is found but never imported (its code is not wanted).

    Raises FileNotFoundError when the wheel is not installed, or is not for this machine.
    """
    spec = find_spec(package)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise FileNotFoundError(f"{package} holds no {'/'.join(parts)}: run `make install`")
