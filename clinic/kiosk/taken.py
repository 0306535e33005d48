"""A result on its way to a phone: as a picture to scan, and as few words."""

from collections.abc import Callable
from dataclasses import dataclass

import segno

from questionnaire.result import Result
from rules.rulebook import NextStep

LONGEST = 300  # characters: more makes a picture that phones read badly
NO_DIAGNOSIS = "General information, not a diagnosis."


@dataclass(frozen=True, slots=True)
class Ready:
    """The way to a phone. Without an address, the picture holds the words themselves."""

    picture: str
    """An SVG that needs no style of its own."""
    address: str = ""
    """Where the code is typed; empty where a phone cannot reach it."""
    code: str = ""
    words: str = ""


def picture_of(text: str, title: str) -> str:
    """A text as a picture to scan."""
    picture: str = segno.make(text, error="m", micro=False).svg_inline(
        omitsize=True,
        svgclass="code",
        lineclass=None,
        border=4,
        dark="#000",
        light="#fff",
        title=title,
    )
    return picture


def summary_of(result: Result, clinic: str, fill: Callable[[str], str]) -> str:
    """A result in at most 300 characters: the next step, what may play a part, what to try."""
    found, advice = result.assessment, result.rulebook.advice
    lines = [f"{advice.next_steps[found.next_step.id].title}."]
    if found.next_step is NextStep.SEE_DOCTOR:
        lines.append(fill(advice.next_steps[found.next_step.id].action))
    if not found.is_hidden:
        lines += [f"May play a part: {finding.cause.title}." for finding in found.shown]
        lines += [f"Try: {tip.title}." for tip in result.tips]
    return within(LONGEST, f"Upper-back self-check, {clinic}.", lines, NO_DIAGNOSIS)


def within(longest: int, first: str, lines: list[str], last: str) -> str:
    """As many whole lines as fit between the first and the last."""
    kept: list[str] = []
    for line in lines:
        if len("\n".join([first, *kept, line, last])) <= longest:
            kept.append(line)
    return "\n".join([first[: longest // 2], *kept, last])
