"""What is wrong with rules that can be read: found in a moment, so that the app can refuse them."""

from collections.abc import Hashable, Iterator

from questionnaire.questions import Asked, QuestionKind, Questionnaire
from review.proving.classes import NotDeclared, combinations, is_met
from review.proving.declared import Declared, load_declared
from review.proving.places import Placed, every_rule
from review.proving.wording import wording_problems
from rules.conditions import BOUNDS, Condition, When
from rules.measures import questions_behind
from rules.reach import questions_of
from rules.rulebook import CrossCheck, Indicator, Rulebook, TipRule

RATIOS = ("spike_ratio", "week_ratio")

USED_BY_PAGES = frozenset(
    {"age_years", "km_typical_week", "longest_prev30_km", "pain_duration", "pain_worst"}
)
"""Questions that the pages look at themselves: for the plan, the words and the youngest age."""
FOR_THE_PHYSIOTHERAPIST = frozenset({"pain_side", "goal_date", "race_km"})
"""Questions that everybody is asked and that only people read."""


def problems(
    questionnaire: Questionnaire, rulebook: Rulebook, declared: Declared | None = None
) -> list[str]:
    """Every mistake, each with its file, what is wrong and a remedy; none where all is well.

    `declared` is what the content declares, read from its usual place where it is not given.
    """
    known = declared or load_declared(questionnaire, rulebook)
    rules = list(every_rule(rulebook))
    found = list(known.problems)
    for rule in rules:
        found += (rule.complaint(what) for what in _of_rule(questionnaire, rule))
    found += _alike(rules)
    found += _unused(questionnaire, rules)
    found += wording_problems(rulebook)
    return found


def _of_rule(questionnaire: Questionnaire, rule: Placed) -> Iterator[str]:
    try:
        for condition in rule.when.all_of + rule.when.any_of:
            yield from _of_condition(questionnaire, rule, condition)
        if _is_entangled(questionnaire, rule.when):
            yield from _never_or_always(questionnaire, rule.when, "the whole condition")
    except NotDeclared as error:
        yield str(error)
    if isinstance(rule.rule, CrossCheck) and rule.rule.change not in questions_of(rule.when):
        yield f"'change' offers '{rule.rule.change}', which it does not look at; name one it does."


def _is_entangled(questionnaire: Questionnaire, when: When) -> bool:
    """Whether two conditions look at one question; else none can make up for another.

    Not where two subjects weigh one distance: of distances not every answer is tried.
    """
    reads = [(one.subject, questions_behind(one.subject)) for one in when.all_of + when.any_of]
    is_so = False
    for name in questions_of(when):
        subjects = [subject for subject, behind in reads if name in behind]
        if len({*subjects}) > 1 and questionnaire.questions[name].kind is QuestionKind.DISTANCE:
            return False
        is_so = is_so or len(subjects) > 1
    return is_so


def _of_condition(
    questionnaire: Questionnaire, rule: Placed, condition: Condition
) -> Iterator[str]:
    name = condition.subject
    yield from _off_step(questionnaire, condition)
    yield from _never_or_always(questionnaire, When((condition,)), f"the condition on '{name}'")
    if condition.comparison == "none_of" and isinstance(rule.rule, Indicator):
        asked = (questionnaire.questions[one] for one in questions_behind(name))
        if open_ones := [q.id for q in asked if q.may_skip]:  # what is not asked is known to be so
            yield (
                f"'none_of' is met by no answer, and '{open_ones[0]}' may stay unanswered; "
                "name the options that count with 'one_of'."
            )


def _off_step(questionnaire: Questionnaire, condition: Condition) -> Iterator[str]:
    """Numbers that no answer can be equal to."""
    name, against = condition.subject, condition.against
    question = questionnaire.questions.get(name)
    is_number = name in RATIOS or (question and not question.options)
    if name in RATIOS or (question and question.kind is QuestionKind.DISTANCE):
        if condition.comparison not in BOUNDS:
            yield f"'{name}' is hardly ever exactly a number; use bounds such as 'at_least'."
    elif question and is_number:
        values = [against] if condition.comparison in BOUNDS else sorted(against)
        for value in values:
            if (value - question.range[0]) % question.step:
                yield f"{value:g} is not on the steps of '{name}', which go by {question.step:g}."


def _never_or_always(questionnaire: Questionnaire, when: When, what: str) -> Iterator[str]:
    seen = set()
    for answers in combinations(questionnaire, [when]):
        seen.add(is_met(when, answers))
        if len(seen) == 2:
            return
    if seen == {False}:
        yield f"{what} can never be met: look at the options and bounds, or drop it."
    else:
        yield f"{what} is always met, so it says nothing: look at its options and bounds."


def _alike(rules: list[Placed]) -> Iterator[str]:
    """Rules of one file that say the same."""
    first: dict[Hashable, Placed] = {}
    for rule in rules:
        same = first.setdefault((rule.file, type(rule.rule), _what(rule)), rule)
        if same is not rule:
            yield rule.complaint(f"it has the same condition as {same.id}; keep one of them.")


def _what(rule: Placed) -> Hashable:
    """What a rule says, whatever the order; of a tip rule, the tip too."""
    when, tip = rule.when, rule.rule.tip if isinstance(rule.rule, TipRule) else ""
    if len(when.any_of) == 1:
        return tip, frozenset(when.all_of + when.any_of), frozenset()
    return tip, frozenset(when.all_of), frozenset(when.any_of)


def _unused(questionnaire: Questionnaire, rules: list[Placed]) -> Iterator[str]:
    subjects = {subject for rule in rules for subject in rule.when.subjects}
    used = {question for name in subjects for question in questions_behind(name)}
    shown = {q.show_when.question for q in questionnaire.questions.values() if q.show_when}
    asked_first = {when.question for one in questionnaire.before_same_day for when in one.show_when}
    for section in questionnaire.sections:
        for page in section.pages:
            for question in page.questions:
                is_for_rules = (
                    question.asked < Asked.VISIT
                    and question.id not in USED_BY_PAGES | FOR_THE_PHYSIOTHERAPIST
                )
                if is_for_rules and question.id not in used | shown | asked_first:
                    yield (
                        f"{section.id}.toml, {question.id}: no rule, measure or page looks at this "
                        "answer; write a rule on it, or do not ask."
                    )
