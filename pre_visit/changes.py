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
    if _was_told(before, rulebook):
        counted = after.journey.answers
        for name, answer in before.journey.answers.items():
            if name in counted and counted[name] != answer:
                question = before.questionnaire.questions[name]
                first = found.get(name, {"before": in_words(question, answer)})
                new = in_words(question, counted[name])
                found[name] = {"question": name, "before": first["before"], "after": new}
    return [one for one in found.values() if one["before"] != one["after"]]


def _was_told(sheet: AnswerSet, rulebook: Rulebook) -> bool:
    if not next_for(sheet, rulebook).is_finished:
        return False
    return bool(assess(rulebook, sheet.journey.given_answers).cross_checks)
