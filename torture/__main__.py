"""make torture: many people in a row at one kiosk, then a search for anything left of them.

The number of people may be told; the seed, too: `make torture ARGS="50 7"`.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from torture.session import torture

PEOPLE, SEED = 200, 1


def main() -> None:
    """Say what was found; ends with 1 if anything was."""
    told = [int(word) for word in sys.argv[1:]]
    people, seed = (*told, *(PEOPLE, SEED)[len(told) :])
    with TemporaryDirectory() as folder:
        found = torture(Path(folder), people, seed, say=print)
    print(*found.faults, sep="\n")
    print(found)
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
