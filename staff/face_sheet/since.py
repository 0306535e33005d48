"""What changed since somebody answered before: safety screens, numbers, signs and causes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from questionnaire.questions import QuestionKind
from records.answers.snapshot import KeptCause, KeptSign
from records.text import folded
from staff.face_sheet.answer_record import AnswerRecord, LabelledText
from staff.face_sheet.pain import STRENGTH
from staff.face_sheet.screens import NO

NOTHING = ("none", "nothing")
"""Options that are no news of their own: what is named in their place is new, or gone."""
ARROW = " \N{RIGHTWARDS ARROW} "


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer that changed since: before and after, in words."""

    label: str
    before: str
    after: str


def changes_since(before: AnswerRecord, now: AnswerRecord) -> tuple[LabelledText, ...]:
    """What differs between two submissions, most telling first; nothing where nothing does.

    Of what a recheck before did not ask nothing is new.
    """
    asked = [q for q in now.compared if q in before.rows or not before.is_recheck]
    return (
        *_newly_ticked(before, now),
        *_next_step(before, now),
        *_no_longer_ticked(before, now),
        *_answers(before, now, asked),
        *_signs(before, now),
        *_causes(before, now),
    )


def judged_since(before: AnswerRecord, now: AnswerRecord) -> tuple[LabelledText, ...]:
    """What of it the rules say, and no patient said."""
    return (*_next_step(before, now), *_signs(before, now), *_causes(before, now))


def changes_unasked(
    before: AnswerRecord, between: AnswerRecord, now: AnswerRecord
) -> tuple[LabelledText, ...]:
    """What differs from the answers before a recheck in between, of what it did not ask."""
    questions = [question for question in now.compared if question not in between.rows]
    return (*_answers(before, now, questions), *_causes(before, now))


def answers_changed(before: AnswerRecord, now: AnswerRecord) -> tuple[ChangedAnswer, ...]:
    """Every question whose answer differs between two submissions."""
    return tuple(
        ChangedAnswer(
            now.short(q), before.words(q) or "not answered", now.words(q) or "not answered"
        )
        for q in dict.fromkeys([*now.rows, *before.rows])
        if before.answer(q) != now.answer(q)
    )


def _newly_ticked(before: AnswerRecord, now: AnswerRecord) -> Iterator[LabelledText]:
    """Of each safety screen, whether or not a sign comes of it."""
    for question in _screens(now):
        label = f"{now.short(question)}, newly ticked"
        yield from _only(label, _ticked(now, question), but=_ticked(before, question))


def _no_longer_ticked(before: AnswerRecord, now: AnswerRecord) -> Iterator[LabelledText]:
    """The same of what was ticked before, where it was asked again; and the screens that were
    answered one time and skipped the other."""
    for question in _screens(before):
        label, old, new = now.short(question), before.words(question), now.words(question)
        ticked = _ticked(now, question)
        if question in now.rows and not ticked and bool(old) != bool(new):
            yield LabelledText(label, f"{old or 'not answered'}{ARROW}{new or 'not answered'}")
        elif now.says(question):
            was = _ticked(before, question)
            yield from _only(f"{label}, no longer ticked", was, but=ticked)


def _screens(told: AnswerRecord) -> list[str]:
    return [name for name, row in told.rows.items() if row["is_safety"]]


def _ticked(told: AnswerRecord, question: str) -> dict[str, str]:
    """What was picked on a screen that is not a no; "not sure" is one too."""
    return {one: words for one, words in told.options(question).items() if one not in NO}


def _next_step(before: AnswerRecord, now: AnswerRecord) -> Iterator[LabelledText]:
    old, new = before.record["next_step"], now.record["next_step"]
    if old["id"] != new["id"]:
        yield LabelledText("Next step", f"{old['title']}{ARROW}{new['title']}")


def _answers(
    before: AnswerRecord, now: AnswerRecord, questions: Collection[str]
) -> Iterator[LabelledText]:
    yield from _numbers(before, now, questions)
    yield from _activities(before, now, questions)
    yield from _lists(before, now, questions)


def _numbers(
    before: AnswerRecord, now: AnswerRecord, questions: Collection[str]
) -> Iterator[LabelledText]:
    for question in questions:
        old, new = before.answer(question), now.answer(question)
        is_one = now.rows[question]["kind"] not in (QuestionKind.CHOICES, QuestionKind.ACTIVITIES)
        if is_one and old is not None and new is not None and old != new:
            yield LabelledText(now.short(question), _old_and_new(question, before, now))


