"""What a record keeps of somebody's answers: what was asked, answered and told, in words.

Everything needed to read it later is in it: content changes, a record does not. `SHAPE` is the
version of this form; staff/export/answers.schema.json describes it.
"""

from collections.abc import Iterator

from questionnaire.answers import in_words
from questionnaire.distance import Distance
from questionnaire.evidence import SignEvidence, evidence_for
from questionnaire.journey import Journey
from questionnaire.questions import Asked, OnFaceSheet, Question, Questionnaire
from questionnaire.result import Result
from questionnaire.stops import Stop
from records.answers.invitations import InvitationKind
from records.answers.snapshot import (
    AskedQuestion,
    KeptCause,
    KeptEvidence,
    KeptIndicator,
    KeptNextStep,
    KeptPlace,
    KeptQuestion,
    KeptRemark,
    KeptSection,
    KeptSign,
    QuestionNotAsked,
    QuestionsDocument,
    Snapshot,
    Summary,
)
from rules.assessment import Fit, know
from rules.measures import MEASURES
from rules.reach import questions_of
from rules.rulebook import Indicator, NextStep, Rulebook, Sign
from rules.trace import as_data

SHAPE = 1
NOT_AT_KIOSK = "not asked at the kiosk"
NOT_IN_RECHECK = "not asked in a recheck"
DOES_NOT_APPLY = "does not apply"
URGENCY = {NextStep.EMERGENCY: 3, NextStep.SAME_DAY: 2, NextStep.SEE_DOCTOR: 1}


def snapshot_of(result: Result, stop: Stop | None = None) -> Snapshot:
    """What is kept of a result, in JSON's own types; with a stop, the answers end there.

    A recheck asks too little to tell causes and tips from.
    """
    journey, rulebook = result.journey, result.rulebook
    found = result.assessment
    signs = stop.signs if stop else found.signs
    step = stop.next_step if stop and stop.next_step else found.next_step
    is_recheck = journey.asks is Asked.RECHECK
    is_half = is_recheck or stop is not None
    return {
        "shape": SHAPE,
        "kind": str(InvitationKind.RECHECK if is_recheck else InvitationKind.VISIT),
        "version": {"questions": journey.questionnaire.version, "rules": rulebook.version},
        "is_complete": stop is None,
        "next_step": _next_step(step, rulebook),
        "signs": [_sign(sign, journey) for sign in signs],
        "causes": [] if is_half else list(_causes(result)),
        "cross_checks": [{"id": one.id, "say": one.say} for one in found.cross_checks],
        "notes": [{"id": one.id, "say": one.say} for one in found.notes],
        "checks": list(_checks(result)),
        "tips": [] if is_half else [{"id": tip.id, "title": tip.title} for tip in result.tips],
        "measures": _measures(journey),
        "asked": [_asked(journey, question) for question in _shown(journey)],
        "not_asked": list(_not_asked(journey, stop)),
        "assessment": as_data(rulebook, found, with_causes=not is_recheck),
    }


def summary_of(record: Snapshot) -> Summary:
    """A line of the list of patients: worst pain (0 to 10), next step in words, what fits best."""
    answers = {row["id"]: row["answer"] for row in record["asked"]}
    shown = [cause for cause in record["causes"] if cause["strength"]]
    best = [cause["title"] for cause in shown if cause["strength"] == Fit.EQUAL]
    best = best or [cause["title"] for cause in shown[:1]]
    return {
        "pain": answers.get("pain_worst"),
        "next_step": record["next_step"]["title"],
        "cause": "; ".join(best) or None,
    }


def urgency_of(record: Snapshot) -> int:
    """How urgent the warning in it is, 1 to 3; 0 when a physiotherapist comes first."""
    return URGENCY.get(NextStep[record["next_step"]["id"].upper()], 0)


def _next_step(step: NextStep, rulebook: Rulebook) -> KeptNextStep:
    words = rulebook.advice.next_steps[step.id]
    return {"id": step.id, "title": words.title, "action": words.action, "run": words.run}


def _sign(sign: Sign, journey: Journey) -> KeptSign:
    return {
        "id": sign.id,
        "level": sign.next_step.id,
        "because": sign.because,
        "say": sign.say,
        "told": [_told(one) for one in evidence_for((sign,), journey)],
    }


def _told(told: SignEvidence) -> KeptEvidence:
    return {
        "question": told.question.id,
        "short": told.question.short,
        "options": list(told.options),
        "words": list(told.words),
    }


def _causes(result: Result) -> Iterator[KeptCause]:
    """Every cause, the shown ones first: what points to it and against it, what is not known."""
    found = result.assessment
    rest = [one for one in found.findings if one not in found.shown]
    for finding in (*found.shown, *rest):
        yield {
            "id": finding.cause.id,
            "title": finding.cause.title,
            "strength": found.fit(finding) if finding in found.shown else "",
            "points": finding.points,
            "for": _indicators(result, finding.points_to_it),
            "against": _indicators(result, finding.points_against_it),
            "unknown": [question.short for question in result.unknown(finding)],
        }


