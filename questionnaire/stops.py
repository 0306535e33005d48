"""When the questions stop: a warning sign that cannot wait, or a runner who is too young."""

from dataclasses import dataclass

from questionnaire.evidence import SignEvidence, evidence_for, ticked_for
from questionnaire.journey import Journey
from questionnaire.questions import Page
from rules.assessment import signs_met
from rules.conditions import Answers
from rules.rulebook import NextStep, Rulebook, Sign

MINIMUM_AGE = 16  # docs/physiotherapist/judgement.md 3: under 16, a parent and a clinician


@dataclass(frozen=True, slots=True)
class Stop:
    """Why the questions go no further. With no next step, the runner is too young."""

    next_step: NextStep | None
    signs: tuple[Sign, ...] = ()
    evidence: tuple[SignEvidence, ...] = ()
    journey: Journey | None = None
    """All that was said; None where one page alone is known."""

    @property
    def why(self) -> list[tuple[str, str]]:
        """Each reason: what was ticked, empty where that is not known, and why it matters."""
        return [
            (ticked_for(one, self.journey) if self.journey else "", one.say) for one in self.signs
        ]


def stop_for(rulebook: Rulebook, journey: Journey) -> Stop | None:
    """The stop that the answers so far call for; None while the questions may go on."""
    found = stop_or_page(rulebook, journey)
    return found if isinstance(found, Stop) else None


def stop_or_page(rulebook: Rulebook, journey: Journey) -> Stop | Page | None:
    """The stop that the answers so far call for, or the page that it waits for, asked next.

    None while the questions may go on. An emergency stops at once. A same-day result waits for the
    end of its section, and for what could still make it an emergency. Both wait for a page that
    could take them away.
    """
    answers = journey.given_answers
    given = signs_met(rulebook, answers)
    if given and given[0].next_step is NextStep.EMERGENCY:
        page = _page_before(NextStep.EMERGENCY, answers, rulebook, journey)
        return page or _stop(NextStep.EMERGENCY, given, journey)
    if same_day := waits_for_today(rulebook, journey):
        settled = journey.settled_answers
        if page := _page_before(NextStep.SAME_DAY, settled, rulebook, journey):
            return page
        if journey.page_to_explain() or journey.page_before_same_day():
            return None
        return _stop(NextStep.SAME_DAY, same_day, journey)
    age = journey.answers.get("age_years")
    if age is None or age >= MINIMUM_AGE:
        return None
    return stop_for_child(rulebook, journey)


def stop_for_child(rulebook: Rulebook, journey: Journey) -> Stop:
    """The stop of somebody too young, with every sign that somebody should hear of.

    Nobody asks for the rest, so nothing waits.
    """
    signs = signs_met(rulebook, journey.given_answers)
    if stop := _highest_stop(signs, journey):
        return stop
    besides = tuple(one for one in signs if one.when.subjects != {"age_years"})
    return Stop(None, besides, evidence_for(besides, journey), journey)


def stop_without_waiting(rulebook: Rulebook, journey: Journey) -> Stop | None:
    """The stop where nothing more will be asked: what calls for a doctor today does not wait."""
    return _highest_stop(signs_met(rulebook, journey.given_answers), journey)


def is_stop_to_come(rulebook: Rulebook, journey: Journey) -> bool:
    """Whether a stop is sure to come and is not told yet, whatever it waits for is answered with.

    A section that only begins says nothing yet, but for the safety check.
    """
    sure = signs_met(rulebook, _at_best(journey.sure_answers, journey))
    return _highest(sure) >= NextStep.SAME_DAY and not stop_for(rulebook, journey)


def waits_for_today(rulebook: Rulebook, journey: Journey) -> tuple[Sign, ...]:
    """The same-day signs of the sections that are complete."""
    settled = journey.settled_answers
    signs = signs_met(rulebook, settled) if settled else ()
    return tuple(sign for sign in signs if sign.next_step is NextStep.SAME_DAY)


def _page_before(
    step: NextStep, answers: Answers, rulebook: Rulebook, journey: Journey
) -> Page | None:
    """The page to ask before a stop, as its answers could still take the stop away."""
    if not journey.open_waits:
        return None
    is_lower = _highest(signs_met(rulebook, _at_best(answers, journey))) < step
    return journey.open_waits[0].page if is_lower else None


def _at_best(answers: Answers, journey: Journey) -> Answers:
    """With what takes away most, on each page that a stop waits for and that is not answered."""
    for wait in journey.open_waits:
        asked = {question.id for question in journey.questions_on(wait.page)}
        answers = {**{q: a for q, a in wait.answers.items() if q in asked}, **answers}
    return answers


def _highest(signs: tuple[Sign, ...]) -> NextStep:
    return signs[0].next_step if signs else NextStep.PHYSIO_FIRST


def _highest_stop(signs: tuple[Sign, ...], journey: Journey) -> Stop | None:
    step = _highest(signs)
    return _stop(step, signs, journey) if step >= NextStep.SAME_DAY else None


def _stop(step: NextStep, signs: tuple[Sign, ...], journey: Journey) -> Stop:
    deciding = tuple(sign for sign in signs if sign.next_step is step)
    return Stop(step, deciding, evidence_for(deciding, journey), journey)
