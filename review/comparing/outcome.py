"""What one person is told, part by part, so that two versions of the rules can be compared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from questionnaire.case import BadCase, read_case
from review.comparing.versions import Version
from review.reading.clauses import quoted
from review.reading.weights import LIKELY, POSSIBLE
from rules.assessment import Assessment, assess
from rules.conditions import Answers
from rules.rulebook import Rulebook

TextsById = Mapping[str, str]
"""What is said, by a name that stays when only the wording changes; in the order said."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that a person is told, by what it is about."""

    next_step: TextsById
    running: TextsById
    signs: TextsById
    causes: TextsById
    reasons: TextsById
    tips: TextsById
    cross_checks: TextsById
    notes: TextsById


TITLES = {
    "next_step": "Next step",
    "running": "Running",
    "signs": "Reasons to be seen",
    "causes": "Causes",
    "reasons": "Reasons for a cause",
    "tips": "Tips",
    "cross_checks": "Answers that do not match",
    "notes": "Notes",
}
WEIGHTY = ("next_step", "running", "causes", "tips")
"""What changes what a person does, the weightiest first; the rest is why they should."""


def outcome_of(rulebook: Rulebook, answers: Answers) -> Outcome:
    """What these answers lead to, for the runner."""
    found, advice = assess(rulebook, answers), rulebook.advice
    step = advice.next_steps[found.next_step.id]
    return Outcome(
        next_step={step.id: step.title},
        running={found.run: advice.run[found.run]},
        signs={sign.id: sign.say for sign in found.signs},
        causes=_causes(found),
        reasons={one.id: one.because for finding in found.shown for one in finding.met},
        tips={tip: advice.tips[tip].title for tip in sorted(found.tips)},
        cross_checks={check.id: check.say for check in found.cross_checks},
        notes={note.id: note.say for note in found.notes},
    )


def outcome_by(version: Version, answers: Mapping[str, object]) -> Outcome | None:
    """What a version tells; None where it does not understand these answers.

    Answers to questions that it does not ask are left out.
    """
    asked = {name: answers[name] for name in answers if name in version.questionnaire.questions}
    try:
        return outcome_of(version.rulebook, read_case(version.questionnaire, asked))
    except BadCase:
        return None


def _causes(found: Assessment) -> TextsById:
    strengths = ((one, LIKELY if found.is_most_likely(one) else POSSIBLE) for one in found.shown)
    return {
        f"{finding.cause.id} {strength}": f"{finding.cause.title} ({strength})"
        for finding, strength in strengths
    }


def changed(before: Outcome, after: Outcome) -> tuple[str, ...]:
    """The parts that are not the same, whatever their wording."""
    return tuple(
        name for name in TITLES if list(getattr(before, name)) != list(getattr(after, name))
    )


def in_words(before: Outcome, after: Outcome) -> list[str]:
    """Each part that is not the same, before and after."""
    return [
        f"{TITLES[name]}: {_said(getattr(before, name), getattr(after, name), name in WEIGHTY)}."
        for name in changed(before, after)
    ]


def _said(before: TextsById, after: TextsById, in_full: bool) -> str:
    """What was said and what is, or only what came and went."""
    if in_full:
        return f"{_quoted(before.values())} before, {_quoted(after.values())} after"
    gone = [text for name, text in before.items() if name not in after]
    come = [text for name, text in after.items() if name not in before]
    said = [f"no longer {_quoted(gone)}"] if gone else []
    said += [f"now {_quoted(come)}"] if come else []
    return ", ".join(said) or "in another order"


def _quoted(texts: Iterable[str]) -> str:
    return (
        "; ".join(quoted(" ".join(text.split()).removesuffix(".")) for text in texts) or "nothing"
    )
