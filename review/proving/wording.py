"""The wording rules that any text of the rules must keep."""

import re
from collections.abc import Iterator

from rules.advice import Move
from rules.rulebook import Rulebook

LONGEST = 20  # words in a sentence for runners; docs/physiotherapist/judgement.md 7
BANNED = {
    r"you have\b": "say what was noticed or told, not what somebody has",
    r"(?<!not a )diagnos\w*": "only a clinician names one",
    r"bad posture": "say that posture may play a part",
    r"weak core": "say that getting stronger often helps",
    r"damage\w*": "say what can be felt or done",
    r"wear and tear": "say what can be felt or done",
    r"(treats|prevents|cures)\b": "say that it often helps",
    r"safe to run": "say what to watch for",
}
ENDS = (".", "!", "?", "}", ".'")


def wording_problems(rulebook: Rulebook) -> Iterator[str]:
    """Every text of the rules that breaks a wording rule."""
    for place, text in _texts_for_runners(rulebook):
        yield from (f"{place}: {what}" for what in problems_with(text, LONGEST))
    for sign in rulebook.signs:
        place = f"safety/{sign.next_step.id}.toml, {sign.id}, because"
        yield from (f"{place}: {what}" for what in problems_with(sign.because))
    for check in rulebook.checks:
        place = f"cross_checks.toml, {check.id}, say"
        yield from (f"{place}: {what}" for what in problems_with(check.say))


def problems_with(text: str, longest: int | None = None) -> Iterator[str]:
    """What is wrong with a text; `longest` is the most words that a sentence may have."""
    if not text.rstrip().endswith(ENDS):
        yield f"it must end as a sentence: “…{text[-20:]}”"
    for pattern, remedy in BANNED.items():
        if found := re.search(rf"\b{pattern}", text, re.IGNORECASE):
            yield f"“{found[0]}” may not be said; {remedy}."
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        if longest and len(sentence.split()) > longest:
            yield f"a sentence has over {longest} words, so split it: “{sentence}”"


def _texts_for_runners(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    for sign in rulebook.signs:
        yield f"safety/{sign.next_step.id}.toml, {sign.id}, say", sign.say
    for cause in rulebook.causes:
        yield f"causes/{cause.id}.toml, lead", cause.lead
        yield f"causes/{cause.id}.toml, evidence", cause.evidence
        for one in cause.indicators:
            yield f"causes/{cause.id}.toml, {one.id}, because", one.because
            if one.say:
                yield f"causes/{cause.id}.toml, {one.id}, say", one.say
    said = [(check.id, check.say) for check in rulebook.cross_checks]
    said += [(note.id, note.say) for note in rulebook.notes]
    yield from ((f"cross_checks.toml, {name}, say", text) for name, text in said)
    for tip in rulebook.advice.tips.values():
        texts = {"why": tip.why, "expect": tip.expect, "see_someone": tip.see_someone}
        yield from ((f"tips.toml, {tip.id}, {key}", text) for key, text in texts.items())
        steps = (step for part in tip.parts for step in part.other_steps)
        yield from ((f"tips.toml, {tip.id}, steps", step) for step in steps)
        yield from (told for move in tip.moves for told in _of_move(move))


def _of_move(move: Move) -> Iterator[tuple[str, str]]:
    seated = move.seated.steps if move.seated else ()
    texts = (move.in_words, move.mistake, move.easier, move.harder, *seated)
    yield from ((f"moves.toml, {move.id}", text) for text in texts)
