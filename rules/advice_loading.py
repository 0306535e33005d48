"""The words of rules/content/ → Advice."""

from collections.abc import Callable
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
    sources = _by_key(read_file(folder, "sources.toml", problems), _source)
    grades = steps.table("grades")
    grade_words = {key: grades.text(key) for key in grades.every_key()}
    run = steps.table("run")
    none_fit = steps.table("none_fit")
    moves = read_file(folder, "moves.toml", problems, words)
    treatments = {one.id: one for one in map(_treatment, physio.entries("treatment"))}
    tips_words = steps.table("tips_words")
    advice = Advice(
        next_steps=_next_steps(steps),
        physio_first=_physio_first(steps.table("physio_first")),
        tips_words={key: tips_words.text(key) for key in ("gentle", "full")},
        run={key: run.text(key) for key in RUN},
        none_fit=NoneFit(
            text=none_fit.text("text"),
            until_then=none_fit.text("until_then"),
            long_lasting=none_fit.text("long_lasting"),
            physio=none_fit.names("physio", treatments, "treatment", required=True),
        ),
        sooner=_sooner(steps.table("sooner")),
        grades=grade_words,
        pain_rule=_pain_rule(tips.table("pain_rule")),
        pain_again=_pain_again(tips.table("pain_again")),
        tips=_tips(tips, moves, sources, grade_words),
        plan=read_plan(read_file(folder, "load_plan.toml", problems, words), sources),
        treatments=treatments,
        decides=physio.table("decides").text("text"),
        faqs=tuple(_faq(one) for one in physio.entries("faq")),
        sources=sources,
        countries=load_countries(folder, problems),
    )
    for file in (steps, physio):
        file.done()
    return advice


def _physio_first(entry: Table) -> PhysioFirst:
    words = PhysioFirst(
        all_none=entry.text("all_none"),
        some_ticked=entry.text("some_ticked"),
        some_say=entry.text("some_say", fill=["options"]),
        background_skipped=entry.text("background_skipped"),
    )
    entry.done()
    return words


def _pain_rule(entry: Table) -> PainRule:
    rule = PainRule(**{key: entry.text(key) for key in ("go_on", "slow_down", "stop")})
    entry.done()
    return rule


def _pain_again(entry: Table) -> PainAgain:
    again = PainAgain(
        slow_above=entry.integer("slow_above"),
        slow=entry.text("slow", fill=["pain"]),
        stop_above=entry.integer("stop_above"),
        stop=entry.text("stop", fill=["pain"]),
    )
    entry.done()
    return again


def _sooner(entry: Table) -> Sooner:
    sooner = Sooner(
        emergency=entry.texts("emergency", required=True),
        same_day=entry.texts("same_day", required=True),
        emergency_in_short=entry.text("emergency_in_short"),
        same_day_in_short=entry.text("same_day_in_short"),
    )
    entry.done()
    return sooner


def _by_key(file: Table, read: Callable[[str, Table], Made]) -> dict[str, Made]:
    """A file of named tables."""
    return {key: read(key, file.table(key)) for key in file.every_key()}


def _next_steps(file: Table) -> dict[str, NextStepWords]:
    words = {one.id: one for one in (_next_step(entry) for entry in file.entries("next_step"))}
    for lost in [step for step in NEXT_STEPS if step not in words]:
        file.complain(f"the next step '{lost}' has no words.")
    return words


def _next_step(entry: Table) -> NextStepWords:
    words = NextStepWords(
        id=entry.name("id", NEXT_STEPS, "next step"),
        title=entry.text("title"),
        action=entry.text("action"),
        run=entry.name("run", RUN, "run"),
    )
    entry.done()
    return words


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
    tip = Tip(
        id=entry.text("id"),
        title=entry.text("title"),
        why=entry.text("why"),
        parts=tuple(_part(one, moves) for one in entry.entries("part")),
        expect=entry.text("expect"),
        see_someone=entry.text("see_someone"),
        grade=entry.name("grade", grades, "grade"),
        sources=entry.names("sources", sources, "source", required=True),
        for_runs=entry.flag("for_runs", False),
    )
    entry.done()
    return tip


def _part(entry: Table, moves: dict[str, Move]) -> TipPart:
    named = entry.names("moves", moves, "move")
    part = TipPart(
        title=entry.text("title"),
        moves=tuple(moves[name] for name in named),
        other_steps=entry.texts("steps", required=not named),
        numbered=entry.flag("numbered", False),
        for_runs=entry.flag("for_runs", False),
    )
    entry.done()
    return part


def _treatment(entry: Table) -> Treatment:
    treatment = Treatment(entry.text("id"), entry.text("title"), entry.text("text"))
    entry.done()
    return treatment


def _faq(entry: Table) -> Faq:
    faq = Faq(entry.text("question"), entry.text("answer"))
    entry.done()
    return faq


def _source(name: str, entry: Table) -> Source:
    source = Source(
        id=name,
        author=entry.text("author"),
        year=entry.text("year", ""),
        work=entry.text("work"),
        address=entry.text("address", ""),
    )
    entry.done()
    return source


def load_countries(folder: Path, problems: list[str]) -> dict[str, Country]:
    """Every country by its id."""
    return _by_key(read_file(folder, "countries.toml", problems), _country)


def _country(name: str, entry: Table) -> Country:
    country = Country(
        id=name,
        name=entry.text("name"),
        emergency_number=entry.text("emergency_number"),
        doctor=entry.text("doctor"),
        today_places=entry.text("today_places"),
        advice=entry.text("advice"),
        advice_number=entry.text("advice_number", ""),
        crisis=entry.text("crisis"),
        snack=entry.text("snack"),
        pushchair=entry.text("pushchair"),
        needle_rule=entry.text("needle_rule"),
    )
    entry.done()
    return country
