"""What a patient changed after they were told that two answers do not match."""

from collections.abc import Sequence

from questionnaire.answer_set import AnswerSet
from questionnaire.answers import in_words
from questionnaire.way import next_for
from records.answers.snapshot import AfterMismatch
from rules import assess
from rules.rulebook import Rulebook


def changes_after(
    before: AnswerSet, after: AnswerSet, earlier: Sequence[AfterMismatch], rulebook: Rulebook
) -> list[AfterMismatch]:
    """The changes so far and this one: question, and its words before and after.

    The page that tells of a mismatch is the one to which finished answers lead.
    """
    found = {one["question"]: one for one in earlier}
    was, now = before.journey.answers, after.journey.answers
    changed = [name for name in was if name in now and now[name] != was[name]]
    if changed and _was_told(before, rulebook):
        for name in changed:
            question = before.questionnaire.questions[name]
            first = found.get(name, {"before": in_words(question, was[name])})
            new = in_words(question, now[name])
            found[name] = {"question": name, "before": first["before"], "after": new}
    return [one for one in found.values() if one["before"] != one["after"]]


def _was_told(sheet: AnswerSet, rulebook: Rulebook) -> bool:
    if not next_for(sheet, rulebook).is_finished:
        return False
    return bool(assess(rulebook, sheet.journey.given_answers).cross_checks)
