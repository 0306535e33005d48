"""Whether the keys fit the records: asked at the start, before anything new is encrypted."""

from collections.abc import Sequence
from pathlib import Path

from records.engine.database import open_database
from records.engine.encryption import BadKey, Encryption
from records.upkeep.key_rotation import newest_encrypted

NEWEST = 5  # rows of each table


def refuse_wrong_keys(path: Path, keys: Sequence[str]) -> None:
    """Raise BadKey where none of what was encrypted last can be opened.

    One value that opens is enough: keys of long ago may be gone.
    """
    encryption = Encryption(keys)
    with open_database(path) as db:
        opened = [
            encryption.decrypt_if_it_can(value) is not None
            for value in newest_encrypted(db, NEWEST)
        ]
    if opened and not any(opened):
        raise BadKey(
            f"None of the encryption keys opens what is in {path}. Put back the keys that it was "
            "encrypted with. Without them it cannot be read: to begin anew, move it away."
        )
