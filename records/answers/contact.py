"""How a patient is reached, as it is corrected after their link was made."""

from datetime import datetime
from typing import cast

from records.answers.invitations import Invitation
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.people.audit import changing


def keep_email(
    db: Store, encryption: Encryption, invitation: Invitation, email: str, now: datetime
) -> None:
    """Another address of the patient's, for what is sent from now on. Raises Unreadable."""
    encrypted = db.value("SELECT encrypted FROM invitations WHERE id = :id", id=invitation.id)
    about = cast(dict[str, object], encryption.decrypt(encrypted))
    with changing(db):
        changed = {"encrypted": encryption.encrypt(about | {"email": email}, now=now)}
        db.update("invitations", changed, "id = :id", id=invitation.id)
