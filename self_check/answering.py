"""What becomes of one page's answers when they are sent."""

from collections.abc import Iterator
from dataclasses import replace

from flask.typing import ResponseReturnValue

from questionnaire.answer_set import AnswerSet
from questionnaire.answers import GivenAnswers
from questionnaire.forms import PageForm, form_for, scale_options, slips
from questionnaire.questions import Page, Question, QuestionKind
from questionnaire.stops import (
    MINIMUM_AGE,
    Stop,
    stop_for,
    stop_for_child,
    stop_without_waiting,
)
from questionnaire.typed import read_number
from questionnaire.way import Next
from rules.rulebook import NextStep
from self_check.navigation import count, finished_result, go_to, keep, next_of
from self_check.pages import form_of, show_page, show_stop
from services import here, services


def take(sheet: AnswerSet, here: Page, form: PageForm, is_explained: bool) -> ResponseReturnValue:
    """Keep what was sent and go on; or show the page again, with what is in the way."""
    is_valid, before = _is_good(form), sheet.journey.page_before(here)
    if form.hidden.get("back") and before and not _would_lose_a_tick(sheet, form):
        return _go_back(sheet, form, before)
    if not is_valid:
        return _mistaken(sheet, here, form, is_explained)
    answers = form.answers()
    if changed_elsewhere(sheet, form, answers) and not emergency_in(sheet, form):
        why = "is_of_before" if sheet.is_of_before else "is_stale"
        return show_page(sheet, here, with_both(sheet, form), is_explained, **{why: True})
    odd = slips(form.questions, answers)
    if odd and not form.hidden.get("sure"):
        return show_page(sheet, here, form, odd=odd)
    changed = _with(sheet, answers, form)
    changed = changed.explain(answers) if is_explained else changed
    return _keep_and_go_on(changed, is_change=sheet.journey.is_complete(here))


def _is_good(form: PageForm) -> bool:
    return form.is_good_on(here().today)


def _go_back(sheet: AnswerSet, form: PageForm, before: Page) -> ResponseReturnValue:
    """Keep what is right of a page, and show the one before; a new stop is told at once.

    A distance that may be a slip stays as it was kept.
    """
    if warning := emergency_in(sheet, form):
        return _keep_and_go_on(sheet.add(warning))
    good = form.good_answers()
    odd = {question.id for question in slips(form.questions, good)}
    kept = {name: answer for name, answer in good.items() if name not in odd}
    if kept:
        changed = _with(sheet, kept, form)
        if next_of(changed).stop and not next_of(sheet).stop:
            return _keep_and_go_on(changed)
        keep(changed)
    return go_to(Next("page", before))


def _would_lose_a_tick(sheet: AnswerSet, form: PageForm) -> bool:
    """Whether to go back now would leave out something that nobody is told of.

    A tick beside "None of these", or a page that was changed in another tab.
    """
    has_clash = any(form[question].errors for question in ticked_on(form))
    return has_clash or changed_elsewhere(sheet, form, form.good_answers())


def _with(sheet: AnswerSet, answers: GivenAnswers, form: PageForm) -> AnswerSet:
    changed = sheet.add(answers, form.chosen_unit)
    is_untold = sheet.is_of_before and not form.hidden.get("noticed")
    return changed.still_of_before() if is_untold else changed


def _mistaken(
    sheet: AnswerSet, here: Page, form: PageForm, is_explained: bool
) -> ResponseReturnValue:
    """A page with mistakes is shown again, unless what it says cannot wait for tidy answers."""
    if warning := emergency_in(sheet, form):
        return _keep_and_go_on(sheet.add(warning))
    if is_too_young(form):
        said = sheet.add({**chosen_on(form), **ticked_on(form)})
        return show_stop(stop_for_child(services().rulebook, said.journey))
    return show_page(sheet, here, form, is_explained)


def _keep_and_go_on(sheet: AnswerSet, is_change: bool = False) -> ResponseReturnValue:
    """`is_change`: the page was answered before, so it leads back to the result if there is one."""
    after, result = next_of(sheet), finished_result(sheet)
    is_told = here().answers.at_the_end == "assessment"
    told = after.stop or (result.assessment if result and is_told else None)
    step = told.next_step if told else None
    if step is None or step.id in sheet.counted_steps:
        keep(sheet)
    else:
        keep(sheet.counting(step))
        count(step)
    return go_to(Next() if result and is_change else after)


