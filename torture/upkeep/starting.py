"""A start of the records alone, in a process that may stop dead in the middle of an upgrade.

Reads two lines: the database, and after which of the steps that are due to stop, from 0; -1 for
none. Ends with 3 when the start is refused, and says why.
"""

import os
import signal
import sys
from pathlib import Path

from records.database import Unusable, prepare_database
from records.migrations import schema

REFUSED = 3


def stop_dead_after(number: int) -> None:
    """As a power cut does, once the step is done and before anything is committed."""
    done, note = iter(range(1_000_000)), schema._record_applied

    def note_and_stop(db: object, name: str) -> None:
        note(db, name)
        if next(done) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    schema._record_applied = note_and_stop


def main() -> None:
    """Start, or stop dead."""
    path, number = Path(sys.stdin.readline().strip()), int(sys.stdin.readline())
    stop_dead_after(number)
    try:
        prepare_database(path)
    except Unusable as refusal:
        print(refusal)
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
