"""How somebody is reached: as it is corrected after a link was made, and as staff look for it."""

import re
import unicodedata
from datetime import datetime
from typing import cast

from records.answers.invitations import Invitation
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.people.audit import changing
from records.text import folded

A_PHONE = re.compile(r"(?:[\s()+./-]*\d){4,}[\s()+./-]*")


def is_meant(typed: str, *, phone: str, email: str, name: str = "") -> bool:
    """Whether a phone number has these digits, of 4 or more, or a mail address or one of the names
    begins so, with its accents or without."""
    if A_PHONE.fullmatch(typed) and _digits(typed) in _digits(phone):
        return True
    start, whole = _plain(typed), _plain(name)
    begins = [at.end() for at in re.finditer(r"^|\s", whole)]
    return bool(start) and (
        _plain(email).startswith(start) or any(whole.startswith(start, at) for at in begins)
    )


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _plain(text: str) -> str:
    signs = unicodedata.normalize("NFD", folded(text))
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def correct(
    db: Store,
    encryption: Encryption,
    invitation: Invitation,
    email: str,
    phone: str,
    now: datetime,
) -> None:
    """Another mail address and number of the patient's, for what is sent from now on.

    Raises Unreadable.
    """
    encrypted = db.value("SELECT encrypted FROM invitations WHERE id = :id", id=invitation.id)
    about = cast(dict[str, object], encryption.decrypt(encrypted))
    changed = about | {"email": email, "phone": phone}
    with changing(db):
        row = {"encrypted": encryption.encrypt(changed, now=now)}
        db.update("invitations", row, "id = :id", id=invitation.id)
