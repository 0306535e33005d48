"""Every rule, cause, question and text of a version, part by part, in words."""

from collections.abc import Sequence

from questionnaire.questions import Asked, Page, Question, Questionnaire, ShowWhen
from review.comparing.item import Item, Items, Parts, said_parts
from review.comparing.texts import texts_of
from review.comparing.versions import Version
from review.reading.clauses import listed, options, quoted
from review.reading.rule_texts import RuleText
from review.reading.weights import as_reasons, group_name
from rules.advice import Source
from rules.rulebook import Cause

ASKED_OF = {
    Asked.ALWAYS: "Everybody.",
    Asked.EXTRA: "Those who want a sharper result, and patients before a visit.",
    Asked.VISIT: "Patients before a visit.",
    Asked.RECHECK: "Patients some weeks after a visit.",
}


def items_of(version: Version) -> Items:
    """Everything that a version holds."""
    return {
        **_signs(version),
        **_causes(version),
        **_others(version),
        **texts_of(version),
        **_asked(version.questionnaire),
    }


def _signs(version: Version) -> Items:
    titles = version.rulebook.advice.next_steps
    return {
        ("rule", sign.id): _rule(
            version.lines.sign(sign), "Signs", {"Leads to": titles[sign.next_step.id].title}
        )
        for sign in version.rulebook.signs
    }


def _causes(version: Version) -> Items:
    items: Items = {}
    for cause in version.rulebook.causes:
        items["cause", cause.id] = Item(cause.title, "The cause itself", _cause(version, cause))
        for one in cause.indicators:
            parts = {"Argues about": cause.title}
            items["rule", one.id] = _rule(version.lines.indicator(one), cause.title, parts)
    return items


def _others(version: Version) -> Items:
    lines, book = version.lines, version.rulebook
    groups: Sequence[tuple[str, Sequence[RuleText]]] = (
        ("When a tip is given", [lines.tip_rule(one) for one in book.tip_rules]),
        ("Answers that do not match", [lines.cross_check(one) for one in book.cross_checks]),
        ("Notes", [lines.note(one) for one in book.notes]),
    )
    return {
        ("rule", line.id): _rule(line, heading, {}) for heading, group in groups for line in group
    }


def _rule(line: RuleText, heading: str, parts: Parts) -> Item:
    sources = "; ".join(_source(one) for one in line.sources)
    return Item(
        heading,
        line.id,
        said_parts(
            {
                "When": line.sentence,
                **parts,
                "Weight": line.weight,
                "Counts under": line.group,
                "Staff read": line.because,
                "The runner reads": line.says,
                "Then": " ".join(line.facts),
                "Evidence": line.evidence,
                "Sources": sources,
            }
        ),
    )


def _cause(version: Version, cause: Cause) -> Parts:
    advice = version.rulebook.advice
    place = [one.id for one in version.rulebook.causes].index(cause.id) + 1
    return said_parts(
        {
            "Title": cause.title,
            "Lead": cause.lead,
            "This week": cause.this_week,
            "Place among equals": str(place),
            "Caps": "; ".join(
                f"{quoted(group_name(group))} no more than {as_reasons(cap)} ({cap})"
                for group, cap in cause.caps.items()
            ),
            "Tips": "; ".join(advice.tips[one].title for one in cause.tips),
            "Offered to read": "; ".join(advice.tips[one].title for one in cause.also),
            "Physiotherapy": "; ".join(advice.treatments[one].title for one in cause.physio),
        }
    )


def _asked(questionnaire: Questionnaire) -> Items:
    items: Items = {}
    for question in questionnaire.questions.values():
        parts = _question(questionnaire, question)
        items["question", question.id] = Item("Questions", question.short, parts)
    asked_first = [one.page for one in questionnaire.before_same_day]
    for number, page in enumerate([*questionnaire.pages, *asked_first], 1):
        items["page", f"{page.section} {page.id}"] = _page(number, page)
    return items


def _page(number: int, page: Page) -> Item:
    asked = [question.short for question in page.questions]
    said = {
        "Place": f"page {number}",
        "Title": page.title,
        "Intro": page.intro,
        "Asks": listed(list(map(quoted, asked)), "and"),
    }
    return Item("Pages", page.title or asked[0], said_parts(said))


def _question(questionnaire: Questionnaire, question: Question) -> Parts:
    low, high = question.range
    shown = question.show_when
    return said_parts(
        {
            "Asks": question.text,
            "Help": question.help,
            "Why": question.why,
            "Called": question.short,
            "Answers": listed([quoted(one) for one in question.options.values()], "and"),
            "From": f"{low:g} to {high:g} {question.unit}".strip() if not question.options else "",
            "Step": f"{question.step:g}" if not question.options else "",
            "Alone": listed(options(question, frozenset(question.exclusive)), "and"),
            "Not sure": listed(options(question, frozenset(question.unsure)), "and"),
            "Explained": "; ".join(question.explain.values()),
            "Noted where denied": "; ".join(question.denied.values()),
            "Noted as": question.noted_as,
            "May be skipped": "Yes." if question.may_skip else "No.",
            "Asked of": ASKED_OF[question.asked],
            "Asked only": _only(questionnaire, shown) if shown else "",
        }
    )


def _only(questionnaire: Questionnaire, shown: ShowWhen) -> str:
    parent = questionnaire.questions[shown.question]
    return f"after {listed(options(parent, frozenset(shown.one_of)))} at {quoted(parent.short)}"


def _source(source: Source) -> str:
    return " ".join(filter(None, (source.id, source.author, source.year)))
