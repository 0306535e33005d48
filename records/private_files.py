"""Files that only the account running the app may read: keys, the secret, the database."""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


class NotPrivate(Exception):
    """Others on this machine can read what is meant for the app alone."""


def read_or_make(path: Path, text: str) -> str:
    """What the file says; without a file, `text`, kept for the next start."""
    make_once(path, text)
    if path.stat().st_mode & 0o077:
        raise NotPrivate(f"Others can read {path}. Run: chmod 600 {path}")
    return path.read_text()


def make_once(path: Path, text: str) -> None:
    """Put the whole file there at one stroke, unless it is there or another process is first.

    A link, not a rename: a rename would replace the other process's key, and what that had
    sealed by then could never be opened again.
    """
    if path.exists():
        return
    make_folder(path.parent)
    with contextlib.suppress(FileExistsError):
        write(path, [text.encode()], over=False)


def write(path: Path, pieces: Iterable[bytes], *, over: bool) -> None:
    """A private file, whole or not at all. Raises FileExistsError, unless it may go `over` one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600, O_EXCL
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)
        put_in_place(Path(name), path, over=over)
    finally:
        Path(name).unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path, *, over: bool) -> None:
    """Give a whole private file its name, at one stroke and to outlive a power cut.

    Raises FileExistsError when the name is taken, unless it may go `over` what is there.
    """
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    if over:
        draft.replace(path)
    else:
        os.link(draft, path)
        draft.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Other processes wait here; the lock goes with the process, however it ends."""
    make_folder(folder)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
