"""How a patient is reached, as it is corrected after their link was made."""

from datetime import datetime
from typing import cast

from records.answers.invitations import Invitation
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.people.audit import changing


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
