"""A recheck, some weeks after a visit: what is carried over from it, and how the two compare."""

from collections.abc import Iterator
from dataclasses import dataclass

from questionnaire.answers import GivenAnswers
from questionnaire.questions import Asked, QuestionKind
from records.answers import responses
from records.answers.invitations import Invitation, InvitationKind
from records.answers.responses import Response
from records.answers.snapshot import Snapshot, activities_in
from records.engine.encryption import Encryption
from records.engine.store import Store
from records.text import folded

ASKS = {InvitationKind.VISIT: Asked.VISIT, InvitationKind.RECHECK: Asked.RECHECK}
"""How much a patient is asked."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A rating from 0 to 10, now and before the visit."""

    name: str
    now: float
    before: float


def sent_for(db: Store, encryption: Encryption, visit: Invitation) -> Response | None:
    """What a patient sent last for a visit; None where nothing was sent."""
    submissions = responses.submissions(db, encryption, visit.id)
    return next((one for one in submissions if one.submitted and not one.wrong_person), None)


def carried_over(before: Snapshot | None) -> GivenAnswers:
    """The activities that were named before, without their ratings."""
    told: dict[str, object] = {}
    for row in before["asked"] if before else ():
        if row["kind"] == QuestionKind.ACTIVITIES and row["answer"]:
            told[row["id"]] = [[words, None] for words, _ in activities_in(row["answer"])]
    return told


def compared(now: Snapshot, before: Snapshot | None) -> tuple[Compared, ...]:
    """Every rating that was given both times: of pain, and of activities called the same."""
    old = dict(_ratings(before)) if before else {}
    return tuple(
        Compared(name, rating, old[key][1]) for key, (name, rating) in _ratings(now) if key in old
    )


def _ratings(told: Snapshot) -> Iterator[tuple[tuple[str, str], tuple[str, float]]]:
    """By question and own words, each rating with what it is of."""
    for row in told["asked"]:
        answer = row["answer"]
        if row["kind"] == QuestionKind.SCALE and isinstance(answer, int | float):
            name = row["short"].removesuffix(" now")  # "now" follows by itself
            yield (row["id"], ""), (f"Your {name[:1].lower()}{name[1:]}", answer)
        if row["kind"] == QuestionKind.ACTIVITIES:
            for words, rating in activities_in(answer):
                if rating is not None:
                    yield (row["id"], folded(words)), (words, rating)
