"""What a worked case may expect of a person's outcome, and how a difference reads in words."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from review.proving.places import rule_ids
from rules.assessment import Assessment, Status, judge
from rules.conditions import Known
from rules.rulebook import NextStep, Rulebook

RUN = ("stop", "easy_or_stop", "modify")
CONFIDENCE = ("normal", "lowered")


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What came out for one person, and the id of every rule of any sort that was met."""

    found: Assessment
    fired: frozenset[str]


def outcome(rulebook: Rulebook, known: Known) -> CaseOutcome:
    """Judge what is known of one person, tip rules named too."""
    found = judge(rulebook, known)
    fired = {
        *(sign.id for sign in found.signs),
        *(indicator.id for finding in found.findings for indicator in finding.met),
        *(rule.id for rule in rulebook.tip_rules if rule.when.met_by(known)),
        *(check.id for check in found.cross_checks),
        *(note.id for note in found.notes),
    }
    return CaseOutcome(found, frozenset(fired))


def plain(names: str | Iterable[object]) -> str:
    """A name or names as they are read, without the underscores; "nothing" when there is none."""
    listed = [names] if isinstance(names, str) else sorted(map(str, names))
    return ", ".join(name.replace("_", " ") for name in listed) or "nothing"


Got = str | Collection[str] | Mapping[str, int]


def came_out(one: CaseOutcome) -> dict[str, Got]:
    """What came out for one person, by what may be expected of it."""
    found = one.found
    shown = {finding.cause.id for finding in found.shown}
    joint = {finding.cause.id for finding in found.joint}
    points = {finding.cause.id: finding.points for finding in found.findings}
    return {
        "next_step": found.next_step.id,
        "next_step_in": found.next_step.id,
        "run": found.run,
        "status": found.status,
        "confidence": CONFIDENCE[found.is_lowered],
        "top": joint,
        "may_causes": shown - joint,
        "must_not_causes": shown,
        "points": {} if found.is_hidden else points,
        "tips": found.tips,
        "tips_must": found.tips,
        "tips_must_not": found.tips,
        "cross_checks": {check.id for check in found.cross_checks},
        "signs": {sign.id for sign in found.signs},
        "notes": {note.id for note in found.notes},
        "rules_must": one.fired,
        "rules_must_not": one.fired,
    }


def _same(words: str, want: str, got: str) -> str:
    return "" if want == got else f"expected {words} {plain(want)}, got {plain(got)}"


def _one_of(words: str, want: Collection[str], got: str) -> str:
    return "" if got in want else f"expected {words} {plain(want)}, got {plain(got)}"


def _exactly(words: str, want: Collection[str], got: Collection[str]) -> str:
    alike = set(want) == set(got)
    return "" if alike else f"expected {words} to be {plain(want)}, got {plain(got)}"


def _includes(words: str, want: Collection[str], got: Collection[str]) -> str:
    missing = set(want) - set(got)
    return f"expected {words} {plain(missing)}, which is missing" if missing else ""


def _excludes(words: str, want: Collection[str], got: Collection[str]) -> str:
    extra = set(want) & set(got)
    return f"expected no {words} {plain(extra)}, but it is there" if extra else ""


def _within(words: str, want: Collection[str], got: Collection[str]) -> str:
    extra = set(got) - set(want)
    return f"expected at most {words} {plain(want)}, got {plain(extra)} too" if extra else ""


def _points(words: str, want: Mapping[str, int], got: Mapping[str, int]) -> str:
    wrong = [
        f"{want[name]} {words} for {plain(name)}, got {got.get(name, 'none')}"
        for name in want
        if want[name] != got.get(name)
    ]
    return f"expected {'; '.join(wrong)}" if wrong else ""


def _steps(_: Rulebook) -> Collection[str]:
    return [step.id for step in NextStep]


def _causes(book: Rulebook) -> Collection[str]:
    return [cause.id for cause in book.causes]


def _tips(book: Rulebook) -> Collection[str]:
    return book.advice.tips


FORMS = {_same: "a text", _points: "a table of numbers"}
"""How it is written in a case; else it is a list."""
EXPECTATIONS: dict[str, tuple[str, Callable[[Rulebook], Collection[str]], Callable[..., str]]] = {
    "next_step": ("next step", _steps, _same),
    "next_step_in": ("next step to be one of", _steps, _one_of),
    "run": ("running to be", lambda _: RUN, _same),
    "status": ("status", lambda _: list(Status), _same),
    "confidence": ("confidence", lambda _: CONFIDENCE, _same),
    "top": ("the top causes", _causes, _exactly),
    "may_causes": ("causes below the top:", _causes, _within),
    "must_not_causes": ("cause", _causes, _excludes),
    "points": ("points", _causes, _points),
    "tips": ("the tips", _tips, _exactly),
    "tips_must": ("the tip", _tips, _includes),
    "tips_must_not": ("tip", _tips, _excludes),
    "cross_checks": ("the cross-checks", rule_ids, _exactly),
    "signs": ("the signs", rule_ids, _exactly),
    "notes": ("the notes", rule_ids, _exactly),
    "rules_must": ("the rule", rule_ids, _includes),
    "rules_must_not": ("rule", rule_ids, _excludes),
}
"""What may be expected: its words, the names it may use, and how a difference reads."""


def differences(expect: Mapping[str, object], out: CaseOutcome) -> Iterator[str]:
    """What of these expectations came out otherwise, each in words."""
    got = came_out(out)
    for key, want in expect.items():
        words, _, compare = EXPECTATIONS[key]
        if difference := compare(words, want, got[key]):
            yield difference