def _indicators(result: Result, met: tuple[Indicator, ...]) -> list[KeptIndicator]:
    kept: list[KeptIndicator] = [
        {
            "id": one.id,
            "text": one.because,
            "points": one.points,
            "grade": one.grade,
            "sources": list(one.sources),
        }
        for one in met
    ]
    for one, said in zip(kept, result.reasons(met), strict=True):
        if said != one["text"]:
            one["said"] = said
    return kept


def _checks(result: Result) -> Iterator[KeptRemark]:
    """Only where all that a check looks at was answered, and not with "I am not sure"."""
    given, questions = result.journey.given_answers, result.journey.questionnaire.questions
    sure = {name for name, answer in given.items() if not questions[name].is_unsure(answer)}
    known = know(given)
    for one in result.rulebook.checks:
        if questions_of(one.when) <= sure and one.when.met_by(known):
            yield {"id": one.id, "say": one.say}


def _measures(journey: Journey) -> dict[str, float]:
    """The measures that are numbers and known: ratios to their own full precision."""
    known = know(journey.given_answers)
    numbers = (name for name, measure in MEASURES.items() if measure.is_number)
    return {name: known[name] for name in numbers if known.get(name) is not None}


def _shown(journey: Journey) -> list[Question]:
    pages = journey.pages
    return [q for page in pages for q in journey.questions_on(page) if q.id in journey.answers]


def _asked(journey: Journey, question: Question) -> AskedQuestion:
    answer = journey.answers[question.id]
    page = journey.questionnaire.page_of(question.id)
    return {
        "id": question.id,
        "section": page.section,
        "text": question.text,
        "short": question.short,
        "kind": str(question.kind),
        "answer": answer.km if isinstance(answer, Distance) else answer,
        "words": in_words(question, answer),
        "unit": answer.unit if isinstance(answer, Distance) else question.unit,
        "is_unsure": question.is_unsure(answer),
        "is_safety": page in journey.questionnaire.safety.pages,
        "face_sheet": _on_face_sheet(question.face_sheet),
    }


def _on_face_sheet(on: OnFaceSheet) -> KeptPlace:
    return {"place": str(on.place), "order": on.order, "is_compared": on.is_compared}


def _not_asked(journey: Journey, stop: Stop | None) -> Iterator[QuestionNotAsked]:
    """The questions without an answer, and why each was not asked."""
    shown = set(_shown(journey))
    for question in journey.questionnaire.questions.values():
        if question not in shown:
            why = _why_not_asked(journey, question, stop)
            yield {"id": question.id, "short": question.short, "why": why}


def _why_not_asked(journey: Journey, question: Question, stop: Stop | None) -> str:
    """A patient is asked everything but at a kiosk, which asks no more than it must, and in a
    recheck."""
    is_again = journey.asks is Asked.RECHECK
    if is_again and question.id not in journey.questionnaire.recheck.questions:
        return NOT_IN_RECHECK
    if not journey.is_asked(question) or (question.asked is Asked.RECHECK and not is_again):
        return DOES_NOT_APPLY
    if question.asked > journey.asks:
        return NOT_AT_KIOSK
    if stop is not None:
        return "stopped before"
    return (
        "left out for safety"
        if journey.questionnaire.page_of(question.id).never_if
        else NOT_AT_KIOSK
    )


def document_of(questionnaire: Questionnaire) -> QuestionsDocument:
    """A version's questions and options, as they are kept beside the answers to them."""
    sections: list[KeptSection] = [
        {
            "id": section.id,
            "title": section.title,
            "questions": [_question(q) for page in section.pages for q in page.questions],
        }
        for section in questionnaire.sections
    ]
    return {"title": questionnaire.title, "version": questionnaire.version, "sections": sections}


def _question(question: Question) -> KeptQuestion:
    shown = question.show_when
    kept: KeptQuestion = {
        "id": question.id,
        "kind": str(question.kind),
        "text": question.text,
        "short": question.short,
        "help": question.help,
        "options": question.options,
        "exclusive": list(question.exclusive),
        "unsure": list(question.unsure),
        "range": list(question.range),
        "unit": question.unit,
        "longest": question.longest,
        "most": question.most,
        "may_skip": question.may_skip or question.asked is Asked.RECHECK,  # not asked each time
        "show_when": {"question": shown.question, "one_of": list(shown.one_of)} if shown else None,
    }
    if question.denied:
        kept |= {"denied": question.denied, "noted_as": question.noted_as}
    return kept
