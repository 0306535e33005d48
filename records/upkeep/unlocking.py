"""Whether the keys fit the records: asked at the start, before anything new is encrypted."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from records.engine.database import Unusable, open_database
from records.engine.encryption import BadKey, Encryption
from records.engine.errors import StorageError
from records.engine.place import Place
from records.engine.store import Store
from records.upkeep.key_rotation import fingerprint, newest_encrypted, note_key

NEWEST = 5  # rows of each table


def refuse_wrong_keys(place: Place, keys: Sequence[str], now: datetime) -> None:
    """Raise BadKey where none of what was encrypted last can be opened; Unusable where it cannot
    be asked.

    One value that opens is enough: keys of long ago may be gone. Where nothing is encrypted yet,
    the keys are those of the machine that started first.
    """
    try:
        with open_database(place) as db, db.transaction():
            _refuse(place, db, keys)
            note_key(db, keys[0], now)
    except StorageError as problem:
        raise Unusable(f"{place} cannot be opened to write: {problem}.") from problem


def _refuse(place: Place, db: Store, keys: Sequence[str]) -> None:
    encryption, values = Encryption(keys), list(newest_encrypted(db, NEWEST))
    opened = [encryption.decrypt_if_it_can(one) is not None for one in values]
    if opened and not any(opened):
        raise BadKey(
            f"None of the encryption keys opens what is in {place}. Put back the keys that it was "
            "encrypted with. Without them it cannot be read: to begin anew, move it away."
        )
    noted = db.value("SELECT fingerprint FROM key_fingerprints")
    is_shared = bool(values) or not isinstance(place, Path)  # by machines, while it is empty too
    if is_shared and noted is not None and noted not in map(fingerprint, keys):
        raise BadKey(
            f"{place} is encrypted with a key that is not here. Copy the keys from the machine "
            "that uses them. Where nothing is kept yet, an empty database begins anew."
        )
