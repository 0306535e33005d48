"""What a worked case may expect of a person's outcome, and how a difference reads in words."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.proving.places import rule_ids
from rules.assessment import Assessment, Finding, Status, judge
from rules.conditions import Known
from rules.rulebook import Cause, CrossCheck, NextStep, Note, Rulebook, Sign

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


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that may be expected: its words, the names it may use, and what really came out."""

    words: str
    names: Callable[[Rulebook], Collection[str]]
    got: Callable[[CaseOutcome], Any]
    compare: Callable[[str, Any, Any], str]
    """How what came out differs from what was wanted, in words; empty when it does not."""
    form: str = "a list"
    """How it is written in a case."""


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


def _ids(some: Iterable[NextStep | Cause | Sign | CrossCheck | Note]) -> list[str]:
    return [one.id for one in some]


def _causes(findings: Iterable[Finding]) -> list[str]:
    return _ids(finding.cause for finding in findings)


def _points_got(out: CaseOutcome) -> dict[str, int]:
    hidden = out.found.is_hidden
    return {} if hidden else {f.cause.id: f.points for f in out.found.findings}


def _step_names(_: Rulebook) -> list[str]:
    return _ids(NextStep)


def _cause_names(book: Rulebook) -> list[str]:
    return _ids(book.causes)


def _tip_names(book: Rulebook) -> Collection[str]:
    return book.advice.tips


def _next_step(out: CaseOutcome) -> str:
    return out.found.next_step.id


def _tips(out: CaseOutcome) -> frozenset[str]:
    return out.found.tips


def _fired(out: CaseOutcome) -> frozenset[str]:
    return out.fired


EXPECTATIONS = {
    "next_step": Expectation("next step", _step_names, _next_step, _same, "a text"),
    "next_step_in": Expectation("next step to be one of", _step_names, _next_step, _one_of),
    "run": Expectation("running to be", lambda _: RUN, lambda out: out.found.run, _same, "a text"),
    "status": Expectation(
        "status", lambda _: list(Status), lambda out: out.found.status, _same, "a text"
    ),
    "confidence": Expectation(
        "confidence",
        lambda _: CONFIDENCE,
        lambda out: CONFIDENCE[out.found.is_lowered],
        _same,
        "a text",
    ),
    "top": Expectation(
        "the top causes", _cause_names, lambda out: _causes(out.found.joint), _exactly
    ),
    "may_causes": Expectation(
        "causes below the top:",
        _cause_names,
        lambda out: {*_causes(out.found.shown)} - {*_causes(out.found.joint)},
        _within,
    ),
    "must_not_causes": Expectation(
        "cause", _cause_names, lambda out: _causes(out.found.shown), _excludes
    ),
    "points": Expectation("points", _cause_names, _points_got, _points, "a table of numbers"),
    "tips": Expectation("the tips", _tip_names, _tips, _exactly),
    "tips_must": Expectation("the tip", _tip_names, _tips, _includes),
    "tips_must_not": Expectation("tip", _tip_names, _tips, _excludes),
    "cross_checks": Expectation(
        "the cross-checks",
        lambda book: _ids(book.cross_checks),
        lambda out: _ids(out.found.cross_checks),
        _exactly,
    ),
    "signs": Expectation(
        "the signs", lambda book: _ids(book.signs), lambda out: _ids(out.found.signs), _exactly
    ),
    "notes": Expectation(
        "the notes", lambda book: _ids(book.notes), lambda out: _ids(out.found.notes), _exactly
    ),
    "rules_must": Expectation("the rule", rule_ids, _fired, _includes),
    "rules_must_not": Expectation("rule", rule_ids, _fired, _excludes),
}


def differences(expect: Mapping[str, object], out: CaseOutcome) -> Iterator[str]:
    """What of these expectations came out otherwise, each in words."""
    for key, want in expect.items():
        one = EXPECTATIONS[key]
        if words := one.compare(one.words, want, one.got(out)):
            yield words
