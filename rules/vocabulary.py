"""The names that rules may use, and what may be compared with them."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.conditions import BOUNDS, COMPARISONS, SETS, Condition, When
from rules.measures import MEASURES
from rules.reading import Table, nearest


@dataclass(frozen=True, slots=True)
class Term:
    """A question as the rules see it: it has options, or it is a number within a range."""

    options: tuple[str, ...] = ()
    range: tuple[float, float] | None = None


Vocabulary = Mapping[str, Term]


def read_when(entry: Table, vocabulary: Vocabulary) -> When:
    """A rule's `when` and `and_any`, every name and bound checked."""
    all_of, any_of = (
        tuple(
            condition
            for inner in entry.entries(key)
            if (condition := _read_condition(inner, vocabulary))
        )
        for key in ("when", "and_any")
    )
    if not entry.raw("when") and not entry.raw("and_any"):
        entry.complain("it has neither 'when' nor 'and_any'.")
    return When(all_of, any_of)


def _read_condition(entry: Table, vocabulary: Vocabulary) -> Condition | None:
    subjects = [key for key in ("question", "measure") if key in entry]
    comparisons = [key for key in entry.every_key() if key in COMPARISONS]
    for key in set(entry.every_key()) - set(COMPARISONS) - {"question", "measure"}:
        entry.complain(f"no comparison is called '{key}'.{nearest(key, COMPARISONS)}")
    if len(subjects) != 1 or len(comparisons) != 1:
        entry.complain("a condition is one question or measure, and one comparison.")
        return None
    subject, comparison = entry.text(subjects[0]), comparisons[0]
    term = _term(entry, subjects[0], subject, vocabulary)
    if term is None:
        return None
    against = entry.raw(comparison)
    before = len(entry.problems)
    _check(entry, subject, term, comparison, against)
    if len(entry.problems) > before:
        return None
    if comparison in SETS:
        against = frozenset(against)
    return Condition(subject, comparison, against, COMPARISONS[comparison])


def _term(entry: Table, kind: str, subject: str, vocabulary: Vocabulary) -> Term | None:
    if kind == "measure":
        if not entry.is_known(subject, MEASURES, "measure"):
            return None
        is_number = MEASURES[subject].is_number
        return Term(range=(0, float("inf"))) if is_number else Term()
    return vocabulary[subject] if entry.is_known(subject, vocabulary, "question") else None


def _check(entry: Table, subject: str, term: Term, comparison: str, against: object) -> None:
    """Complain of a comparison that does not fit what it is used on."""
    if comparison in BOUNDS:
        if term.range is None:
            entry.complain(f"'{comparison}' needs a number, and '{subject}' is not one.")
        elif not isinstance(against, int | float) or isinstance(against, bool):
            entry.complain(f"'{comparison}' takes a number.")
        elif not term.range[0] <= against <= term.range[1]:
            low, high = term.range
            entry.complain(f"{against} is outside the range of '{subject}', {low} to {high}.")
    elif not isinstance(against, list) or not against:
        entry.complain(f"'{comparison}' takes a list in brackets.")
    else:
        for value in against:
            _check_value(entry, subject, term, value)


def _check_value(entry: Table, subject: str, term: Term, value: object) -> None:
    if term.options:
        entry.is_known(str(value), term.options, f"option of '{subject}'")
    elif term.range is None:
        if not isinstance(value, bool):
            entry.complain(f"'{subject}' is true or false, not '{value}'.")
    elif isinstance(value, bool) or not isinstance(value, int | float):
        entry.complain(f"'{subject}' is a number, not '{value}'.")
    elif not term.range[0] <= value <= term.range[1]:
        low, high = term.range
        entry.complain(f"{value} is outside the range of '{subject}', {low} to {high}.")
