"""The app in a process that has nothing of what Windows has not: what tests/test_windows.py starts.

Libraries are imported before that, since theirs are made for the system they are installed on.
"""

import os
import select
import signal
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/__init__.py"))
OURS = [room for room in ROOMS if room not in ("qa", "tests")]
NO_MODULES = ("fcntl", "grp", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty")
NOTHING_OF = {
    os: ("chown", "fchmod", "fork", "geteuid", "getloadavg", "getuid", "killpg", "sysconf"),
    select: ("epoll", "poll"),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGUSR1"),
}


def become_windows():
    """From now on; what was imported of ours is forgotten."""
    for name in import_all():
        del sys.modules[name]
    msvcrt = ModuleType("msvcrt")
    msvcrt.LK_NBLCK, msvcrt.LK_UNLCK = os.F_TLOCK, os.F_ULOCK
    msvcrt.locking = os.lockf  # likewise of a part of a file, from where the handle stands
    sys.modules |= dict.fromkeys(NO_MODULES) | {"msvcrt": msvcrt}
    for module, names in NOTHING_OF.items():
        for name in names:
            delattr(module, name)
    sys.platform = "win32"


def import_all():
    """Every module of ours, which are then imported; their names."""
    files = [path for room in OURS for path in (ROOT / room).rglob("*.py")]
    parts = [path.relative_to(ROOT).with_suffix("").parts for path in files]
    names = {".".join(one).removesuffix(".__init__") for one in parts} | {"app", "services"}
    for name in sorted(names):
        import_module(name)
    return [name for name in sys.modules if name.partition(".")[0] in {*OURS, "app", "services"}]


def main(what, folder):
    become_windows()
    if what == "alone":
        from records.engine.process_lock import ProcessLock

        with ProcessLock(Path(folder) / "records.db").exclusive():
            print("alone")
        return
    import_all()
    from app import create_app

    app = create_app({"INSTANCE": folder})
    page = app.test_client().get("/").get_data(as_text=True)
    print("serves" if "<h1" in page else page, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
