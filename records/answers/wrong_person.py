"""Answers of somebody who is not the patient: kept as theirs, and counted nowhere."""

from datetime import datetime

from records.answers import agreement, responses, verdicts, warnings
from records.answers.responses import Response
from records.engine.encryption import Encryption
from records.engine.store import Store


def disown(db: Store, encryption: Encryption, response: Response, now: datetime) -> None:
    """Keep that a submission is not the patient's, and take what it said out of the counts."""
    if response.wrong_person:
        return
    with db.transaction():
        responses.say_wrong_person(db, response, now)
        verdicts.take_back(db, response)
        for one in warnings.of(db, encryption, response.id):
            if one.was_needed is not None:
                for sign in one.told.get("signs", ()):
                    agreement.count(db, f"sign:{sign['id']}", agreement.NEEDED[one.was_needed], -1)
