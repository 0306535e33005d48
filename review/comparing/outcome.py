"""What one person is told, part by part, so that two versions of the rules can be compared."""

from collections.abc import Iterable, Mapping

from questionnaire.case import BadCase, read_case
from review.comparing.versions import Version
from review.reading.clauses import quoted
from review.reading.weights import LIKELY, POSSIBLE
from rules.assessment import assess
from rules.conditions import Answers
from rules.rulebook import Rulebook

TextsById = Mapping[str, str]
"""What is said, by a name that stays when only the wording changes; in the order said."""
Outcome = Mapping[str, TextsById]
"""All that a person is told, by what it is about; the weightiest first."""

WEIGHTY = ("Next step", "Running", "Causes", "Tips")
"""What changes what a person does; the rest is why they should."""


def outcome_of(rulebook: Rulebook, answers: Answers) -> Outcome:
    """What these answers lead to, for the runner."""
    found, advice = assess(rulebook, answers), rulebook.advice
    step = advice.next_steps[found.next_step.id]
    strengths = ((one, LIKELY if found.is_most_likely(one) else POSSIBLE) for one in found.shown)
    return {
        "Next step": {step.id: step.title},
        "Running": {found.run: advice.run[found.run]},
        "Causes": {
            f"{one.cause.id} {strength}": f"{one.cause.title} ({strength})"
            for one, strength in strengths
        },
        "Tips": {tip: advice.tips[tip].title for tip in sorted(found.tips)},
        "Reasons to be seen": {sign.id: sign.say for sign in found.signs},
        "Reasons for a cause": {one.id: one.because for shown in found.shown for one in shown.met},
        "Answers that do not match": {check.id: check.say for check in found.cross_checks},
        "Notes": {note.id: note.say for note in found.notes},
    }


def outcome_by(version: Version, answers: Mapping[str, object]) -> Outcome | None:
    """What a version tells; None where it does not understand these answers.

    Answers to questions that it does not ask are left out.
    """
    asked = {name: answers[name] for name in answers if name in version.questionnaire.questions}
    try:
        return outcome_of(version.rulebook, read_case(version.questionnaire, asked))
    except BadCase:
        return None


def in_words(before: Outcome, after: Outcome) -> list[str]:
    """Each part that is not the same whatever its wording, before and after."""
    return [
        f"{name}: {_said(before[name], after[name], name in WEIGHTY)}."
        for name in before
        if list(before[name]) != list(after[name])
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
    each = (quoted(" ".join(text.split()).removesuffix(".")) for text in texts)
    return "; ".join(each) or "nothing"
