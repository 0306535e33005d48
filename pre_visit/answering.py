"""What becomes of what a patient sends, beside the answers to the questions."""

from flask import url_for
from flask.typing import ResponseReturnValue

from pre_visit.access import (
    address,
    admit,
    hold_secret,
    intake,
    prove,
    record,
    redirect_to_next,
    secret,
)
from pre_visit.birth_year import names_year
from pre_visit.chosen_word import MOST_TRIES as MOST_WORD_TRIES
from pre_visit.chosen_word import NO_MORE, as_compared
from pre_visit.forms import AgreeForm, EarlierForm, NotMeForm, YearForm
from pre_visit.intake import PATIENT
from pre_visit.link_status import MOST_TRIES, LinkStatus
from questionnaire.answer_set import OutdatedAnswers
from records.answers import answerers, invitations, outbox, responses
from records.answers.following import Following
from records.answers.responses import Response
from records.engine.timestamps import to_iso
from records.people import throttle
from records.people.audit import AuditAction
from self_check.navigation import open_sheet
from services import here, services
from web.password_hashing import Busy, hashed, is_right, turn_of_a_stranger
from web.redirects import see_other


def open_visit() -> ResponseReturnValue:
    """Somebody said yes, this is me."""
    if here().link_status is LinkStatus.NEW:
        invitations.open_first(here().db, here().invited, here().now)
    return redirect_to_next()


def may_have_sent() -> bool:
    """Whether whoever is here may have sent the answers that came from this browser."""
    return any(one.submitted for one in record().submissions)


def close(form: NotMeForm) -> ResponseReturnValue:
    """Somebody said that the link was not meant for them: it opens nothing any more.

    Their own answers are taken for a stranger's, and those of nobody else: who gave some goes on
    in the browser that gave them.
    """
    with intake().audited(AuditAction.SAID_NOT_ME, here().invited.name):
        record().disown(with_sent=may_have_sent() and form.sent.data == "yes")
        answerers.forget_browser(here().db, here().invited, secret())
        outbox.drop(here().db, here().invited.id)
        invitations.change(here().db, here().invited, withdrawn=to_iso(here().now), is_not_me=1)
        following = Following(here().db, services().encryption, PATIENT, here().now)
        following.withdraw(here().invited)
    return redirect_to_next()


def begun_too_often() -> bool:
    """Whether so many began a form here that the next should call the clinic."""
    return answerers.how_many(here().db, here().invited) >= answerers.MOST


def begin_form(form: AgreeForm) -> ResponseReturnValue | None:
    """Begin an empty form for whoever is at this browser, which is known by that from now on.

    None to ask again, without a word. Raises Busy.
    """
    kept = "" if has_no_place(form) else hash_of(as_compared(form.word.data or ""))
    with here().db.transaction():
        admit()
        if here().link_status not in (LinkStatus.UNAGREED, LinkStatus.BEGUN_ELSEWHERE):
            return redirect_to_next()
        if begun_too_often():
            return see_other(url_for(".agree"))
        if has_no_place(form):
            form.word.errors = [NO_MORE]
            return None
        with intake().audited(AuditAction.AGREED, here().invited.name):
            held = hold_secret()
            answerer = answerers.begin(
                here().db, here().invited, here().now, secret=held, word=kept
            )
            if kept:
                throttle.forgive(here().db, address("word"))
            if form.phone.data:
                answerers.keep_phone(
                    here().db, services().encryption, answerer, form.phone.data, here().now
                )
        return redirect_to_next()


def has_no_place(form: AgreeForm) -> bool:
    """Whether a word was chosen, and as many as are kept were chosen here before it."""
    is_full = len(answerers.words(here().db, here().invited)) >= answerers.MOST_WORDS
    return bool(form.word.data) and is_full


def hash_of(word: str) -> str:
    """What is kept of a stranger's word, "" of none. Raises Busy, and after too many as well."""
    if not word:
        return ""
    with turn_of_a_stranger():
        count_guess(f"word:{here().invited.name}")
        return hashed(word)


def count_guess(key: str = "") -> None:
    """Count what was typed as a guess, by this address unless told otherwise; it may prove none.

    Raises Busy after too many.
    """
    if throttle.attempt(here().db, [key or address("word")], here().now):
        raise Busy


def take_word(form: EarlierForm) -> ResponseReturnValue | None:
    """Open the answers of whoever chose this word; None to ask again, or to say no more.

    Raises Busy, before the try counts.
    """
    with turn_of_a_stranger():
        count_guess()
        return _take_word(form)


def _take_word(form: EarlierForm) -> ResponseReturnValue | None:
    """A try counts before it is looked at: of many at once not one more gets through."""
    with here().db.transaction():
        admit()
        if not may_give_word():
            return redirect_to_next()
        answerers.count_tries(here().db, here().invited, here().invited.word_tries + 1)
    word, chosen = as_compared(form.word.data or ""), answerers.words(here().db, here().invited)
    found = [who for who, kept in chosen.items() if is_right(word, kept)]
    action = AuditAction.OPENED_BY_WORD if found else AuditAction.WRONG_WORD
    with intake().audited(action, here().invited.name):
        if found:
            answerers.count_tries(here().db, here().invited, 0)
            answerers.add_browser(here().db, here().invited, found[-1], hold_secret())
            throttle.forgive(here().db, address("word"))
        admit()
    if found:
        return redirect_to_next()
    left = MOST_WORD_TRIES - here().invited.word_tries
    if left:
        tries = "1 try" if left == 1 else f"{left} tries"
        form.word.errors = [f"That is not the word or number. You have {tries} left."]
    return None


def may_give_word() -> bool:
    """Whether somebody chose a word here, and it was not guessed at too often."""
    return here().invited.word_tries < MOST_WORD_TRIES and bool(
        answerers.words(here().db, here().invited)
    )


def take_year(form: YearForm) -> ResponseReturnValue | None:
    """Go on from the check question, or close the link at the last try; None to ask again."""
    if names_year(form.year.data or "", here().invited.birth_year):
        invitations.count_tries(here().db, here().invited, 0)
        prove()
        return redirect_to_next()
    tries = here().invited.tries + 1
    left = MOST_TRIES - tries
    invitations.count_tries(here().db, here().invited, tries)
    if left:
        form.year.errors = [one_more_try() if left == 1 else tries_left(left)]
        return None
    with intake().audited(AuditAction.WITHDREW, here().invited.name):
        invitations.change(here().db, here().invited, withdrawn=to_iso(here().now))
    return redirect_to_next()


def tries_left(left: int) -> str:
    """What is said after a wrong year."""
    return f"That does not match our records. You have {left} tries left."


def one_more_try() -> str:
    """What is said before the last try."""
    return "That does not match our records. You have 1 try left."


def send() -> ResponseReturnValue:
    """Send the answers; whoever presses twice is led to what was sent."""
    intake().send(here().invited, record().begun)
    return see_other(url_for(".sent"))


def ask_to_correct(response: Response) -> None:
    """Tell the clinic, once, that something that was sent is not right."""
    if response.correction is None:
        with intake().audited(AuditAction.ASKED_TO_CORRECT, here().invited.name):
            responses.ask_to_correct(here().db, response, here().now)


def replace_unusable() -> None:
    """Begin anew with answers that cannot be read any more, and only with such."""
    try:
        open_sheet()
    except OutdatedAnswers:
        record().begin_again()
