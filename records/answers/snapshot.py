"""The shape of what is kept of answers that the clinic received, in JSON's own types.

pre_visit/snapshot.py makes it; staff/export/answers.schema.json says what each key means.
"""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

KeptAnswers = Mapping[str, Any]
"""What a submission keeps while it is answered: `changes`, `taken_back`, and what AnswerSet puts
there, which reads it back by itself."""


class AfterMismatch(TypedDict):
    """An answer changed once two of them did not match, in words."""

    question: str
    before: list[str]
    after: list[str]


class ContentVersions(TypedDict):
    """Of which versions of the content it is."""

    questions: str
    rules: str


class KeptNextStep(TypedDict):
    """What the patient was told to do."""

    id: str
    title: str
    action: str
    run: str


class KeptEvidence(TypedDict):
    """One question that a sign rests on; no `options` where its whole answer matters."""

    question: str
    short: str
    options: list[str]
    words: list[str]


class KeptSign(TypedDict):
    """A warning sign that was met."""

    id: str
    level: str
    because: str
    say: str
    told: list[KeptEvidence]


class KeptIndicator(TypedDict):
    """A reason for a cause, or against it: as physiotherapists read it, and as the patient did."""

    id: str
    text: str
    said: NotRequired[str]
    """With the patient's own numbers; not there where it was the same."""
    points: int
    grade: str
    sources: list[str]


KeptCause = TypedDict(
    "KeptCause",
    {
        "id": str,
        "title": str,
        "strength": str,
        "points": int,
        "for": list[KeptIndicator],
        "against": list[KeptIndicator],
        "unknown": list[str],
    },
)
"""A cause; `strength` is how well it fits, and empty for one that was not shown."""


class KeptRemark(TypedDict):
    """A cross-check, a note or a check."""

    id: str
    say: str


class KeptTip(TypedDict):
    """A tip that was given."""

    id: str
    title: str


class KeptPlace(TypedDict):
    """How an answer stands on the face sheet."""

    place: str
    order: int | None
    is_compared: bool


KeptActivity = tuple[str, int | None]
"""Something in own words, and how well it goes; None where it was not rated."""

KeptAnswer = str | list[str] | list[KeptActivity] | float | None
"""An option, several, a number (distances in km), a text, a date (YYYY-MM-DD), or activities, each
own words and a rating; None where the question was skipped."""


def options_in(answer: KeptAnswer) -> list[str]:
    """The options that an answer has, in the order of its words."""
    options = answer if isinstance(answer, list) else [answer]
    return [option for option in options if isinstance(option, str)]


def activities_in(answer: KeptAnswer) -> list[KeptActivity]:
    """The activities that an answer names."""
    named = answer if isinstance(answer, list) else []
    return [one for one in named if not isinstance(one, str)]


class AskedQuestion(TypedDict):
    """A question with its answer."""

    id: str
    section: str
    text: str
    short: str
    kind: str
    answer: KeptAnswer
    words: list[str]
    unit: str
    is_unsure: bool
    is_safety: bool
    face_sheet: NotRequired[KeptPlace]


class QuestionNotAsked(TypedDict):
    """A question without an answer, and why."""

    id: str
    short: str
    why: str


class Snapshot(TypedDict):
    """All that was asked, answered and told."""

    shape: int
    kind: NotRequired[str]
    """visit or recheck, which is judged for warning signs alone; a visit where it is not there."""
    version: ContentVersions
    is_complete: bool
    next_step: KeptNextStep
    signs: list[KeptSign]
    causes: list[KeptCause]
    cross_checks: list[KeptRemark]
    notes: list[KeptRemark]
    checks: NotRequired[list[KeptRemark]]
    """For the physiotherapist alone; not there in a record from before there were any."""
    tips: list[KeptTip]
    measures: dict[str, float]
    asked: list[AskedQuestion]
    not_asked: list[QuestionNotAsked]
    assessment: Mapping[str, object]


class Summary(TypedDict):
    """A line of the list of patients: worst pain (0 to 10), next step in words, what fits best."""

    pain: KeptAnswer
    next_step: str
    cause: str | None


class KeptVerdict(TypedDict):
    """Whether the causes fitted; `at` as text."""

    fits: str
    word: str
    by: str
    at: str


class WarningTold(TypedDict, total=False):
    """What of it a warning keeps; nothing where its key is gone."""

    next_step: KeptNextStep
    signs: list[KeptSign]


class KeptShowWhen(TypedDict):
    """A question is asked only if the answer to an earlier one is among these."""

    question: str
    one_of: list[str]


class KeptQuestion(TypedDict):
    """A question as a version of the content had it. `longest` characters of own words, and `most`
    activities, where there are any."""

    id: str
    kind: str
    text: str
    short: str
    help: str
    options: dict[str, str]
    exclusive: list[str]
    unsure: list[str]
    denied: NotRequired[dict[str, str]]
    """What a clinician notes where an option was denied; not there where nothing is noted so."""
    noted_as: NotRequired[str]
    """What a clinician heads those with."""
    range: list[float]
    unit: str
    longest: NotRequired[int]
    most: NotRequired[int]
    may_skip: bool
    show_when: KeptShowWhen | None


class KeptSection(TypedDict):
    """Questions on one subject."""

    id: str
    title: str
    questions: list[KeptQuestion]


class QuestionsDocument(TypedDict):
    """The questions of one version."""

    title: str
    version: str
    sections: list[KeptSection]
