"""reliability.md: each part's table between two marks, the words around it by hand."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from torture.figures import Figure, markdown

PAGE = Path(__file__).parents[1] / "docs" / "developer" / "reliability.md"


def keep(name: str, figures: Iterable[Figure], took: float, seed: int, day: date) -> None:
    """Put a part's figures in the place of those from before. `took`: seconds."""
    command = f'make torture ARGS="{name}{f" --seed {seed}" if seed != 1 else ""}"'
    told = f"`{command}`, {day:%-d %B %Y}, {took:.0f} s:"
    table = f"<!-- {name} -->\n{told}\n\n{markdown(figures)}\n<!-- end -->"
    before = PAGE.read_text(encoding="utf-8")
    after, places = re.subn(f"<!-- {name} -->.*?<!-- end -->", lambda _: table, before, flags=re.S)
    if not places:
        raise ValueError(f"{PAGE.name} has no place for {name}.")
    PAGE.write_text(after, encoding="utf-8")
