"""What differs from system to system: who owns a file, who may read it, locks on it."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import getpass
    import msvcrt
    import time

    SHARES = 512
    """Processes that can share a lock: each holds one byte, and who has it alone all of them."""

    def me() -> str:
        """The account that runs this."""
        return getpass.getuser()

    def owner_of(path: Path) -> str:
        """Whose a file is; here its list of who may use it decides, which the folder hands on."""
        return me()

    def mode_of(path: Path) -> int:
        """The bits of a file that say who may use it: there are none here."""
        return 0

    def keep_names(folder: Path) -> None:
        """Names in a folder outlive a power cut: here they do so by themselves."""

    def open_to_lock(folder: Path) -> int:
        """A handle for a lock on a folder: on a file in it, since folders cannot be opened."""
        return os.open(folder / "one-at-a-time", os.O_RDWR | os.O_CREAT)

    class FileLock:
        """A lock on an open file, which goes with the process, however it ends."""

        def __init__(self, handle: int) -> None:
            self._handle, self._held = handle, range(0)

        def share(self) -> bool:
            """Hold it with others; False while one has it alone."""
            self._let_go()
            return any(self._hold(range(at, at + 1)) for at in range(SHARES))

        def take(self) -> bool:
            """Hold it alone; False while others have it."""
            self._let_go()
            return self._hold(range(SHARES))

        def wait(self) -> None:
            """Hold it alone, once nobody else does."""
            while not self.take():
                time.sleep(0.05)

        def _hold(self, part: range) -> bool:
            os.lseek(self._handle, part.start, os.SEEK_SET)
            try:
                msvcrt.locking(self._handle, msvcrt.LK_NBLCK, len(part))
            except OSError:
                return False
            self._held = part
            return True

        def _let_go(self) -> None:
            if self._held:
                os.lseek(self._handle, self._held.start, os.SEEK_SET)
                msvcrt.locking(self._handle, msvcrt.LK_UNLCK, len(self._held))
                self._held = range(0)

else:
    import fcntl
    import pwd

    def me() -> str:
        """The account that runs this."""
        return _account(os.geteuid())

    def owner_of(path: Path) -> str:
        """Whose a file is. Raises FileNotFoundError."""
        return _account(path.stat().st_uid)

    def mode_of(path: Path) -> int:
        """The bits of a file that say who may use it. Raises FileNotFoundError."""
        return path.stat().st_mode

    def keep_names(folder: Path) -> None:
        """Names in a folder outlive a power cut from now on."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def open_to_lock(folder: Path) -> int:
        """A handle for a lock on a folder."""
        return os.open(folder, os.O_RDONLY)

    class FileLock:
        """A lock on an open file, which goes with the process, however it ends."""

        def __init__(self, handle: int) -> None:
            self._handle = handle

        def share(self) -> bool:
            """Hold it with others; False while one has it alone."""
            return self._take(fcntl.LOCK_SH | fcntl.LOCK_NB)

        def take(self) -> bool:
            """Hold it alone; False while others have it."""
            return self._take(fcntl.LOCK_EX | fcntl.LOCK_NB)

        def wait(self) -> None:
            """Hold it alone, once nobody else does."""
            fcntl.flock(self._handle, fcntl.LOCK_EX)

        def _take(self, lock: int) -> bool:
            try:
                fcntl.flock(self._handle, lock)
            except BlockingIOError:
                return False
            return True

    def _account(number: int) -> str:
        """The name of an account of this machine; its number where it has none."""
        try:
            return pwd.getpwuid(number).pw_name
        except KeyError:
            return str(number)
