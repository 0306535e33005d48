"""what_if.toml → WhatIfWords. What may not be named as a change is refused."""

from collections.abc import Iterator
from pathlib import Path

from questionnaire.questions import Question, QuestionKind, Questionnaire
from questionnaire.what_if_words import NotFor, Telling, WhatIfWords
from rules.reading import Table, read_file
from rules.vocabulary import read_when

FILE = "what_if.toml"
KINDS = (QuestionKind.NUMBER, QuestionKind.CHOICE, QuestionKind.CHOICES)
NUMBER_KEYS = ("zero", "one", "other")


def load_what_if(folder: Path, questionnaire: Questionnaire, problems: list[str]) -> WhatIfWords:
    """Read the words, or none where there is no such file; mistakes go to `problems`."""
    if not (folder / FILE).exists():
        return WhatIfWords()
    file = read_file(folder, FILE, problems)
    say = file.table("sentences")
    words = WhatIfWords(
        less=say.text("less", fill=["change"]),
        gone=say.text("gone", fill=["change"]),
        near=say.text("near", fill=["change", "cause"]),
        promise=say.text("promise"),
        two=say.text("two", fill=["first", "second"]),
        more=say.text("more", fill=["first", "second"]),
        phrases=dict(_phrases(file.table("change"), questionnaire)),
        gentle=frozenset(file.names("gentle", questionnaire.questions, "question")),
        telling=tuple(_telling(one, questionnaire) for one in file.entries("telling")),
        not_for=tuple(_not_for(one, questionnaire) for one in file.entries("not_for")),
    )
    say.done()
    file.done()
    return words


def _phrases(file: Table, questionnaire: Questionnaire) -> Iterator[tuple[str, dict[str, str]]]:
    safety = questionnaire.sections[:1]
    refused = {q.id for section in safety for page in section.pages for q in page.questions}
    for name in file.every_key():
        entry = file.table(name)
        if not entry.is_known(name, questionnaire.questions, "question"):
            continue
        question = questionnaire.questions[name]
        if name in refused or question.kind not in KINDS:
            entry.complain("this answer may not be named as a change.")
            continue
        yield name, _phrases_of(question, entry)
        for asked in (q.show_when for q in questionnaire.questions.values() if q.show_when):
            if asked.question == name and not set(entry.every_key()) <= set(asked.one_of):
                entry.complain("this change may not be named: another question would not be asked.")


def _phrases_of(question: Question, entry: Table) -> dict[str, str]:
    is_number = question.kind is QuestionKind.NUMBER
    known = NUMBER_KEYS if is_number else [o for o in question.options if o not in question.unsure]
    noun = "form of a number" if is_number else f"option of '{question.id}' that can be chosen"
    if is_number and "other" not in entry:
        entry.complain("'other' is missing.")
    return {
        key: entry.text(key, fill=["number"] if is_number else [])
        for key in entry.every_key()
        if entry.is_known(key, known, noun)
    }


def _telling(entry: Table, questionnaire: Questionnaire) -> Telling:
    names = entry.names("questions", questionnaire.questions, "question", required=True)
    if len({questionnaire.page_of(name).id for name in names}) > 1:
        entry.complain("its questions are not on one page.")
    telling = Telling(names, entry.text("say"))
    entry.done()
    return telling


def _not_for(entry: Table, questionnaire: Questionnaire) -> NotFor:
    names = entry.names("questions", questionnaire.questions, "question", required=True)
    not_for = NotFor(frozenset(names), read_when(entry, questionnaire.vocabulary()))
    entry.done()
    return not_for
