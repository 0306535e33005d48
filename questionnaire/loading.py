"""questionnaire/content/ → Questionnaire. Bad content is refused, every mistake named at once."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from questionnaire.packing import reading
from questionnaire.question_reading import QuestionReader
from questionnaire.questions import (
    BeforeSameDay,
    Page,
    QuestionKind,
    Questionnaire,
    Recheck,
    Section,
    SheetPlace,
    StopWaits,
)
from questionnaire.what_if.loading import load_what_if
from rules.loading import CONTENT as RULES
from rules.loading import content_hash, load_rulebook
from rules.meaning import hash_of
from rules.measures import MEASURES, questions_behind
from rules.reading import ContentError, CountryWords, Table, read_file
from rules.rulebook import Rulebook

CONTENT = Path(__file__).parent / "content"
FILLS = ("watch",)
SAFETY_PLACES = {SheetPlace.OTHER, SheetPlace.BACKGROUND}


def load_content(
    questions: Path = CONTENT, rules: Path = RULES, country: str = "CA"
) -> tuple[Questionnaire, Rulebook]:
    """Read all that is asked and all that judges it, in the words of a country.

    Raises ContentError, with every mistake of both, when there is any.
    """
    problems: list[str] = []
    sources = set(read_file(rules, "sources.toml", []).every_key())
    words = read_file(rules, "countries.toml", []).table(country).words_by_key()
    loader = _QuestionnaireLoader(questions, sources, problems, words)
    questionnaire = loader.questionnaire()
    questionnaire = replace(questionnaire, what_if=load_what_if(questions, questionnaire, problems))
    version = questionnaire.version.split("+")[0]
    vocabulary = questionnaire.vocabulary()
    rulebook = load_rulebook(vocabulary, version, rules, problems, words)
    if left_out := _left_out_of_recheck(questionnaire, rulebook):
        raise ContentError(left_out)
    return questionnaire, rulebook


def _left_out_of_recheck(questionnaire: Questionnaire, rulebook: Rulebook) -> list[str]:
    """What a warning sign looks at and a recheck does not ask; nothing where there is no recheck.

    What leads to such a question counts, too.
    """
    asked = questionnaire.recheck.questions
    needed = {
        q: f"sign {s.id}"
        for s in rulebook.signs
        for n in s.when.subjects
        for q in questions_behind(n)
    }
    for question in reversed(questionnaire.questions.values()):
        if question.show_when and question.id in needed:
            needed.setdefault(question.show_when.question, f"'{question.id}'")
    return [
        f"questionnaire.toml, recheck: '{question}' must be asked: {why} needs it."
        for question, why in needed.items()
        if asked and question not in asked
    ]


class _QuestionnaireLoader:
    """Reads one content folder; one file a section."""

    def __init__(
        self, folder: Path, sources: set[str], problems: list[str], words: CountryWords
    ) -> None:
        self.folder = folder
        self.problems = problems
        self.words = words
        self.reader = QuestionReader(sources, problems)

    def questionnaire(self) -> Questionnaire:
        file = read_file(self.folder, "questionnaire.toml", self.problems)
        files = {name: self._file(name) for name in file.texts("sections", required=True)}
        for one in files.values():
            for entry in one.entries("question"):
                self.reader.question(entry)
        self.reader.check_compared()
        sections = tuple(self._section(name, one) for name, one in files.items())
        self._check_asked(file, sections)
        first = sections[0].id if sections else ""
        asked_first = tuple(
            self._before_same_day(one, first) for one in file.entries("before_same_day")
        )
        waits = tuple(self._stop_waits(one, sections) for one in file.entries("stop_waits"))
        answers = [(one.page.id, *one.answers.items()) for one in waits]
        recheck = self._recheck(file.table("recheck"), sections)
        self._check_places(sections)
        questionnaire = Questionnaire(
            title=file.text("title"),
            version=f"{file.text('version')}+{hash_of(sections, asked_first, answers, recheck)}",
            sections=sections,
            before_same_day=asked_first,
            stop_waits=waits,
            recheck=recheck,
            files=content_hash(self.folder),
        )
        file.done()
        return questionnaire

    def _file(self, name: str) -> Table:
        return read_file(self.folder, f"{name}.toml", self.problems, self.words)

    def _check_asked(self, file: Table, sections: tuple[Section, ...]) -> None:
        """Each question stands on one page, after what it depends on, and is kept as itself."""
        pages = [page for one in sections for page in one.pages]
        asked = [question for page in pages for question in page.questions]
        counted = Counter(question.id for question in asked)
        for name in self.reader.met:
            if not counted[name]:
                file.complain(f"no page asks '{name}'.")
            elif counted[name] > 1:
                file.complain(f"more than one page asks '{name}'.")
        page_of = {q.id: number for number, page in enumerate(pages) for q in page.questions}
        for question in asked:
            needed = question.show_when.question if question.show_when else ""
            if page_of.get(needed, -1) >= page_of[question.id]:
                file.complain(f"'{question.id}' must stand on a later page than '{needed}'.")
        by_reading: dict[str, str] = {}
        for question in asked:
            other = by_reading.setdefault(reading(question), question.id)
            if other != question.id:
                file.complain(f"'{question.id}' is kept like '{other}': change a word of either.")

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

    def _section(self, name: str, file: Table) -> Section:
        pages = tuple(self._page(one, name) for one in file.entries("page"))
        for page_id, count in Counter(page.id for page in pages).items():
            if count > 1:
                file.complain(f"the page id '{page_id}' is used twice.")
        section = Section(name, file.text("title"), pages)
        file.done()
        return section

    def _page(self, entry: Table, section: str) -> Page:
        names = entry.names("questions", self.reader.met, "question", required=True)
        page = entry.read_as(
            Page,
            section=section,
            questions=tuple(self.reader.met[name] for name in names),
            is_after_safety=entry.flag("after_safety", False),
            never_if=entry.name("never_if", MEASURES, "measure", default=""),
            fill=entry.name("fill", FILLS, "thing that fills boxes", default=""),
        )
        if len({q.asked for q in page.questions}) > 1:
            entry.complain("the questions of a page must be asked of the same people.")
        if len(names) > 1 and not page.title:
            entry.complain("a page of several questions needs a 'title'.")
        return page

    def _stop_waits(self, entry: Table, sections: tuple[Section, ...]) -> StopWaits:
        pages = {page.id: page for section in sections for page in section.pages}
        name = entry.name("page", pages, "page")
        table = entry.table("answers")
        answers: dict[str, str | tuple[str, ...]] = {}
        for key in table.every_key():
            if table.is_known(key, self.reader.met, "question"):
                question = self.reader.met[key]
                option = table.name(key, question.options, f"option of '{key}'")
                is_many = question.kind is QuestionKind.CHOICES
                answers[key] = (option,) if is_many else option
        entry.done()
        return StopWaits(pages.get(name, Page("", "", ())), answers)

    def _recheck(self, entry: Table, sections: tuple[Section, ...]) -> Recheck:
        in_pain = entry.table("in_pain")
        unless = self.reader.condition(in_pain.table("unless")) if "unless" in in_pain else None
        always = self._again(entry, sections)
        asked = (self.reader.met[name] for name in always)
        scales = [q.id for q in asked if q.kind is QuestionKind.SCALE and not q.show_when]
        ratings = in_pain.names("ratings", scales, "scale that is always asked again")
        recheck = Recheck(always, self._again(in_pain, sections), unless, frozenset(ratings))
        in_pain.done()
        entry.done()
        return recheck

    def _again(self, entry: Table, sections: tuple[Section, ...]) -> frozenset[str]:
        whole = entry.names("sections", {one.id for one in sections}, "section")
        pages = (page for one in sections if one.id in whole for page in one.pages)
        some = entry.names("questions", self.reader.met, "question")
        return frozenset({question.id for page in pages for question in page.questions} | {*some})

    def _before_same_day(self, entry: Table, section: str) -> BeforeSameDay:
        names = entry.names("questions", self.reader.met, "question", required=True)
        page = Page(
            id=entry.text("id"),
            section=section,
            questions=tuple(self.reader.met[name] for name in names),
            title=entry.text("title"),
            intro=entry.text("intro"),
        )
        conditions = tuple(self.reader.condition(one) for one in entry.entries("show_when"))
        entry.done()
        if not conditions:
            entry.complain("'show_when' is missing.")
        return BeforeSameDay(page, conditions)
