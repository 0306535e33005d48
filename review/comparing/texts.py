"""The words of a version that are no rule: tips, next steps, sources, part by part."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from review.comparing.item import Item, Items, Parts, said_parts
from review.comparing.versions import Version


def texts_of(version: Version) -> Items:
    """The words that go with a judgement, and how the questions are laid out."""
    book = version.rulebook
    advice = book.advice
    texts = {
        "Gentle tips": "; ".join(sorted(advice.tips[one].title for one in book.gentle_tips)),
        "Tips when no cause fits": "; ".join(advice.tips[one].title for one in book.none_fit_tips),
        "Who decides": advice.decides,
        **{f"The grade ‘{key}’": words for key, words in advice.grades.items()},
        **{f"Running, {key.replace('_', ' ')}": words for key, words in advice.run.items()},
    }
    items: Items = {
        ("text", name): Item("Words", name, said_parts({"Says": text}))
        for name, text in texts.items()
    }
    items["text", "none fit"] = Item("Words", "When no cause fits", parts_of(advice.none_fit))
    items["text", "pain rule"] = Item("Words", "If it hurts on a run", parts_of(advice.pain_rule))
    items["text", "pain again"] = Item("Words", "If it hurts again", parts_of(advice.pain_again))
    items["text", "sooner"] = Item(
        "Words", "When to get help straight away", parts_of(advice.sooner)
    )
    items["text", "plan"] = Item("Words", "The plan back to a usual week", parts_of(advice.plan))
    for heading, table in _tables(version):
        for name, one in table.items():
            items[heading, name] = Item(heading, name_of(one) or name, parts_of(one))
    return items


def _tables(version: Version) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Everything that the content keeps in tables, by what stands above it."""
    advice = version.rulebook.advice
    yield "Next steps", advice.next_steps
    yield "Tips", advice.tips
    yield "Physiotherapy", advice.treatments
    yield "Common questions", {one.question: one for one in advice.faqs}
    yield "Sources", advice.sources
    yield "Where sources disagree", {one.id: one for one in version.lines.disagreements}
    yield "Countries", advice.countries
    yield "Measures", {_measure(name): one for name, one in version.lines.words.phrases.items()}


def _measure(name: str) -> str:
    return name.replace("_", " ")


def name_of(one: object) -> str:
    """What something is called: its title, or the name of a source or a country."""
    names = (getattr(one, key, "") for key in ("title", "question", "name", "id"))
    return next(filter(None, names), "")


def parts_of(one: Any) -> Parts:
    """The parts of something that the content lays out, by name."""
    named = ((field.name, getattr(one, field.name)) for field in fields(one))
    return said_parts(
        {name.replace("_", " ").capitalize(): text_of(value) for name, value in named}
    )


def text_of(value: object) -> str:
    """A value as text: lists in a row, tables part by part."""
    if is_dataclass(value):
        return ", ".join(f"{name.lower()} {text}" for name, text in parts_of(value).items())
    if isinstance(value, tuple):
        return "; ".join(map(text_of, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
