"""questionnaire/content/ → Questionnaire. Bad content is refused, every mistake named at once."""

import hashlib
from pathlib import Path

from questionnaire.questions import (
    BeforeSameDay,
    Kind,
    Page,
    Question,
    Questionnaire,
    Section,
    ShowWhen,
    Unusual,
)
from rules.loading import CONTENT as RULES
from rules.loading import load_rulebook
from rules.reading import Entry, read_file
from rules.rulebook import Rulebook

CONTENT = Path(__file__).parent / "content"
OPTION_KINDS = (Kind.CHOICE, Kind.CHOICES)
QUESTION_KEYS = {
    *(
        "id",
        "kind",
        "text",
        "help",
        "why",
        "short",
        "core",
        "optional",
        "unit",
        "unit_one",
        "range",
        "step",
    ),
    *("ends", "unusual_above", "unusual_times", "exclusive", "unsure", "show_when", "sources"),
    *("explain", "options"),
}


def load_content(questions: Path = CONTENT, rules: Path = RULES) -> tuple[Questionnaire, Rulebook]:
    """Read all that is asked and all that judges it.

    Raises ContentError, with every mistake of both, when there is any.
    """
    problems: list[str] = []
    sources = read_file(rules, "sources.toml", []).every_key()
    questionnaire = _Loader(questions, set(sources), problems).questionnaire()
    version = questionnaire.version.split("+")[0]
    return questionnaire, load_rulebook(questionnaire.vocabulary(), version, rules, problems)


class _Loader:
    """Reads one content folder; knows the questions met so far."""

    def __init__(self, folder: Path, sources: set[str], problems: list[str]) -> None:
        self.folder = folder
        self.sources = sources
        self.problems = problems
        self.met: dict[str, Question] = {}

    def questionnaire(self) -> Questionnaire:
        file = read_file(self.folder, "questionnaire.toml", self.problems)
        names = file.texts("sections", required=True)
        sections = tuple(self._section(name) for name in names)
        asked_first = tuple(
            self._before_same_day(one, names[0]) for one in file.entries("before_same_day")
        )
        questionnaire = Questionnaire(
            title=file.text("title"),
            version=f"{file.text('version')}+{self._hash()}",
            sections=sections,
            before_same_day=asked_first,
        )
        file.done()
        return questionnaire

    def _hash(self) -> str:
        texts = (path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.toml")))
        return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:8]

    def _section(self, name: str) -> Section:
        file = read_file(self.folder, f"{name}.toml", self.problems)
        own = {q.id: q for q in (self._question(one) for one in file.entries("question"))}
        pages = tuple(self._page(one, name, own) for one in file.entries("page"))
        for lost in own.keys() - {q.id for page in pages for q in page.questions}:
            file.complain(f"no page asks '{lost}'.")
        section = Section(name, file.text("title"), pages)
        file.done()
        return section

    def _page(self, entry: Entry, section: str, own: dict[str, Question]) -> Page:
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

    def _before_same_day(self, entry: Entry, section: str) -> BeforeSameDay:
        names = entry.names("questions", self.met, "question", required=True)
        page = Page(
            id=entry.text("id"),
            section=section,
            questions=tuple(self.met[name] for name in names),
            title=entry.text("title"),
            intro=entry.text("intro"),
        )
        show_when = self._show_when(entry)
        entry.done()
        if show_when is None:
            entry.complain("'show_when' is missing.")
        return BeforeSameDay(page, show_when or ShowWhen("", ()))

    def _question(self, entry: Entry) -> Question:
        kind_name = entry.name("kind", [kind.value for kind in Kind], "kind of question")
        kind = Kind(kind_name) if kind_name in list(Kind) else Kind.CHOICE
        options = self._options(entry, kind)
        explain = entry.table("explain")
        low, high = self._range(entry, kind)
        question = Question(
            id=self._id(entry),
            kind=kind,
            text=entry.text("text"),
            help=entry.text("help"),
            short=entry.text("short"),
            why=entry.text("why", ""),
            options=options,
            explain={key: explain.text(key) for key in explain.every_key()},
            exclusive=entry.names("exclusive", options, "option"),
            unsure=entry.names("unsure", options, "option"),
            range=(low, high),
            step=entry.number("step", 1),
            unit=entry.text("unit", ""),
            unit_one=entry.text("unit_one", ""),
            ends=entry.texts("ends"),
            is_core=entry.flag("core", True),
            is_optional=entry.flag("optional", False),
            show_when=self._show_when(entry),
            unusual=self._unusual(entry),
            sources=entry.names("sources", self.sources, "source"),
        )
        for option in question.explain:
            entry.is_known(option, options, "option to explain")
        entry.done()
        self.met[question.id] = question
        return question

    def _id(self, entry: Entry) -> str:
        name = entry.text("id")
        if name in self.met:
            entry.complain(f"the id '{name}' is used twice.")
        return name

    def _options(self, entry: Entry, kind: Kind) -> dict[str, str]:
        table = entry.table("options")
        if (kind in OPTION_KINDS) != ("options" in entry):
            entry.complain("options belong to the kinds 'choice' and 'choices', and only there.")
        late = [key for key in table.every_key() if key in QUESTION_KEYS]
        if late:
            entry.complain(f"'{late[0]}' stands after the options: [question.options] comes last.")
        return {key: table.text(key) for key in table.every_key() if key not in late}

    def _range(self, entry: Entry, kind: Kind) -> tuple[float, float]:
        if kind in OPTION_KINDS:
            return (0, 0)
        numbers = entry.numbers("range")
        if len(numbers) != 2 or numbers[0] >= numbers[1]:
            entry.complain("'range' must be two numbers, the lower first.")
            return (0, 0)
        return (numbers[0], numbers[1])

    def _show_when(self, entry: Entry) -> ShowWhen | None:
        if "show_when" not in entry:
            return None
        inner = entry.table("show_when")
        name = inner.name("question", self.met, "earlier question")
        known = self.met[name].options if name in self.met else {}
        show_when = ShowWhen(name, inner.names("one_of", known, f"option of '{name}'", True))
        inner.done()
        return show_when

    def _unusual(self, entry: Entry) -> Unusual | None:
        if "unusual_above" not in entry:
            return None
        times = entry.table("unusual_times")
        if "unusual_times" not in entry:
            return Unusual(entry.number("unusual_above"))
        return Unusual(entry.number("unusual_above"), times.number("times"), times.text("of", ""))
