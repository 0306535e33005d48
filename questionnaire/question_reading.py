"""One question of a content file → Question."""

from dataclasses import fields

from questionnaire.questions import (
    OWN_WORDS,
    Asked,
    OnFaceSheet,
    Question,
    QuestionKind,
    SheetPlace,
    ShowWhen,
    Unusual,
)
from rules.reading import Table

OPTION_KINDS = (QuestionKind.CHOICE, QuestionKind.CHOICES)
SCALES = (QuestionKind.SCALE, QuestionKind.ACTIVITIES)
LIMITED = (QuestionKind.TEXT, QuestionKind.ACTIVITIES)
UNMEASURED = (QuestionKind.TEXT, QuestionKind.DATE)
ONLY_KIND = {SheetPlace.AGE: QuestionKind.NUMBER, SheetPlace.PICTURE: QuestionKind.CHOICES}
"""Places that hold one question, of one kind."""
QUESTION_KEYS = {field.name for field in fields(Question)} | {
    *(
        "optional",
        "also_asked",
        "longest",
        "most",
        "takes_seconds",
        "unusual_above",
        "unusual_times",
    ),
    *("face_sheet_order", "face_sheet_since"),
}


class QuestionReader:
    """Reads questions one by one; `met` holds those so far, by id."""

    def __init__(self, sources: set[str], problems: list[str]) -> None:
        self.sources = sources
        self.problems = problems
        self.met: dict[str, Question] = {}
        self.compared: list[tuple[Table, str]] = []

    def question(self, entry: Table) -> Question:
        """Read one question; it then counts as met."""
        kind = self._kind(entry)
        options = self._options(entry, kind)
        asked = self._asked(entry)
        is_for_plan = entry.name("also_asked", ["plan"], "place", "") == "plan"
        question = entry.read_as(
            Question,
            id=self._id(entry),
            kind=kind,
            options=options,
            explain=self._by_option(entry, "explain", options),
            denied=self._by_option(entry, "denied", options),
            exclusive=entry.names("exclusive", options, "option"),
            unsure=entry.names("unsure", options, "option"),
            to_come=entry.text("to_come", "") if kind is QuestionKind.DATE else "",
            range=self._range(entry, kind),
            step=self._step(entry),
            mistake=entry.text("mistake", "", fill=["low", "high"]),
            asked=asked,
            may_skip=entry.flag("optional", asked is not Asked.ALWAYS),
            is_for_plan=is_for_plan,
            show_when=self.show_when(entry),
            unusual=self._unusual(entry),
            face_sheet=self._face_sheet(entry),
            sources=entry.names("sources", self.sources, "source"),
        )
        self._check(entry, question)
        self.met[question.id] = question
        return question

    def _check(self, entry: Table, question: Question) -> None:
        if question.kind is QuestionKind.NUMBER and not question.unit:
            entry.complain("a number needs a 'unit'.")
        if question.kind in SCALES and len(question.ends) != 2:
            entry.complain("a scale needs 'ends': the words for its lowest and highest number.")
        if question.kind in LIMITED and question.longest < 1:
            entry.complain("own words need 'longest': how many characters they may have.")
        if question.kind is QuestionKind.ACTIVITIES and question.most < 1:
            entry.complain("activities need 'most': how many may be named.")
        if question.kind in OWN_WORDS and not question.may_skip:
            entry.complain("own words and dates must be optional.")
        if question.is_for_plan and not question.may_skip:
            entry.complain("what is also asked for the plan must be optional.")
        self._check_each_option(entry, question, question.explain, "explained")
        if question.kind is QuestionKind.CHOICES:
            self._check_each_option(entry, question, question.denied, "said as denied")
        self._check_place(entry, question)

    def _check_each_option(
        self, entry: Table, question: Question, said: dict[str, str], how: str
    ) -> None:
        """Where it is said of one option, it is of each: but those for no and for not sure."""
        rest = {*said, *question.exclusive, *question.unsure}
        for option in question.options:
            if said and option not in rest:
                entry.complain(f"the option '{option}' is not {how}.")

    def _asked(self, entry: Table) -> Asked:
        names = {asked.name.lower(): asked for asked in Asked}
        name = entry.name("asked", names, "word for who is asked", default="always")
        return names.get(name, Asked.ALWAYS)

    def _check_place(self, entry: Table, question: Question) -> None:
        place = question.face_sheet.place
        if place in ONLY_KIND and question.kind is not ONLY_KIND[place]:
            entry.complain(f"the place '{place}' is for the kind '{ONLY_KIND[place]}'.")
        if place in ONLY_KIND and any(q.face_sheet.place is place for q in self.met.values()):
            entry.complain(f"another question has the place '{place}' on the face sheet.")

    def _kind(self, entry: Table) -> QuestionKind:
        name = entry.name("kind", [kind.value for kind in QuestionKind], "kind of question")
        return QuestionKind(name) if name in list(QuestionKind) else QuestionKind.CHOICE

    def _by_option(self, entry: Table, key: str, options: dict[str, str]) -> dict[str, str]:
        """What is said of options, by option."""
        table = entry.table(key)
        for option in table.every_key():
            entry.is_known(option, options, f"option in '{key}'")
        return {option: table.text(option) for option in table.every_key()}

    def _step(self, entry: Table) -> float:
        step = entry.number("step", 1)
        if step <= 0:
            entry.complain("'step' must be above 0.")
        return step

    def _id(self, entry: Table) -> str:
        name = entry.text("id")
        if name in self.met:
            entry.complain(f"the id '{name}' is used twice.")
        return name

    def _options(self, entry: Table, kind: QuestionKind) -> dict[str, str]:
        table = entry.table("options")
        if (kind in OPTION_KINDS) != ("options" in entry):
            entry.complain("options belong to the kinds 'choice' and 'choices', and only there.")
        late = [key for key in table.every_key() if key in QUESTION_KEYS]
        if late:
            entry.complain(f"'{late[0]}' stands after the options: [question.options] comes last.")
        return {key: table.text(key) for key in table.every_key() if key not in late}

    def _range(self, entry: Table, kind: QuestionKind) -> tuple[float, float]:
        if kind in OPTION_KINDS or kind in UNMEASURED:
            return (0, 0)
        numbers = entry.numbers("range")
        if len(numbers) != 2 or numbers[0] >= numbers[1]:
            entry.complain("'range' must be two numbers, the lower first.")
            return (0, 0)
        return (numbers[0], numbers[1])

    def show_when(self, entry: Table) -> ShowWhen | None:
        """The condition for being asked, on a question that was met before; None without one."""
        if "show_when" not in entry:
            return None
        return self.condition(entry.table("show_when"))

    def condition(self, inner: Table) -> ShowWhen:
        """A condition for being asked."""
        name = inner.name("question", self.met, "earlier question")
        known = self.met[name].options if name in self.met else {}
        show_when = ShowWhen(name, inner.names("one_of", known, f"option of '{name}'", True))
        inner.done()
        return show_when

    def _unusual(self, entry: Table) -> Unusual | None:
        if "unusual_above" not in entry:
            return None
        above = entry.number("unusual_above")
        if "unusual_times" not in entry:
            return Unusual(above)
        times = entry.table("unusual_times")
        self.compared.append((entry, times.text("of")))
        return Unusual(above, times.number("times"), times.text("of"))

    def _face_sheet(self, entry: Table) -> OnFaceSheet:
        place = entry.name(
            "face_sheet", list(SheetPlace), "place on the face sheet", SheetPlace.OTHER
        )
        return OnFaceSheet(
            SheetPlace(place) if place in list(SheetPlace) else SheetPlace.OTHER,
            entry.integer("face_sheet_order", 0) if "face_sheet_order" in entry else None,
            entry.flag("face_sheet_since", False),
        )

    def check_compared(self) -> None:
        """Complain of distances compared with a question that is none, once all are met."""
        for entry, name in self.compared:
            entry.is_known(name, self.met, "question")
