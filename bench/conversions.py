"""The rulebook's conditions as other people's evaluators take them.

What is not answered is absent there too: `??` and `null` stand for what `rules.conditions` says
of it. Options ticked are a list, so one of them has to be found.
"""

import json
from typing import Any

from rules.conditions import Condition, When

SIGNS = {"at_least": ">=", "above": ">", "at_most": "<=", "below": "<"}
Logic = dict[str, Any]


def as_zen(when: When, ticked: set[str]) -> str:
    """An expression of zen-engine."""
    parts = [_zen(one, ticked) for one in when.all_of]
    if when.any_of:
        parts.append(f"({' or '.join(_zen(one, ticked) for one in when.any_of)})")
    return " and ".join(parts)


def _zen(one: Condition, ticked: set[str]) -> str:
    name = one.subject
    if one.comparison in SIGNS:
        return f"({name} != null and {name} {SIGNS[one.comparison]} {one.against})"
    options = json.dumps(_in_order(one))
    met = f"some({name} ?? [], # in {options})" if name in ticked else f"({name} in {options})"
    return met if one.comparison == "one_of" else f"not ({met})"


def as_json_logic(when: When, ticked: set[str]) -> Logic:
    """A rule of JsonLogic."""
    parts = [_json_logic(one, ticked) for one in when.all_of]
    if when.any_of:
        parts.append({"or": [_json_logic(one, ticked) for one in when.any_of]})
    return parts[0] if len(parts) == 1 else {"and": parts}


def _json_logic(one: Condition, ticked: set[str]) -> Logic:
    value = {"var": one.subject}
    if one.comparison in SIGNS:
        known: Logic = {"!==": [value, None]}
        return {"and": [known, {SIGNS[one.comparison]: [value, one.against]}]}
    options = _in_order(one)
    met: Logic = {"in": [value, options]}
    if one.subject in ticked:
        met = {"some": [value, {"in": [{"var": ""}, options]}]}
    return met if one.comparison == "one_of" else {"!": [met]}


def _in_order(one: Condition) -> list[Any]:
    return sorted(one.against, key=str)
