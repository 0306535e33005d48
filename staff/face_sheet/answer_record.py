"""A kept record of answers (pre_visit/snapshot.py), looked up by question."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from pre_visit.snapshot import NOT_IN_RECHECK
from questionnaire.questions import QuestionKind, SheetPlace
from records.answers.invitations import InvitationKind
from records.answers.snapshot import (
    AskedQuestion,
    KeptActivity,
    KeptAnswer,
    KeptCause,
    KeptQuestion,
    KeptSection,
    QuestionsDocument,
    Snapshot,
    activities_in,
    options_in,
)

LONGEST_QUOTE = 240  # characters of one text on the sheet
CUT = "… (shortened)"


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A label and its text."""

    label: str
    text: str


@dataclass(frozen=True)
class AnswerRecord:
    """What was asked, answered and told in one submission, in words."""

    record: Snapshot
    document: QuestionsDocument | None = None
    """The questions of its version, as kept beside it."""

    @property
    def is_recheck(self) -> bool:
        """Whether it was asked some weeks after a visit, and judged for warning signs alone."""
        return self.record.get("kind") == InvitationKind.RECHECK

    @cached_property
    def unsure(self) -> frozenset[tuple[str, str]]:
        """Each question's options that mean "I do not know"."""
        questions = self._kept_questions.values()
        return frozenset((q["id"], option) for q in questions for option in q["unsure"])

    @cached_property
    def safety(self) -> frozenset[str]:
        """The questions of the safety screens: always the first section."""
        return frozenset(q["id"] for one in self._kept_sections[:1] for q in one["questions"])

    @cached_property
    def told_further(self) -> frozenset[tuple[str, str]]:
        """Options that the answer to a question of their own says more exactly.

        Only of questions that ask for subjects, each with such a question: what else is ticked
        is a statement by itself.
        """
        asked = self._kept_questions.values()
        leads = {
            (shown["question"], option): question["id"]
            for question in asked
            if (shown := question["show_when"])
            for option in shown["one_of"]
        }
        return frozenset(
            (question["id"], option)
            for question in asked
            if (subjects := set(question["options"]) - set(question["exclusive"]))
            and all((question["id"], option) in leads for option in subjects)
            for option in subjects
            if self.words(leads[question["id"], option])
        )

    @cached_property
    def _kept_questions(self) -> dict[str, KeptQuestion]:
        return {q["id"]: q for one in self._kept_sections for q in one["questions"]}

    def offered(self, question: str, but: Collection[str] = ()) -> list[str]:
        """What a question offers and can be denied, as a clinician notes it.

        In the patient's words where the content has no others. `but`: options to leave out, beside
        those that mean "none" or "I am not sure".
        """
        kept = self._kept_questions.get(question)
        if kept is None or (kept["kind"] == QuestionKind.CHOICE and not kept.get("denied")):
            return []
        rest = {*but, *kept["exclusive"], *kept["unsure"]}
        return self.noted(question, (one for one in kept["options"] if one not in rest))

    def noted(self, question: str, options: Iterable[str]) -> list[str]:
        """These options, as a clinician notes them; none that its version did not have."""
        kept = self._kept_questions.get(question)
        words = kept["options"] | kept.get("denied", {}) if kept else {}
        return [words[option] for option in options if option in words]

    def noted_as(self, question: str) -> str:
        """How a clinician heads what was denied of a question; may be empty."""
        kept = self._kept_questions.get(question)
        return kept.get("noted_as", "") if kept else ""

    @property
    def _kept_sections(self) -> list[KeptSection]:
        return self.document["sections"] if self.document else []

    @cached_property
    def rows(self) -> dict[str, AskedQuestion]:
        """Every question that was asked, by id, in the order asked."""
        return {row["id"]: row for row in self.record["asked"]}

    def answer(self, question: str) -> KeptAnswer:
        """The answer as a plain value, distances in km; None where there is none."""
        row = self.rows.get(question)
        return row["answer"] if row else None

    def number(self, question: str) -> float | None:
        """The same of a question that takes a number."""
        answer = self.answer(question)
        return answer if isinstance(answer, int | float) else None

    def says(self, question: str) -> bool:
        """Whether a question was answered, or does not apply by an answer that was given."""
        if self.answer(question) is not None:
            return True
        kept = self._kept_questions.get(question)
        shown = kept["show_when"] if kept and question not in self.rows else None
        if shown is None or not self.says(shown["question"]):
            return False
        return not {*options_in(self.answer(shown["question"]))} & {*shown["one_of"]}

    def activities(self, question: str) -> list[KeptActivity]:
        """What was named in own words, each with its rating."""
        return activities_in(self.answer(question))

    def words(self, question: str) -> str:
        """The answer in words; empty where there is none."""
        return "; ".join(self.words_each(question))

    def words_each(self, question: str) -> tuple[str, ...]:
        """The same, each option by itself."""
        row = self.rows.get(question)
        return tuple(row["words"]) if row else ()

    def options(self, question: str) -> dict[str, str]:
        """The options picked, each with its words."""
        return dict(zip(options_in(self.answer(question)), self.words_each(question), strict=True))

    def short(self, question: str) -> str:
        """The question's short name; its id where it was not asked."""
        known = [*self.rows.values(), *self.record["not_asked"]]
        return next((str(row["short"]) for row in known if row["id"] == question), question)

    def at(self, place: SheetPlace) -> list[str]:
        """The questions asked whose answers stand at a place, in its order.

        Safety screens stand by themselves, so that only some have a place besides. A record from
        before there were places has everything under "other".
        """
        rows = [row for row in self.rows.values() if _stands_at(row, place)]
        return [row["id"] for row in sorted(rows, key=_order)]

    @property
    def compared(self) -> list[str]:
        """The questions asked of which a change since an earlier visit is told, place by place."""
        return [q for place in SheetPlace for q in self.at(place) if self._is_compared(q)]

    def _is_compared(self, question: str) -> bool:
        return bool(self.rows[question].get("face_sheet", {}).get("is_compared"))

    def lines(self, questions: Iterable[str]) -> tuple[LabelledText, ...]:
        """Those of these questions that were answered, by their short names."""
        return tuple(LabelledText(self.short(q), self.brief(q)) for q in questions if self.words(q))

    def brief(self, question: str) -> str:
        """The words, without a unit that the short name says; the patient's own in quotes, and
        shortened."""
        row, words = self.rows[question], self.words(question)
        if row["kind"] == QuestionKind.TEXT:
            return f"“{shortened(words)}”"
        is_said = row["unit"] and row["short"].casefold().endswith(row["unit"])
        return f"{row['answer']:g}" if is_said and row["kind"] == "number" else words

    @property
    def too_long(self) -> tuple[LabelledText, ...]:
        """What the patient wrote that is longer than a sheet has room for, in full."""
        texts = (row for row in self.rows.values() if row["kind"] == QuestionKind.TEXT)
        full = (LabelledText(row["short"], self.words(row["id"])) for row in texts)
        return tuple(one for one in full if shortened(one.text).endswith(CUT))

    @property
    def sections(self) -> list[tuple[str, list[AskedQuestion]]]:
        """What was asked, by the title that its section had, in the order asked."""
        titles = {one["id"]: one["title"] for one in self._kept_sections}
        found: dict[str, list[AskedQuestion]] = {}
        for row in self.rows.values():
            found.setdefault(titles.get(row["section"], "Answers"), []).append(row)
        return list(found.items())

    @property
    def left_out(self) -> list[str]:
        """The titles of the sections that a recheck does not ask, or not whole."""
        why = {row["id"]: row["why"] for row in self.record["not_asked"]}
        titles = []
        for section in self._kept_sections:
            reasons = {why.get(question["id"]) for question in section["questions"]}
            if NOT_IN_RECHECK in reasons:
                title = section["title"]
                titles.append(title if reasons == {NOT_IN_RECHECK} else f"most of {title}")
        return titles

    @property
    def are_causes_hidden(self) -> bool:
        """Whether safety advice took the place of causes."""
        is_hidden = self.record["assessment"]["status"] == "hidden"
        return is_hidden or not self.record["is_complete"]

    @property
    def shown(self) -> list[KeptCause]:
        """The causes that were shown, the first one first."""
        return [cause for cause in self.record["causes"] if cause["strength"]]


def shortened(words: str) -> str:
    """Own words on one line, cut between words where they are longer than a sheet has room for."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    start = line[:LONGEST_QUOTE]
    head = start.rpartition(" ")[0]
    return (head if len(head) > LONGEST_QUOTE / 2 else start) + CUT


def within_a_sentence(option: str) -> str:
    """An option's words with a small letter at the start, but for "I", "MRI" and the like."""
    first = option.partition(" ")[0]
    is_name = first == "I" or first[1:] != first[1:].lower()
    return option if is_name else option[:1].lower() + option[1:]


def _stands_at(row: AskedQuestion, place: SheetPlace) -> bool:
    found = row.get("face_sheet", {}).get("place", SheetPlace.OTHER)
    return found == place and not (row["is_safety"] and place is SheetPlace.OTHER)


def _order(row: AskedQuestion) -> tuple[bool, int]:
    order = row.get("face_sheet", {}).get("order")
    return order is None, order or 0