def emergency_in(sheet: AnswerSet, form: PageForm) -> GivenAnswers:
    """What was chosen on a page, if it makes an emergency, whatever else is wrong with it.

    Empty when there is none, or when there was one before. "None of these" beside a warning
    does not take it back.
    """
    warnings = {**chosen_on(form), **ticked_on(form)}
    is_new = _is_emergency(sheet.add(warnings)) and not _is_emergency(sheet)
    return warnings if is_new else {}


def ticked_on(form: PageForm) -> GivenAnswers:
    """What is ticked on a page; "None of these" beside a tick counts for nothing."""
    ticked = {
        question.id: [
            one
            for one in question.options
            if one in data and (one not in question.exclusive or data == [one])
        ]
        for question in form.questions
        if question.kind is QuestionKind.CHOICES and (data := form[question.id].data)
    }
    return {question: options for question, options in ticked.items() if options}


def chosen_on(form: PageForm) -> GivenAnswers:
    """What is chosen on a page where one option, or one number of a scale, is to be."""
    return {
        question.id: form.answer_to(question)
        for question in form.questions
        if question.kind in (QuestionKind.CHOICE, QuestionKind.SCALE)
        and form[question.id].data in (question.options or scale_options(question))
    }


def with_both(sheet: AnswerSet, form: PageForm) -> PageForm:
    """A page as it was answered elsewhere, with what was ticked or written here besides.

    So no warning sign and no own words go, and no "None of these" stands beside a tick.
    """
    shown, ticked = form_of(sheet, form.questions), ticked_on(form)
    for question in form.questions:
        field, new = shown[question.id], ticked.get(question.id, [])
        if question.kind is QuestionKind.CHOICES and set(new) - set(question.exclusive):
            both = {*(field.data or ()), *new} - set(question.exclusive)
            field.data = [one for one in question.options if one in both]
        elif question.kind is QuestionKind.TEXT and (typed := form[question.id].data):
            there = field.data or ""
            field.data = there if typed in there else f"{there}\n\n{typed}".strip()
    return shown


def stop_by_itself(here: Page) -> Stop | None:
    """What a page that was sent calls for by itself, whatever was answered before it.

    For a page whose answers cannot be kept: nobody asks for the rest, so nothing waits. It knows
    of no other page, and so tells nothing of one; its evidence may be empty.
    """
    form = form_for(here.questions)()
    said = form.answers() if form.validate() else {**chosen_on(form), **ticked_on(form)}
    way: dict[str, list[str]] = {}
    for question in here.questions:
        for name, one in _way_to(question):
            way.setdefault(name, []).append(one)
    journey = AnswerSet(services().questionnaire).add({**way, **said}).journey
    stop = stop_without_waiting(services().rulebook, journey)
    if stop is None:
        return None
    own = tuple(one for one in stop.evidence if one.question in here.questions)
    return replace(stop, evidence=own, journey=None)


def stop_with(here: Page, before: AnswerSet) -> Stop | None:
    """What a page calls for together with the answers of before; nothing waits."""
    form = form_for(here.questions)()
    said = before.add({**chosen_on(form), **ticked_on(form)})
    return stop_without_waiting(services().rulebook, said.journey)


def emergency_of(stop: Stop | None) -> Stop | None:
    """A stop, if it is an emergency."""
    return stop if stop and stop.next_step is NextStep.EMERGENCY else None


def _way_to(question: Question) -> Iterator[tuple[str, str]]:
    """The questions before it with an option each, without which it is not asked."""
    while shown := question.show_when:
        yield shown.question, shown.one_of[0]
        question = services().questionnaire.questions[shown.question]


def _is_emergency(sheet: AnswerSet) -> bool:
    stop = stop_for(services().rulebook, sheet.journey)
    return stop is not None and stop.next_step is NextStep.EMERGENCY


def is_too_young(form: PageForm) -> bool:
    """Whether an age was typed for which a parent and a clinician come first."""
    typed = read_number(form["age_years"].data or "") if "age_years" in form else None
    age = typed.in_unit("years") if typed else None
    return age is not None and 0 < age < MINIMUM_AGE


def changed_elsewhere(sheet: AnswerSet, form: PageForm, answers: GivenAnswers) -> bool:
    """Whether this page changed since it was opened, in another tab or by other questions."""
    now = {question: sheet.answers.get(question) for question in answers}
    seen = form.hidden.get("seen")
    return bool(seen) and seen != sheet.etag(form.questions) and now != answers
