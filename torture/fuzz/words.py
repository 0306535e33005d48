"""Texts that have broken programs before, and others that hypothesis thinks up."""

import json
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

Value = str | bytes
NAUGHTY: list[str] = [
    json.loads(line)
    for line in (Path(__file__).parent / "naughty.txt").read_text("ascii").splitlines()
]
"""One a line, as JSON writes a text; halves of signs among them."""
BROKEN = [b"\xff", b"a\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf8\x88\x80\x80\x80", b"\xfe\xff\0a"]
SIZES = [60_000, 65_536, 70_000, 300_000, 1_000_000]  # characters
anything = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(categories=["Cc", "Cf", "Co", "Cs", "Mn", "Zs"]), max_size=20),
    st.integers().map(str),
    st.floats().map(str),
    st.dates().map(str),
    st.binary(max_size=40),
)


def thought_up(chance: int, count: int) -> list[Value]:
    """So many values, the same for the same chance."""
    found: list[Value] = []

    @seed(chance)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(anything)
    def collect(value: Value) -> None:
        found.append(value)

    collect()
    return found
