"""questionnaire/content/ → Questionnaire. Bad content is refused, every mistake named at once."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from questionnaire.question_reading import QuestionReader
from questionnaire.questions import (
    BeforeSameDay,
    Page,
    Question,
    Questionnaire,
    Section,
    SheetPlace,
    ShowWhen,
)
from questionnaire.what_if.loading import load_what_if
from rules.loading import CONTENT as RULES
from rules.loading import content_hash, load_rulebook
from rules.meaning import hash_of
from rules.reading import Table, read_file
from rules.rulebook import Rulebook

CONTENT = Path(__file__).parent / "content"
SAFETY_PLACES = {SheetPlace.OTHER, SheetPlace.BACKGROUND}


def load_content(questions: Path = CONTENT, rules: Path = RULES) -> tuple[Questionnaire, Rulebook]:
    """Read all that is asked and all that judges it.

    Raises ContentError, with every mistake of both, when there is any.
    """
    problems: list[str] = []
    sources = read_file(rules, "sources.toml", []).every_key()
    questionnaire = _QuestionnaireLoader(questions, set(sources), problems).questionnaire()
    questionnaire = replace(questionnaire, what_if=load_what_if(questions, questionnaire, problems))
    version = questionnaire.version.split("+")[0]
    return questionnaire, load_rulebook(questionnaire.vocabulary(), version, rules, problems)


class _QuestionnaireLoader:
    """Reads one content folder; one file a section."""

    def __init__(self, folder: Path, sources: set[str], problems: list[str]) -> None:
        self.folder = folder
        self.problems = problems
        self.reader = QuestionReader(sources, problems)

    def questionnaire(self) -> Questionnaire:
        file = read_file(self.folder, "questionnaire.toml", self.problems)
        sections = tuple(self._section(name) for name in file.texts("sections", required=True))
        self.reader.check_compared()
        first = sections[0].id if sections else ""
        asked_first = tuple(
            self._before_same_day(one, first) for one in file.entries("before_same_day")
        )
        self._check_places(sections)
        questionnaire = Questionnaire(
            title=file.text("title"),
            version=f"{file.text('version')}+{hash_of(sections, asked_first)}",
            sections=sections,
            before_same_day=asked_first,
            files=content_hash(self.folder),
        )
        file.done()
        return questionnaire

    def _check_places(self, sections: tuple[Section, ...]) -> None:
        """The safety screens, the first section, stand on the face sheet by themselves."""
        for number, section in enumerate(sections):
            known = SAFETY_PLACES if number == 0 else set(SheetPlace) - {SheetPlace.BACKGROUND}
            for question in (q for page in section.pages for q in page.questions):
                if (place := question.face_sheet.place) not in known:
                    self.problems.append(
                        f"{section.id}.toml, {question.id}: the place '{place}' on the face sheet "
                        f"is {'not for' if number == 0 else 'only for'} safety screens."
                    )

    def _section(self, name: str) -> Section:
        file = read_file(self.folder, f"{name}.toml", self.problems)
        own = {q.id: q for q in (self.reader.question(one) for one in file.entries("question"))}
        pages = tuple(self._page(one, name, own) for one in file.entries("page"))
        asked = Counter(q.id for page in pages for q in page.questions)
        for page_id, count in Counter(page.id for page in pages).items():
            if count > 1:
                file.complain(f"the page id '{page_id}' is used twice.")
        for question in own:
            if not asked[question]:
                file.complain(f"no page asks '{question}'.")
            elif asked[question] > 1:
                file.complain(f"more than one page asks '{question}'.")
        section = Section(name, file.text("title"), pages)
        file.done()
        return section

    def _page(self, entry: Table, section: str, own: dict[str, Question]) -> Page:
        names = entry.names("questions", own, "question of this section", required=True)
        page = Page(
            id=entry.text("id"),
            section=section,
            questions=tuple(own[name] for name in names),
            title=entry.text("title", ""),
            intro=entry.text("intro", ""),
        )
        if len({q.is_core for q in page.questions}) > 1:
            entry.complain("a page holds core questions or others, not both.")
        if len(names) > 1 and not page.title:
            entry.complain("a page of several questions needs a 'title'.")
        entry.done()
        return page

    def _before_same_day(self, entry: Table, section: str) -> BeforeSameDay:
        names = entry.names("questions", self.reader.met, "question", required=True)
        page = Page(
            id=entry.text("id"),
            section=section,
            questions=tuple(self.reader.met[name] for name in names),
            title=entry.text("title"),
            intro=entry.text("intro"),
        )
        show_when = self.reader.show_when(entry)
        entry.done()
        if show_when is None:
            entry.complain("'show_when' is missing.")
        return BeforeSameDay(page, show_when or ShowWhen("", ()))
