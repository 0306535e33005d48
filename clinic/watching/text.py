"""Figures as text in the form that Prometheus reads, version 0.0.4."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n"})


@dataclass(frozen=True, slots=True)
class Sample:
    """One number, and what tells it from its neighbours."""

    value: float
    labels: tuple[tuple[str, str], ...] = ()
    suffix: str = ""
    """_bucket, _sum or _count of a histogram."""


@dataclass(frozen=True, slots=True)
class Family:
    """Numbers of one name. Without samples nothing is known, and nothing is written."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    samples: tuple[Sample, ...]


def gauge(name: str, help: str, value: float | None) -> Family:
    """One number that goes up and down; None where it is not known."""
    return Family(name, "gauge", help, () if value is None else (Sample(value),))


def by_label(
    name: str,
    kind: Literal["counter", "gauge"],
    help: str,
    label: str,
    values: Mapping[str, float],
) -> Family:
    """A number for each value of one label."""
    samples = (Sample(value, ((label, of),)) for of, value in values.items())
    return Family(name, kind, help, tuple(samples))


def as_text(families: Iterable[Family]) -> str:
    """All families that have numbers."""
    return "".join(line + "\n" for family in families for line in _lines(family))


def _lines(family: Family) -> Iterable[str]:
    if family.samples:
        yield f"# HELP {family.name} {family.help}"
        yield f"# TYPE {family.name} {family.kind}"
    for sample in family.samples:
        labels = ",".join(f'{name}="{of.translate(ESCAPES)}"' for name, of in sample.labels)
        about = f"{{{labels}}}" if labels else ""
        yield f"{family.name}{sample.suffix}{about} {_number(sample.value)}"


def _number(value: float) -> str:
    """Whole numbers without a point; as many digits as it takes otherwise."""
    return str(int(value)) if value == int(value) else repr(float(value))
