"""Whether the causes fitted, said after the visit, and counted for each rule that was met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from records.answers import agreement, responses, warnings
from records.answers.responses import Response
from records.answers.snapshot import KeptCause, KeptVerdict
from records.engine.encryption import Encryption, Unreadable
from records.engine.store import Store
from records.engine.timestamps import from_iso, to_iso

FITS = {"fit": "Yes", "partly": "Partly", "other": "No"}
"""Whether the likely causes were right, by what is kept."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a physiotherapist found at the visit. `fits`: a key of FITS."""

    fits: str
    word: str
    by: str
    at: datetime

    @property
    def in_words(self) -> str:
        """As its button says it."""
        return FITS[self.fits]


def verdict_of(response: Response) -> Verdict | None:
    """The verdict kept with a submission; None while nobody gave one."""
    kept = response.verdict
    if not kept:
        return None
    at = from_iso(kept["at"]) or response.changed
    return Verdict(kept["fits"], kept["word"], kept["by"], at)


def give(db: Store, encryption: Encryption, response: Response, verdict: Verdict) -> None:
    """Keep a verdict in place of an earlier one, whose count is taken back. Raises Unreadable."""
    if response.snapshot is None:
        raise Unreadable("What was told could not be opened.")
    kept = KeptVerdict(fits=verdict.fits, word=verdict.word, by=verdict.by, at=to_iso(verdict.at))
    with db.transaction():
        fresh = responses.by_id(db, encryption, response.id) or response
        before = fresh.verdict["fits"] if fresh.verdict else None
        for rule in rules_shown(response.snapshot["causes"]):
            if before:
                agreement.count(db, rule, before, -1)
            agreement.count(db, rule, verdict.fits)
        responses.keep_verdict(db, encryption, response, kept, verdict.at)


def disown(db: Store, encryption: Encryption, response: Response, now: datetime) -> None:
    """Keep that a submission is not the patient's, and take what it said out of the counts."""
    if response.wrong_person:
        return
    with db.transaction():
        responses.say_wrong_person(db, response, now)
        if verdict := response.verdict:
            for rule in rules_shown(response.snapshot["causes"] if response.snapshot else ()):
                agreement.count(db, rule, verdict["fits"], -1)
        for one in warnings.of(db, encryption, response.id):
            if one.was_needed is not None:
                for sign in one.told.get("signs", ()):
                    agreement.count(db, f"sign:{sign['id']}", agreement.NEEDED[one.was_needed], -1)


def rules_shown(causes: Iterable[KeptCause]) -> list[str]:
    """What a verdict is about: each cause shown, and each reason for or against it."""
    shown = [cause for cause in causes if cause["strength"]]
    reasons = [one["id"] for cause in shown for one in (*cause["for"], *cause["against"])]
    return [*(f"cause:{cause['id']}" for cause in shown), *reasons]
