"""What is left of people, byte by byte, in whatever was written."""

from collections.abc import Iterable, Iterator
from pathlib import Path


def leftovers(folder: Path, values: Iterable[str]) -> Iterator[str]:
    """Each file below a folder that holds one of these values, in either way of writing text."""
    sought = [value.encode(code) for value in values for code in ("utf-8", "utf-16-le")]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            yield from (f"{path}: {one!r}" for one in sought if one in content)
