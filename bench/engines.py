"""How fast the rules are judged here, against other people's evaluators of the same rules."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure

LABELS = {
    "zen": ("zen-engine, rule by rule: its time against assess's", 10),
    "zen at once": ("  all rules as one decision", None),
    "json logic": ("json-logic-qubit, rule by rule: its time against assess's", 10),
    "compiled json logic": ("datalogic-py, rule by rule: its time against assess's", 10),
    "compiled json logic at once": ("  all rules as one list", None),
    "compiled json logic afresh": ("  a plain person handed over for each rule", None),
}


def engine_figures() -> Iterator[Figure]:
    """Both sides in one process of .venv-bench; no figure where they disagree about anybody."""
    if not Path(".venv-bench/installed-from").exists():
        yield Figure("other evaluators on the same rules", None, "(could not be installed)")
        return
    told_there = subprocess.check_output([".venv-bench/bin/python", "-m", "bench.beside"])
    found: dict[str, Any] = json.loads(told_there)
    for name, told in found["theirs"].items():
        what, at_least = LABELS[name]
        if "differing" in told:
            why = f"(disagrees about {told['differing']} of {found['people']} people)"
            yield Figure(what, None, why, at_least=at_least)
        else:
            yield Figure(what, told["ratio"], "x", at_least=at_least)
    yield Figure("  rules each; their measures were worked out beforehand", found["rules"], "")
    yield Figure("  people, about whom they agree on every rule first", found["people"], "")
