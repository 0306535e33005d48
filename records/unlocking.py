"""Whether the keys fit the records: asked at the start, before anything is sealed with others."""

from collections.abc import Sequence
from pathlib import Path

from records.engine.database import open_database
from records.engine.encryption import BadKey, Sealer
from records.resealing import newest_sealed

NEWEST = 5  # rows of each table


def refuse_wrong_keys(path: Path, keys: Sequence[str]) -> None:
    """Raise BadKey where none of what was sealed last can be opened.

    One value that opens is enough: keys of long ago may be gone.
    """
    sealer = Sealer(keys)
    with open_database(path) as db:
        opened = [sealer.open_if_it_can(value) is not None for value in newest_sealed(db, NEWEST)]
    if opened and not any(opened):
        raise BadKey(
            f"None of the sealing keys opens what is in {path}. Put back the keys that sealed it. "
            "Without them it cannot be read: to begin anew, move it away."
        )
