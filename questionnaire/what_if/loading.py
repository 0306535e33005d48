"""what_if.toml → WhatIfWords. What may not be named as a change is refused."""

from pathlib import Path

from questionnaire.questions import Question, QuestionKind, Questionnaire
from questionnaire.what_if_words import NotFor, Telling, WhatIfWords
from rules.reading import Table, read_file
from rules.vocabulary import read_when

FILE = "what_if.toml"
KINDS = (QuestionKind.NUMBER, QuestionKind.CHOICE, QuestionKind.CHOICES)
WAYS, ENDS = ("more", "less"), ("first", "last")


def load_what_if(folder: Path, questionnaire: Questionnaire, problems: list[str]) -> WhatIfWords:
    """Read the words, or none where there is no such file; mistakes go to `problems`."""
    if not (folder / FILE).exists():
        return WhatIfWords()
    file = read_file(folder, FILE, problems)
    say = file.table("sentences")
    phrases, healthy = _changes(file.table("change"), questionnaire)
    words = WhatIfWords(
        most=say.text("most", fill=["change"]),
        promise=say.text("promise"),
        two=say.text("two", fill=["first", "second"]),
        more=say.text("more", fill=["first", "second"]),
        phrases=phrases,
        healthy=healthy,
        gentle=frozenset(file.names("gentle", questionnaire.questions, "question")),
        telling=tuple(_telling(one, questionnaire) for one in file.entries("telling")),
        not_for=tuple(_not_for(one, questionnaire) for one in file.entries("not_for")),
    )
    say.done()
    file.done()
    return words


def _changes(
    file: Table, questionnaire: Questionnaire
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """The phrases, and which way is healthy, by question."""
    safety = questionnaire.sections[:1]
    refused = {q.id for section in safety for page in section.pages for q in page.questions}
    phrases, healthy = {}, {}
    for name in file.every_key():
        entry = file.table(name)
        if not entry.is_known(name, questionnaire.questions, "question"):
            continue
        question = questionnaire.questions[name]
        if name in refused or question.kind not in KINDS:
            entry.complain("this answer may not be named as a change.")
            continue
        if question.kind is QuestionKind.NUMBER:
            healthy[name], phrases[name] = _number(entry)
        else:
            if question.kind is QuestionKind.CHOICE:
                healthy[name] = entry.name("healthy", ENDS, "end of the options")
            phrases[name] = _options(question, entry)
        for asked in (q.show_when for q in questionnaire.questions.values() if q.show_when):
            if asked.question == name and not set(phrases[name]) <= set(asked.one_of):
                entry.complain("this change may not be named: another question would not be asked.")
    return phrases, healthy


def _number(entry: Table) -> tuple[str, dict[str, str]]:
    """The healthy way, and its phrase."""
    ways = [key for key in entry.every_key() if entry.is_known(key, WAYS, "way")]
    if len(ways) != 1:
        entry.complain("name one way that is healthy: 'more' or 'less'.")
    return ways[0] if ways else "", {way: entry.text(way, fill=[]) for way in ways}


def _options(question: Question, entry: Table) -> dict[str, str]:
    known = [option for option in question.options if option not in question.unsure]
    noun = f"option of '{question.id}' that can be chosen"
    named = (key for key in entry.every_key() if key != "healthy" or key in known)
    return {key: entry.text(key, fill=[]) for key in named if entry.is_known(key, known, noun)}


def _telling(entry: Table, questionnaire: Questionnaire) -> Telling:
    names = entry.names("questions", questionnaire.questions, "question", required=True)
    if len({questionnaire.page_of(name).id for name in names}) > 1:
        entry.complain("its questions are not on one page.")
    return entry.read_as(Telling, questions=names)


def _not_for(entry: Table, questionnaire: Questionnaire) -> NotFor:
    names = entry.names("questions", questionnaire.questions, "question", required=True)
    when = read_when(entry, questionnaire.vocabulary())
    return entry.read_as(NotFor, questions=frozenset(names), when=when)
