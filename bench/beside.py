"""A process in .venv-bench: other people's evaluators beside `assess`, on the same people.

Theirs are given every measure as a plain value, worked out beforehand and not counted; `assess`
works them out itself, weighs the points and keeps every reason. Each is asked what it finds met
before it is timed. It prints its figures as one line of JSON.
"""

import json
from collections.abc import Callable, Iterator
from itertools import compress
from typing import Any

import datalogic_py
import json_logic
import zen

from bench.conversions import as_json_logic, as_zen
from bench.figures import ratio_in_turns
from bench.judging import concluded
from bench.people import people
from questionnaire.loading import load_content
from questionnaire.questions import Kind
from rules import Rulebook, assess
from rules.assessment import know
from rules.conditions import When

PEOPLE, ROUNDS = 300, 7
Person = dict[str, Any]
Met = Callable[[Person], list[str]]
Rules = list[tuple[str, When]]


def main() -> None:
    """Who disagrees is told by how many people, and not timed."""
    questionnaire, rulebook = load_content()
    ticked = {q.id for q in questionnaire.questions.values() if q.kind is Kind.CHOICES}
    everyone = people(questionnaire, PEOPLE)
    plain = [as_plain(person) for person in everyone]
    expected = [met_by_us(rulebook, person) for person in everyone]
    rules = list(named_rules(rulebook))

    def ours() -> None:
        for person in everyone:
            concluded(rulebook, person)

    def told(met: Met) -> dict[str, float]:
        differing = sum(
            set(met(one)) != wanted for one, wanted in zip(plain, expected, strict=True)
        )
        if differing:
            return {"differing": differing}
        ratio = ratio_in_turns(lambda: [met(one) for one in plain], ours, rounds=ROUNDS)
        return {"ratio": ratio}

    theirs = {name: told(way(rules, ticked)) for name, way in WAYS.items()}
    print(json.dumps({"rules": len(rules), "people": len(everyone), "theirs": theirs}))


def as_plain(person: Person) -> Person:
    """Answers and measures in JSON's own types."""
    known = know(person)
    return {k: sorted(v) if isinstance(v, frozenset) else v for k, v in known.items()}


def named_rules(rulebook: Rulebook) -> Iterator[tuple[str, When]]:
    """Every rule by its id; one that only gives a tip by the tip's, as an assessment names it."""
    indicators = [one for cause in rulebook.causes for one in cause.indicators]
    for rule in (*rulebook.signs, *indicators, *rulebook.cross_checks, *rulebook.notes):
        yield rule.id, rule.when
    for tip_rule in rulebook.tip_rules:
        yield tip_rule.tip, tip_rule.when


def met_by_us(rulebook: Rulebook, person: Person) -> set[str]:
    """The same names, from the trace of `assess`."""
    found = assess(rulebook, person)
    indicators = [one for finding in found.findings for one in finding.met]
    rules = (*found.signs, *indicators, *found.cross_checks, *found.notes)
    return {rule.id for rule in rules} | found.tips_by_rule


def by_zen(rules: Rules, ticked: set[str]) -> Met:
    """Each rule a compiled expression."""
    ready = [(name, zen.compile_expression(as_zen(when, ticked))) for name, when in rules]
    return lambda person: [name for name, rule in ready if rule.evaluate(person)]


def by_zen_at_once(rules: Rules, ticked: set[str]) -> Met:
    """All rules as the lines of one decision, so that a person is handed over once."""
    numbered = dict(enumerate(rules))
    lines = [
        {"id": f"r{number}", "key": f"r{number}", "value": as_zen(when, ticked)}
        for number, (_, when) in numbered.items()
    ]
    place = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", **place},
        {"id": "all", "name": "all", "type": "expressionNode", **place}
        | {"content": {"expressions": lines}},
        {"id": "out", "name": "out", "type": "outputNode", **place},
    ]
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
        for one, other in (("in", "all"), ("all", "out"))
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    names = {f"r{number}": name for number, (name, _) in numbered.items()}

    def met(person: Person) -> list[str]:
        result = decision.evaluate(person)["result"]
        return [name for line, name in names.items() if result[line]]

    return met


def by_json_logic(rules: Rules, ticked: set[str]) -> Met:
    """JsonLogic in plain Python."""
    ready = [(name, as_json_logic(when, ticked)) for name, when in rules]
    return lambda person: [name for name, rule in ready if json_logic.jsonLogic(rule, person)]


def by_compiled_json_logic(rules: Rules, ticked: set[str]) -> Met:
    """JsonLogic compiled, with a person parsed once for all rules."""
    engine = datalogic_py.Engine()
    ready = [(name, engine.compile(as_json_logic(when, ticked))) for name, when in rules]

    def met(person: Person) -> list[str]:
        parsed = datalogic_py.DataHandle(person)
        return [name for name, rule in ready if rule.evaluate_data(parsed)]

    return met


def by_compiled_json_logic_at_once(rules: Rules, ticked: set[str]) -> Met:
    """All rules as one list, so that a person is handed over and the list handed back once."""
    names = [name for name, _ in rules]
    every = datalogic_py.Engine().compile([as_json_logic(when, ticked) for _, when in rules])
    return lambda person: list(compress(names, every.evaluate(person)))


def by_compiled_json_logic_afresh(rules: Rules, ticked: set[str]) -> Met:
    """The same with a plain person for each rule, as the others take one."""
    engine = datalogic_py.Engine()
    ready = [(name, engine.compile(as_json_logic(when, ticked))) for name, when in rules]
    return lambda person: [name for name, rule in ready if rule.evaluate(person)]


WAYS: dict[str, Callable[[Rules, set[str]], Met]] = {
    "zen": by_zen,
    "zen at once": by_zen_at_once,
    "json logic": by_json_logic,
    "compiled json logic": by_compiled_json_logic,
    "compiled json logic at once": by_compiled_json_logic_at_once,
    "compiled json logic afresh": by_compiled_json_logic_afresh,
}


if __name__ == "__main__":
    main()
