"""An invited runner's answers, kept in a record page by page."""

from collections.abc import Mapping
from functools import cached_property

from pre_visit.changes import changes_after
from pre_visit.intake import Intake
from pre_visit.recheck import ASKS, carried_over
from questionnaire.answer_set import KEY, AnswerSet
from questionnaire.way import next_for
from records.answers import answerers, responses, verdicts
from records.answers.invitations import Invitation
from records.answers.responses import Response
from records.answers.snapshot import KeptAnswers, Snapshot
from records.engine.timestamps import to_iso
from records.people.audit import AuditAction
from self_check.answer_store import UnreadableAnswers


class ResponseStore:
    """A patient: in their latest submission. Read once a request; whoever writes holds the turn.

    `answerer`: who that is; None for somebody who has not agreed, and whose answers are not kept.
    Once they sent answers and the link has ended, what they sent last is what there is.
    `before`: in a recheck, what they sent for the visit that it looks back on, if they may see it.
    """

    blueprint = "visit"
    layout = "pre_visit/layout.html"
    at_the_end = "check"

    def __init__(
        self,
        desk: Intake,
        invitation: Invitation,
        answerer: int | None,
        before: Snapshot | None = None,
    ) -> None:
        self.desk = desk
        self.before = before
        self.invitation = invitation
        self.answerer = answerer

    @cached_property
    def submissions(self) -> list[Response]:
        """All submissions of theirs, the newest first."""
        if self.answerer is None:
            return []
        desk, number = self.desk, self.invitation.id
        return responses.of_answerer(desk.db, desk.encryption, number, self.answerer)

    @property
    def response(self) -> Response | None:
        """The submission that stands; None before the first page was answered."""
        is_over = self.desk.now >= self.invitation.ends
        sent = next((one for one in self.submissions if one.submitted), None) if is_over else None
        return sent or next(iter(self.submissions), None)

    @property
    def begun(self) -> Response:
        """The submission that stands, on a page that is open only once there is one."""
        if self.response is None:
            raise LookupError("Nothing was answered yet.")
        return self.response

    @property
    def is_again(self) -> bool:
        """Whether they sent answers before this submission."""
        return any(one.submitted for one in self.submissions[1:])

    @property
    def kept(self) -> KeptAnswers:
        """What the submission keeps. Raises UnreadableAnswers."""
        if self.response and self.response.kept is None:
            raise UnreadableAnswers
        return (self.response.kept if self.response else None) or {}

    @property
    def may_change(self) -> bool:
        """Whether answers can still be changed: what was sent stays as it is."""
        return not (self.response and self.response.submitted)

    @property
    def etag(self) -> str:
        """A tag that changes with anything that would be sent."""
        return self.open_sheet().etag(self.desk.questionnaire.questions.values())

    def open_sheet(self) -> AnswerSet:
        """The answers so far. Raises UnreadableAnswers and OutdatedAnswers."""
        sheet = AnswerSet.of(self.kept, self.desk.questionnaire)
        if not self.kept.get(KEY):
            sheet = sheet.carry(carried_over(self.before))
        return sheet.asking(ASKS[self.invitation.kind])

    def has_answers(self) -> bool:
        """None that the patient may forget: the clinic's keeping time holds for them."""
        return False

    def keep(self, sheet: AnswerSet) -> None:
        """Keep the answers; a stop goes to the clinic at once."""
        kept, before = dict(self.kept), self.open_sheet()
        kept["changes"] = changes_after(before, sheet, kept.get("changes", []), self.desk.rulebook)
        sheet.keep(kept)
        after = next_for(sheet, self.desk.rulebook)
        stop, is_again = after.stop, "taken_back" in kept
        self._say_taken_back(kept, is_stopped=stop is not None or after.stop_waits)
        sections = self.desk.questionnaire.sections
        response = self._save(kept, after.page.section if after.page else sections[-1].id)
        if stop and stop.next_step:
            self.desk.report(self.invitation, response, sheet, stop, is_again=is_again)

    def begin_again(self) -> None:
        """A blank sheet, for answers that cannot be read any more."""
        self._save({}, self._first_section)

    def disown(self, with_sent: bool) -> None:
        """Whoever answered is not the patient: what was not sent goes, a warning stays as theirs.

        So does their phone number, where the clinic has something that they answered.
        `with_sent`: they sent what the clinic has, too.
        """
        desk, section = self.desk, self._first_section
        for one in self.submissions:
            if one.submitted is None:
                responses.empty(desk.db, desk.encryption, one, section, desk.now)
            if one.received and (with_sent or one.submitted is None):
                verdicts.disown(desk.db, desk.encryption, one, desk.now)
        if self.answerer and not any(one.received for one in self.submissions):
            answerers.forget_phone(desk.db, self.answerer)

    def _save(self, kept: Mapping[str, object], section: str) -> Response:
        desk, begun = self.desk, self.response or self._begin()
        responses.save(desk.db, desk.encryption, begun, kept, section, desk.now)
        del self.submissions
        return begun

    def _begin(self) -> Response:
        desk = self.desk
        with desk.audited(AuditAction.CHANGED, self.invitation.name):
            number, now, whose = self.invitation.id, desk.now, self.answerer
            return responses.begin(desk.db, desk.encryption, number, {}, now, whose)

    @property
    def _first_section(self) -> str:
        return self.desk.questionnaire.sections[0].id

    def _say_taken_back(self, kept: dict[str, object], is_stopped: bool) -> None:
        """Note since when what stopped the questions is not so any more; warnings stay."""
        if is_stopped:
            kept.pop("taken_back", None)
        elif self.response and self.response.received:
            kept.setdefault("taken_back", to_iso(self.desk.now))
