"""Files that only the account running the app may read: keys, the secret, the database."""

import contextlib
import fcntl
import os
import pwd
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

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
        me, owner = account(os.geteuid()), account(path.stat().st_uid)
        raise NotPrivate(
            f"{path} belongs to {owner}, and this runs as {me}. Run it as {owner}, "
            f"or as root: chown {me} {path}"
        ) from problem


def make_once(path: Path, text: str) -> None:
    """Put the whole file there at one stroke, unless it is there or another process is first.

    A link, not a rename: a rename would replace the other process's key, and what that had
    encrypted by then could never be opened again. Raises NotPrivate for one that others can read.
    """
    make_folder(path.parent)
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            write(path, [text.encode()], over=False)
    if found := [*open_to_others(path), *replaceable(path.parent)]:
        raise NotPrivate(" ".join(found))


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


def account(number: int) -> str:
    """The name of an account of this machine; its number where it has none."""
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def _by_whom(path: Path) -> str:
    owner = path.stat().st_uid
    return "" if owner == os.geteuid() else f" as {account(owner)}, whose it is"


def _mode(path: Path) -> int:
    """The bits of a file; none of a file that is not there, or is going."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return 0


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
    """A folder of this account alone, unless it is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
