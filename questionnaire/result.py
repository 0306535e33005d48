"""A finished self-check as the result page tells it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from questionnaire.answers import in_words
from questionnaire.care_card import CareCard, care_card
from questionnaire.distance import KM_PER, Distance
from questionnaire.evidence import SignEvidence, evidence_for, ticked_for
from questionnaire.journey import Journey
from questionnaire.load_chart import LoadChart
from questionnaire.own_words import reason
from questionnaire.plan_words import PlanInWords
from questionnaire.questions import Question
from questionnaire.safety_answers import SafetyAnswers, safety_answers
from questionnaire.what_if.most_telling import MostTelling, most_telling
from questionnaire.what_if.search import AnswerChange, WhatIf
from rules.advice import Move, Source, Tip, Treatment
from rules.assessment import Assessment, Finding, Status, know
from rules.conditions import Known
from rules.load_plan import LoadPlan, load_plan
from rules.reassessment import Reassessment
from rules.rulebook import Indicator, NextStep, Rulebook, Sign

FRONT = "front_chest"
WEEKS_6_OR_MORE = ("w6_12", "gt_12w")


@dataclass(frozen=True, slots=True)
class BodyMarks:
    """Where on the body it hurts: places and side as the questions name them, and in words."""

    places: tuple[str, ...]
    side: str
    words: str

    @property
    def is_behind(self) -> bool:
        """Whether any of it is seen from behind."""
        return any(place != FRONT for place in self.places)

    @property
    def is_in_front(self) -> bool:
        """Whether any of it is seen from the front."""
        return FRONT in self.places


@dataclass(frozen=True)
class Result:
    """What one runner is told, and why."""

    rulebook: Rulebook
    journey: Journey

    @cached_property
    def reassessment(self) -> Reassessment:
        """The judgement, ready to be asked what other answers would make of it."""
        return Reassessment(self.rulebook, self.journey.given_answers)

    @property
    def assessment(self) -> Assessment:
        """The judgement on the answers given."""
        return self.reassessment.before

    @property
    def is_for_doctor(self) -> bool:
        """Whether a doctor comes before a physiotherapist."""
        return self.assessment.next_step is NextStep.SEE_DOCTOR

    @property
    def title(self) -> str:
        """What it comes to, in one line: no more comfort than the answers give."""
        if self.assessment.next_step is not NextStep.PHYSIO_FIRST:
            return self.rulebook.advice.next_steps[self.assessment.next_step.id].title
        words = self.rulebook.advice.physio_first
        return words.all_none if self.safety.is_all_none else words.some_ticked

    @cached_property
    def safety(self) -> SafetyAnswers:
        """What the safety pages were answered with."""
        return safety_answers(self.journey)

    @property
    def told_of_safety(self) -> tuple[str, ...]:
        """Where nobody needs to see a doctor first: what was ticked all the same, or skipped."""
        if self.assessment.next_step is not NextStep.PHYSIO_FIRST:
            return ()
        words, told = self.rulebook.advice.physio_first, self.safety
        say = words.one_say if len(told.ticked) == 1 else words.some_say
        ticked = say.format(options="; ".join(told.ticked)) if told.ticked else ""
        skipped = words.background_skipped if told.is_background_skipped else ""
        return tuple(filter(None, (ticked, skipped)))

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The reasons to be seen sooner."""
        return self.assessment.signs

    @property
    def why_doctor(self) -> list[tuple[str, str]]:
        """Each reason to be seen sooner: what was ticked, empty where nothing was, and why."""
        return [(ticked_for(sign, self.journey), sign.say) for sign in self.signs]

    @cached_property
    def evidence(self) -> tuple[SignEvidence, ...]:
        """The answers that those reasons rest on."""
        return evidence_for(self.signs, self.journey)

    @cached_property
    def care_card(self) -> CareCard:
        """What a doctor should know of it, where one comes first."""
        return care_card(self.journey.questionnaire, self.evidence, self.journey)

    def unknown(self, finding: Finding) -> tuple[Question, ...]:
        """What would have told more about a cause, but is not known."""
        return self.journey.unknown_among(finding.cause.reads)

    @cached_property
    def lever(self) -> AnswerChange | None:
        """What would change most of what fits best, if anything would that a runner can do."""
        return WhatIf(self.journey.questionnaire, self.reassessment).lever()

    @cached_property
    def most_telling(self) -> MostTelling | None:
        """The unanswered question that would tell most, if one would tell anything."""
        return most_telling(self.journey, self.reassessment)

    def reasons(self, indicators: Sequence[Indicator]) -> list[str]:
        """Reasons for or against a cause, in the runner's own numbers and words."""
        return [reason(one, self.journey, self._known) for one in indicators]

    @cached_property
    def _known(self) -> Known:
        return know(self.reassessment.answers)

    @cached_property
    def marks(self) -> BodyMarks | None:
        """Where on the body it hurts; None where that was not answered."""
        places, side = self.journey.answers.get("pain_location"), "pain_side"
        if not places:
            return None
        questions = self.journey.questionnaire.questions
        words = in_words(questions["pain_location"], places)
        words += in_words(questions[side], self.journey.answers.get(side))
        return BodyMarks(tuple(places), self.journey.answers.get(side) or "", "; ".join(words))

    @cached_property
    def tips(self) -> tuple[Tip, ...]:
        """The tips to give: those of the first cause first, then in the content's order.

        Whoever must not run is not told how to.
        """
        given = self.assessment.tips
        first = [t for f in self.assessment.shown for t in f.cause.tips if t in given]
        order = dict.fromkeys([*first, *(t for t in self.rulebook.advice.tips if t in given)])
        tips = tuple(self.rulebook.advice.tips[name] for name in order)
        if self.assessment.run != "stop":
            return tips
        return tuple(
            replace(tip, parts=tuple(part for part in tip.parts if not part.for_runs))
            for tip in tips
            if not tip.for_runs
        )

    @property
    def moves(self) -> tuple[Move, ...]:
        """The exercises and cues of the tips given."""
        return tuple(move for tip in self.tips for move in tip.moves)

    @cached_property
    def treatments(self) -> tuple[Treatment, ...]:
        """What a physiotherapist may do for the causes shown."""
        of_causes = {name for f in self.assessment.shown for name in f.cause.physio}
        if self.assessment.status is Status.NONE_FIT:
            of_causes = set(self.rulebook.advice.none_fit.physio)
        return tuple(t for name, t in self.rulebook.advice.treatments.items() if name in of_causes)

    @property
    def is_long_lasting(self) -> bool:
        """Whether the pain has been there for six weeks or more."""
        return self.journey.answers.get("pain_duration") in WEEKS_6_OR_MORE

    @cached_property
    def unit(self) -> str:
        """The unit of the load plan: that of the usual week, or else of the longest run."""
        known = map(self.journey.answers.get, ("km_typical_week", "longest_prev30_km"))
        return next((one.unit for one in known if isinstance(one, Distance)), "km")

    @cached_property
    def plan(self) -> LoadPlan | None:
        """The load plan, from the runner's own numbers; None where there is to be none for now."""
        if self.assessment.run == "stop" or self.assessment.is_hidden:
            return None
        return load_plan(
            self.rulebook.advice.plan,
            week=self._distance("km_typical_week"),
            longest=self._distance("longest_prev30_km"),
            km_per_unit=KM_PER[self.unit],
            pain=self.journey.answers["pain_worst"],
            is_cautious=self.is_for_doctor,
            has_strength="strength" in self.assessment.tips,
        )

    @cached_property
    def plan_words(self) -> PlanInWords:
        """The load plan as the runner reads it."""
        return PlanInWords(self.rulebook.advice.plan, self.plan, self.unit, self.is_for_doctor)

    @cached_property
    def load_chart(self) -> LoadChart:
        """What was run, and the plan's weeks, as bars."""
        return LoadChart(self.journey, self.plan, self.unit)

    @property
    def running(self) -> str:
        """Whether to run for now; after pain past "go on", what to do when it comes again."""
        run, advice = self.assessment.run, self.rulebook.advice
        if run != "modify":
            return advice.run[run]
        again, pain = advice.pain_again, self.journey.answers["pain_worst"]
        return f"{advice.run[run]} {again.say}" if pain > again.above else advice.run[run]

    @property
    def this_week(self) -> str:
        """How to run in the coming days, and what to do about what fits best, for the top."""
        if self.plan is None and self.assessment.run != "stop":
            return self.rulebook.advice.run[self.assessment.run]
        return " ".join((self.plan_words.this_week, *self._besides_running))

    @property
    def _besides_running(self) -> Iterator[str]:
        """What to do this week about each cause that fits best, where its first tip is shown."""
        walks = self.plan is None or bool(self.plan.first)
        tips = {tip.id for tip in self.tips if not (walks and tip.for_runs)}
        for finding in self.assessment.joint:
            if finding.cause.this_week and finding.cause.tips[0] in tips:
                yield finding.cause.this_week

    def race_by(self, today: date) -> str:
        """What is said of a race within the plan, on a day; empty when nothing is."""
        answers = self.journey.answers
        return self.plan_words.race(answers.get("goal_date"), answers.get("race_km"), today)

    def _distance(self, question: str) -> float | None:
        answer = self.journey.answers.get(question)
        return answer.in_unit(self.unit) if isinstance(answer, Distance) else None

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every source behind what is shown, in the content's order."""
        named = set(self._source_ids())
        return tuple(s for name, s in self.rulebook.advice.sources.items() if name in named)

    def _source_ids(self) -> Iterator[str]:
        for finding in self.assessment.shown:
            for indicator in finding.met:
                yield from indicator.sources
        for sign in self.signs:
            yield from sign.sources
        for note in self.assessment.notes:
            yield from note.sources
        for tip in self.tips:
            yield from tip.sources
        for move in self.moves:
            yield from move.sources
        if any(tip.id == "gradual_load" for tip in self.tips):
            yield from self.rulebook.advice.plan.sources
