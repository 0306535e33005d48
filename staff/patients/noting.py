"""The note typed beside answers, which every button of its form keeps."""

from collections.abc import Callable
from functools import wraps

from flask import abort, flash, get_flashed_messages
from flask.typing import ResponseReturnValue

from records.answers.invitations import Invitation
from services import here
from staff.patients.actions import add_note_once
from staff.patients.forms import LONGEST_NOTE, NoteForm
from staff.patients.pages import invitation_or_404, latest_received, show_not_possible

View = Callable[[str], ResponseReturnValue]


def keeping_note(view: View) -> View:
    """A deed of the face sheet's panel, and the note that stood typed there: both or neither."""

    @wraps(view)
    def press(name: str) -> ResponseReturnValue:
        form = NoteForm()
        if not form.note.data:
            return view(name)
        invitation = invitation_or_404(name)
        if not form.validate():
            too_long = f"Your note is longer than {LONGEST_NOTE} characters. Go back to shorten it."
            return show_not_possible(invitation, too_long), 400
        try:
            with here().db.transaction():
                keep_note(invitation, form)
                return view(name)
        except Exception:
            get_flashed_messages()  # nothing of what they say was kept
            raise

    return press


def keep_note(invitation: Invitation, form: NoteForm) -> None:
    """Put the note of a valid form beside the newest answers, once, and say so."""
    response = latest_received(invitation) or abort(404)
    add_note_once(invitation, response.id, str(form.note.data), str(form.once.data or ""))
    flash("Note saved.")
