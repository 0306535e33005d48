"""What the process takes, and the room that it has.

prometheus_client would tell the first, but not where /proc has processes alone, as in our unit.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage

OWN = Path("/proc/self")  # not on every system


@dataclass(frozen=True, slots=True)
class Machine:
    """All in bytes but the open files; None where this system does not tell."""

    memory: int | None
    open_files: int | None
    free_disk: int


def machine_with(folder: Path) -> Machine:
    """The machine as it is now. Raises OSError when the folder of the records is gone."""
    return Machine(_memory(), _open_files(), disk_usage(folder).free)


def _memory() -> int | None:
    if sys.platform == "win32" or not (OWN / "statm").exists():
        return None
    resident_pages = int((OWN / "statm").read_text(encoding="ascii").split()[1])
    return resident_pages * os.sysconf("SC_PAGE_SIZE")


def _open_files() -> int | None:
    return len(list((OWN / "fd").iterdir())) if (OWN / "fd").exists() else None
