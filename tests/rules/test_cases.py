"""The worked cases: what a person answers, and what must come out."""

import pytest

from rules import assess
from rules.assessment import know
from rules.trace import as_data
from tests.factories import worked_cases

CASES = dict(worked_cases())


def fired(rulebook, answers):
    """The id of every rule of any sort that the answers meet."""
    found = assess(rulebook, answers)
    known = know(answers)
    return {
        *(one.id for one in (*found.signs, *found.cross_checks, *found.notes)),
        *(indicator.id for finding in found.findings for indicator in finding.met),
        *(rule.id for rule in rulebook.tip_rules if rule.when.met_by(known)),
    }


CHECKS = {
    "next_step": lambda out, want: out["next_step"] == want,
    "run": lambda out, want: out["run"] == want,
    "status": lambda out, want: out["status"] == want,
    "confidence": lambda out, want: out["confidence"] == want,
    "cross_checks": lambda out, want: out["cross_checks"] == want,
    "top": lambda out, want: set(out["top"]) == set(want),
    "may_causes": lambda out, want: set(out["shown"]) <= {*want, *out["top"]},
    "must_not_causes": lambda out, want: not set(out["shown"]) & set(want),
    "tips": lambda out, want: out["tips"] == sorted(want),
    "tips_must": lambda out, want: set(want) <= set(out["tips"]),
    "tips_must_not": lambda out, want: not set(want) & set(out["tips"]),
    "points": lambda out, want: {name: out["points"][name] for name in want} == want,
    "rules_must": lambda out, want: set(want) <= out["fired"],
    "rules_must_not": lambda out, want: not set(want) & out["fired"],
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_comes_out_as_expected(name, rulebook):
    case = CASES[name]
    found = assess(rulebook, case["answers"])
    out = as_data(rulebook, found) | {
        "top": [finding.cause.id for finding in found.joint],
        "shown": [finding.cause.id for finding in found.shown],
        "fired": fired(rulebook, case["answers"]),
    }
    assert case["expect"]
    for key, want in case["expect"].items():
        assert CHECKS[key](out, want), f"{key}: {want}, but {out}"


@pytest.mark.parametrize("key", ["rules_must", "rules_must_not"])
def test_every_rule_is_named_by_a_case_that_it_decides(key, rulebook):
    rules = {
        *(one.id for one in (*rulebook.signs, *rulebook.tip_rules)),
        *(one.id for one in (*rulebook.cross_checks, *rulebook.notes)),
        *(indicator.id for cause in rulebook.causes for indicator in cause.indicators),
    }
    named = {rule for case in CASES.values() for rule in case["expect"].get(key, ())}
    assert len(rules) == 42 + 63 + 4 + 7 + 7
    assert not rules ^ named
