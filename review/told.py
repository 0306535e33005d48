"""What one person is told, part by part, so that two versions of the rules can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from review.clauses import quoted
from rules.assessment import Assessment, assess
from rules.conditions import Answers
from rules.rulebook import Rulebook

LIKELY, POSSIBLE = "most likely", "may play a part"
Part = Mapping[str, str]
"""What is said, by a name that stays when only the wording changes; in the order said."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that a person is told, by what it is about."""

    next_step: Part
    running: Part
    signs: Part
    causes: Part
    reasons: Part
    tips: Part
    cross_checks: Part
    notes: Part


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
"""What changes what a person does; the rest changes why they are told to."""


def told(rulebook: Rulebook, answers: Answers) -> Told:
    """What these answers lead to, for the runner."""
    found, advice = assess(rulebook, answers), rulebook.advice
    step = advice.next_steps[found.next_step.id]
    return Told(
        next_step={step.id: step.title},
        running={found.run: advice.run[found.run]},
        signs={sign.id: sign.say for sign in found.signs},
        causes=_causes(found),
        reasons={one.id: one.because for finding in found.shown for one in finding.met},
        tips={tip: advice.tips[tip].title for tip in sorted(found.tips)},
        cross_checks={check.id: check.say for check in found.cross_checks},
        notes={note.id: note.say for note in found.notes},
    )


def _causes(found: Assessment) -> Part:
    strengths = ((one, LIKELY if found.is_likely(one) else POSSIBLE) for one in found.shown)
    return {
        f"{finding.cause.id} {strength}": f"{finding.cause.title} ({strength})"
        for finding, strength in strengths
    }


def changed(before: Told, after: Told) -> tuple[str, ...]:
    """The parts that are not the same, whatever their wording."""
    return tuple(
        name for name in TITLES if list(getattr(before, name)) != list(getattr(after, name))
    )


def in_words(before: Told, after: Told) -> list[str]:
    """Each part that is not the same, before and after."""
    return [
        f"{TITLES[name]}: {_one_line(getattr(before, name))} before, "
        f"{_one_line(getattr(after, name))} after."
        for name in changed(before, after)
    ]


def _one_line(part: Part) -> str:
    return (
        "; ".join(quoted(" ".join(text.split()).removesuffix(".")) for text in part.values())
        or "nothing"
    )