def _old_and_new(question: str, before: AnswerRecord, now: AnswerRecord) -> str:
    old, new = before.number(question), now.number(question)
    if question in STRENGTH and old is not None and new is not None:
        return _in_points(old, new, better=old - new)
    return _shortened(before.words(question), now.words(question))


def _in_points(old: float, new: float, *, better: float) -> str:
    """ "6 → 3, better by 3 points"; `better`: by how many points, below zero where it is worse."""
    points = "1 point" if abs(better) == 1 else f"{abs(better):g} points"
    return f"{old:g}{ARROW}{new:g}, {'better' if better > 0 else 'worse'} by {points}"


def _shortened(old: str, new: str) -> str:
    """ "20 km", "32 km" as "20 → 32 km": the unit once where it is the same."""
    number, _, unit = old.partition(" ")
    if unit and new.partition(" ")[2] == unit and number[0].isdigit():
        return f"{number}{ARROW}{new}"
    return f"{old}{ARROW}{new}"


def _activities(
    before: AnswerRecord, now: AnswerRecord, questions: Collection[str]
) -> Iterator[LabelledText]:
    """The same thing rated otherwise; what was named before and is not now, and what is new."""
    for question in questions:
        if now.rows[question]["kind"] == QuestionKind.ACTIVITIES:
            old, new = (
                {folded(w): (w, r) for w, r in told.activities(question)} for told in (before, now)
            )
            for name, (words, rating) in new.items():
                was = old.get(name, (words, rating))[1]
                if was is not None and rating is not None and was != rating:
                    yield LabelledText(words, _in_points(was, rating, better=rating - was))
            own = ({name: words for name, (words, _) in told.items()} for told in (old, new))
            yield from _gone_and_new("Activities", *own)


def _lists(
    before: AnswerRecord, now: AnswerRecord, questions: Collection[str]
) -> Iterator[LabelledText]:
    for question in questions:
        if now.rows[question]["kind"] == QuestionKind.CHOICES:
            old, new = before.options(question), now.options(question)
            named = [{o: w for o, w in one.items() if o not in NOTHING} for one in (old, new)]
            yield from _gone_and_new(now.short(question), named[0] if new else {}, named[1])


def _signs(before: AnswerRecord, now: AnswerRecord) -> Iterator[LabelledText]:
    """A new one stands above on the sheet, so its id is enough; one that is gone does not.

    None is said to be gone after a stop, which keeps only the signs that decide, or where what it
    rests on was not all answered again.
    """
    new = {sign["id"]: sign["id"] for sign in now.record["signs"]}
    old = {
        sign["id"]: f"{sign['because']} {sign['id']}"
        for sign in before.record["signs"]
        if sign["id"] in new or _is_settled(sign, now)
    }
    yield from _gone_and_new("Signs", old, new)


def _is_settled(sign: KeptSign, now: AnswerRecord) -> bool:
    """Whether a later submission says all that this sign rests on."""
    return now.record["is_complete"] and all(map(now.says, (t["question"] for t in sign["told"])))


def _gone_and_new(label: str, old: dict[str, str], new: dict[str, str]) -> Iterator[LabelledText]:
    yield from _only(f"{label}, new", new, but=old)
    yield from _only(f"{label}, gone", old, but=new)


def _only(label: str, texts: dict[str, str], but: dict[str, str]) -> Iterator[LabelledText]:
    """Those texts that are not in the others, on one line."""
    if only := [text.rstrip(".") for one, text in texts.items() if one not in but]:
        yield LabelledText(label, "; ".join(only))


def _causes(before: AnswerRecord, now: AnswerRecord) -> Iterator[LabelledText]:
    if before.are_causes_hidden or now.are_causes_hidden:
        return
    old, new = ({one["id"]: one for one in told.shown} for told in (before, now))
    for name, cause in (old | new).items():
        was, is_now = _strength(old, name), _strength(new, name)
        if was != is_now:
            yield LabelledText(cause["title"], f"{was}{ARROW}{is_now}")


def _strength(shown: Mapping[str, KeptCause], cause: str) -> str:
    return str(shown[cause]["strength"]) if cause in shown else "not shown"
