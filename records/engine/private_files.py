"""Files that only the account running the app may read: keys, the secret, the database."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from records.engine.system import FileLock, keep_names, me, mode_of, open_to_lock, owner_of

OTHERS = stat.S_IRWXG | stat.S_IRWXO
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, with the same content in it."""


class NotPrivate(Exception):
    """Others on this machine can get at what is meant for the app alone, or the app cannot."""


def read_or_make(path: Path, text: str) -> str:
    """What the file says; without a file, `text`, kept for the next start. Raises NotPrivate."""
    make_once(path, text)
    try:
        return path.read_text()
    except PermissionError as problem:
        owner = owner_of(path)
        raise NotPrivate(
            f"{path} belongs to {owner}, and this runs as {me()}. Run it as {owner}, "
            f"or as root: chown {me()} {path}"
        ) from problem


def make_once(path: Path, text: str) -> None:
    """Put the whole file there at one stroke, unless it is there or another process is first.

    A link, not a rename: a rename would replace the other process's key, and what that had
    encrypted by then could never be opened again. Raises NotPrivate for one that others can read,
    and where nothing can be kept.
    """
    with _saying_where_to_keep(path.parent):
        make_folder(path.parent)
        if not path.exists():
            with contextlib.suppress(FileExistsError):
                write(path, [text.encode()], over=False)
    if found := [*open_to_others(path), *replaceable(path.parent)]:
        raise NotPrivate(" ".join(found))


@contextlib.contextmanager
def _saying_where_to_keep(folder: Path) -> Iterator[None]:
    """A checkout or an image that nobody may write to needs a folder elsewhere."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
        raise NotPrivate(
            f"Nothing can be kept in {folder}, where {me()} may not write. Say where the records "
            "and keys shall be: FLASK_INSTANCE=/path/to/a/folder"
        ) from problem


def open_to_others(path: Path) -> list[str]:
    """A sentence with the remedy where others can read or write a file, or what is beside it."""
    files = [path, *(path.with_name(f"{path.name}{end}") for end in BESIDE)]
    wide = [file for file in files if not file.is_dir() and _mode(file) & OTHERS]
    if not wide:
        return []
    names = " ".join(map(str, wide))
    return [f"Others can read {names}. Run{_by_whom(wide[0])}: chmod 600 {names}"]


def replaceable(folder: Path) -> list[str]:
    """The same where anybody could put other files in the place of those in a folder."""
    mode = _mode(folder)
    if not mode & stat.S_IWOTH or mode & stat.S_ISVTX:
        return []
    return [f"Others can change what is in {folder}. Run{_by_whom(folder)}: chmod o-w {folder}"]


def _by_whom(path: Path) -> str:
    owner = owner_of(path)
    return "" if owner == me() else f" as {owner}, whose it is"


def _mode(path: Path) -> int:
    """The bits of a file; none of a file that is not there, or is going."""
    try:
        return mode_of(path)
    except FileNotFoundError:
        return 0


def write(path: Path, pieces: Iterable[bytes], *, over: bool) -> None:
    """A private file, whole or not at all. Raises FileExistsError, unless it may go `over` one."""
    with draft_beside(path) as draft:
        with draft.open("wb") as file:
            file.writelines(pieces)
        put_in_place(draft, path, over=over)


@contextlib.contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """An empty private file in the same folder, gone at the end unless it was put in place."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # 0600, O_EXCL
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for end in ("", *BESIDE):
            Path(name + end).unlink(missing_ok=True)


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
    keep_names(path.parent)


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Other processes wait here; the lock goes with the process, however it ends."""
    make_folder(folder)
    handle = open_to_lock(folder)
    try:
        FileLock(handle).wait()
        yield
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """A folder of this account alone, unless it is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
