"""The words of rules/content/ → Advice."""

from pathlib import Path
from typing import TypeVar

from rules.advice import (
    Advice,
    Country,
    Faq,
    Move,
    NextStepWords,
    NoneFit,
    PainAgain,
    PainRule,
    PhysioFirst,
    Sooner,
    Source,
    Tip,
    TipPart,
    Treatment,
)
from rules.move_loading import check_moves_used, read_moves
from rules.plan_loading import read_plan
from rules.reading import CountryWords, Table, read_file

Made = TypeVar("Made")
NEXT_STEPS = ("emergency", "same_day", "see_doctor", "physio_first")
RUN = ("modify", "easy_or_stop", "stop")


def load_advice(
    folder: Path, tips: Table, problems: list[str], words: CountryWords | None = None
) -> Advice:
    """Read next steps, tips, treatments, plan, sources and countries; mistakes go to `problems`."""
    steps = read_file(folder, "next_steps.toml", problems, words)
    physio = read_file(folder, "physiotherapy.toml", problems, words)
    sources = _by_id(read_file(folder, "sources.toml", problems), Source)
    grades = steps.table("grades")
    grade_words = {key: grades.text(key) for key in grades.every_key()}
    run = steps.table("run")
    moves = read_file(folder, "moves.toml", problems, words)
    treatments = {
        one.id: one for one in (t.read_as(Treatment) for t in physio.entries("treatment"))
    }
    tips_words = steps.table("tips_words")
    advice = Advice(
        next_steps=_next_steps(steps),
        physio_first=_physio_first(steps.table("physio_first")),
        tips_words={key: tips_words.text(key) for key in ("gentle", "full")},
        run={key: run.text(key) for key in RUN},
        none_fit=_none_fit(steps.table("none_fit"), treatments),
        sooner=steps.table("sooner").read_as(Sooner),
        grades=grade_words,
        pain_rule=tips.table("pain_rule").read_as(PainRule),
        pain_again=tips.table("pain_again").read_as(PainAgain),
        tips=_tips(tips, moves, sources, grade_words),
        plan=read_plan(read_file(folder, "load_plan.toml", problems, words), sources),
        treatments=treatments,
        decides=physio.table("decides").text("text"),
        faqs=tuple(one.read_as(Faq) for one in physio.entries("faq")),
        sources=sources,
        countries=load_countries(folder, problems),
    )
    for file in (steps, physio):
        file.done()
    return advice


def _physio_first(table: Table) -> PhysioFirst:
    one, some = (table.text(key, fill=["options"]) for key in ("one_say", "some_say"))
    return table.read_as(PhysioFirst, one_say=one, some_say=some)


def _none_fit(entry: Table, treatments: dict[str, Treatment]) -> NoneFit:
    entry.raw("tips")  # which the rulebook reads
    physio = entry.names("physio", treatments, "treatment", required=True)
    return entry.read_as(NoneFit, physio=physio)


def _by_id(file: Table, made: type[Made]) -> dict[str, Made]:
    """A file of tables by their ids."""
    return {key: file.table(key).read_as(made, id=key) for key in file.every_key()}


def _next_steps(file: Table) -> dict[str, NextStepWords]:
    words = {one.id: one for one in (_next_step(entry) for entry in file.entries("next_step"))}
    for lost in [step for step in NEXT_STEPS if step not in words]:
        file.complain(f"the next step '{lost}' has no words.")
    return words


def _next_step(entry: Table) -> NextStepWords:
    name, run = entry.name("id", NEXT_STEPS, "next step"), entry.name("run", RUN, "run")
    so_far = entry.text("so_far", None if name == "same_day" else "")
    return entry.read_as(NextStepWords, id=name, run=run, so_far=so_far)


def _tips(
    file: Table, moves_file: Table, sources: dict[str, Source], grades: dict[str, str]
) -> dict[str, Tip]:
    moves = read_moves(moves_file, sources)
    tips = [_tip(one, sources, grades, moves) for one in file.entries("tip")]
    check_moves_used(moves_file, moves, tips)
    return {one.id: one for one in tips}


def _tip(
    entry: Table, sources: dict[str, Source], grades: dict[str, str], moves: dict[str, Move]
) -> Tip:
    return entry.read_as(
        Tip,
        parts=tuple(_part(one, moves) for one in entry.entries("part")),
        grade=entry.name("grade", grades, "grade"),
        sources=entry.names("sources", sources, "source", required=True),
    )


def _part(entry: Table, moves: dict[str, Move]) -> TipPart:
    named = entry.names("moves", moves, "move")
    steps = entry.texts("steps", required=not named)
    return entry.read_as(TipPart, moves=tuple(moves[one] for one in named), other_steps=steps)


def load_countries(folder: Path, problems: list[str]) -> dict[str, Country]:
    """Every country by its id."""
    return _by_id(read_file(folder, "countries.toml", problems), Country)
