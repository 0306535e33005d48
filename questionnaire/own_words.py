"""A reason as the runner reads it: with their own numbers, and with what they ticked."""

from questionnaire.answers import in_words
from questionnaire.distance import Distance
from questionnaire.journey import Journey
from rules.conditions import Known
from rules.own_words import RESTS_ON, TICKED, ticked_question
from rules.reading import placeholders_in
from rules.rulebook import Indicator


def reason(indicator: Indicator, journey: Journey, known: Known) -> str:
    """What is said of an indicator that these answers meet; `because` where anything is missing.

    Distances are in the unit in which they were typed.
    """
    names = placeholders_in(indicator.say)
    filled = {name: _own(name, indicator, journey, known) for name in names}
    if not indicator.say or not all(filled.values()):
        return indicator.because
    return indicator.say.format(**filled)


def _own(name: str, indicator: Indicator, journey: Journey, known: Known) -> str:
    """The words for a place; empty where they are not known."""
    if name == TICKED:
        return " and ".join(_ticked(indicator, journey, known))
    subject = RESTS_ON[name]
    if name.endswith("_percent"):
        ratio = known.get(subject)
        return f"{(ratio - 1) * 100:.0f}" if ratio else ""
    if name.endswith("_times"):
        ratio = known.get(subject)
        return f"{ratio:.1f}".removesuffix(".0") if ratio else ""
    answer = journey.answers.get(subject)
    if name == "longest_recent" and isinstance(answer, Distance):
        return answer.before_noun
    question = journey.questionnaire.questions[subject]
    return "".join(in_words(question, answer))


def _ticked(indicator: Indicator, journey: Journey, known: Known) -> list[str]:
    """The options that were ticked and count, in quotation marks, in the order asked."""
    for condition in indicator.when.all_of:
        if name := ticked_question(condition):
            question, answer = journey.questionnaire.questions[name], known.get(name, ())
            ticked = answer if isinstance(answer, frozenset) else {answer}
            counts = condition.against if condition.subject == name else set(question.options)
            boxes = [one for one in question.options if one in ticked and one in counts]
            return [f"“{question.options[one]}”" for one in boxes]
    return []
