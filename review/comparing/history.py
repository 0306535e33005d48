"""Files of a revision in the project's history, as git keeps them."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


class NoHistory(Exception):
    """What was asked for is not there; the message says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file or a folder in the history."""

    kind: str
    """blob for a file, tree for a folder."""
    content: bytes
    hash_length: int

    def entries(self) -> Iterator[tuple[str, str]]:
        """What a folder holds: names, and the hashes of what they name."""
        rest = self.content
        while rest:
            name, _, rest = rest.partition(b"\0")
            hashed, rest = rest[: self.hash_length], rest[self.hash_length :]
            yield name.partition(b" ")[2].decode(), hashed.hex()


def write_files(project: Path, revision: str, folder: str, into: Path) -> None:
    """Write a folder of a revision, and all in it, somewhere else. Raises NoHistory."""
    if "\n" in revision:
        raise NoHistory("A revision has one line.")
    (kept,) = _look_up(project, [f"{revision}:./{folder}"])
    if kept is None:
        (commit,) = _look_up(project, [f"{revision}^{{commit}}"])
        found = f"'{revision}' has no {folder}." if commit else ""
        raise NoHistory(found or f"'{revision}' is neither a folder nor a revision.")
    _write(project, kept, into / folder)


def _write(project: Path, kept: Kept, place: Path) -> None:
    if kept.kind == "blob":
        place.write_bytes(kept.content)
        return
    place.mkdir(parents=True)
    entries = dict(kept.entries())
    for name, inside in zip(entries, _look_up(project, list(entries.values())), strict=True):
        if inside is not None:
            _write(project, inside, place / name)


def _look_up(project: Path, names: Sequence[str]) -> list[Kept | None]:
    """What each name stands for; None where it stands for nothing."""
    # Names go in by the standard input, so that none can be taken for an option.
    done = subprocess.run(
        ["/usr/bin/env", "git", "cat-file", "--batch"],
        cwd=project,
        input="\n".join(names).encode() + b"\n",
        capture_output=True,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise NoHistory(f"There is no such folder here, and no history to look in: {said}.")
    return list(_read(done.stdout))


def _read(output: bytes) -> Iterator[Kept | None]:
    while output:
        line, _, output = output.partition(b"\n")
        words = line.split()
        if words[-1] in (b"missing", b"ambiguous"):
            yield None
            continue
        size = int(words[2])
        yield Kept(words[1].decode(), output[:size], len(words[0]) // 2)
        output = output[size + 1 :]
