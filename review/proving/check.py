"""What is wrong with rules that can be read: found in a moment, so that the app can refuse them."""

from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress

from questionnaire.questions import Asked, Question, QuestionKind, Questionnaire
from review.proving.atoms import RATIOS, NotDeclared, atoms_of, every_atom
from review.proving.classes import Answers, blocks_of
from review.proving.declared import Declared, load_declared
from review.proving.distances import number_values
from review.proving.places import Placed, every_rule
from review.proving.walk import combinations, is_met
from review.proving.wording import wording_problems
from rules.conditions import BOUNDS, Condition, When
from rules.measures import questions_behind
from rules.rulebook import Cause, CrossCheck, Indicator, Rulebook, TipRule

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
    for cause in rulebook.causes:
        with suppress(NotDeclared):  # told already, of each rule that uses such a measure
            found += _of_caps(questionnaire, cause)
        found += _of_directions(questionnaire, known, cause)
    found += _alike(rules)
    found += _unused(questionnaire, rules)
    found += wording_problems(rulebook)
    return found


def _of_rule(questionnaire: Questionnaire, rule: Placed) -> Iterator[str]:
    try:
        for condition in rule.when.all_of + rule.when.any_of:
            yield from _of_condition(questionnaire, rule, condition)
        if _is_entangled(rule.when):
            answers = _examples(questionnaire, rule.when)
            yield from _never_or_always(rule.when, answers, "the whole condition")
        read = {name for atom in every_atom([rule.when]) for name in atom.questions}
    except NotDeclared as error:
        yield str(error)
        return
    if isinstance(rule.rule, CrossCheck) and rule.rule.change not in read:
        yield f"'change' offers '{rule.rule.change}', which it does not look at; name one it does."


def _is_entangled(when: When) -> bool:
    """Whether two conditions look at one question; else none can make up for another."""
    reads = [questions_behind(condition.subject) for condition in when.all_of + when.any_of]
    return len(set().union(*reads)) < sum(len(set(read)) for read in reads)


def _of_condition(
    questionnaire: Questionnaire, rule: Placed, condition: Condition
) -> Iterator[str]:
    name = condition.subject
    question = questionnaire.questions.get(name)
    yield from _off_step(questionnaire, condition)
    when = When((condition,))
    answers = _one_by_one(question, condition) if question else _examples(questionnaire, when)
    yield from _never_or_always(when, answers, f"the condition on '{name}'")
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


def _one_by_one(question: Question, condition: Condition) -> Iterator[Answers]:
    """An answer for each option and number: all that one condition on one question can tell."""
    if question.may_skip or question.show_when:
        yield {}
    if question.kind is QuestionKind.CHOICES:
        yield from ({question.id: [option]} for option in question.options)
    else:
        values = question.options or number_values(question, atoms_of(condition))
        yield from ({question.id: value} for value in values)


def _examples(questionnaire: Questionnaire, when: When) -> Iterator[Answers]:
    return (answers for _, answers in combinations(blocks_of(questionnaire, [when])))


def _never_or_always(when: When, examples: Iterable[Answers], what: str) -> Iterator[str]:
    seen = set()
    for answers in examples:
        seen.add(is_met(when, answers))
        if len(seen) == 2:
            return
    if seen == {False}:
        yield f"{what} can never be met: look at the options and bounds, or drop it."
    else:
        yield f"{what} is always met, so it says nothing: look at its options and bounds."


def _of_caps(questionnaire: Questionnaire, cause: Cause) -> Iterator[str]:
    """Indicators that their group's cap leaves no room for."""
    for group, cap in cause.caps.items():
        left = {one for one in cause.indicators if one.group == group and one.points > 0}
        members = sorted(left, key=lambda one: one.id)
        for _, answers in combinations(blocks_of(questionnaire, [one.when for one in members])):
            met = [one for one in members if is_met(one.when, answers)]
            total = sum(one.points for one in met)
            left -= {one for one in met if total - one.points < cap}
            if not left:
                break
        for one in sorted(left, key=lambda one: one.id):
            yield (
                f"causes/{cause.id}.toml, {one.id}: the cap of '{group}' ({cap}) is always "
                "full without it, so it can never matter; raise the cap or drop the indicator."
            )


def _of_directions(questionnaire: Questionnaire, declared: Declared, cause: Cause) -> Iterator[str]:
    """Numbers of which nobody said which way they count."""
    known = {one.question for one in declared.directions if one.cause == cause.id}
    for name in sorted(cause.reads - known):
        if not questionnaire.questions[name].options:
            yield f"declared.toml: say in a [[direction]] which way '{name}' counts for {cause.id}."


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
