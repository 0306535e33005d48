"""An invitation in each state that it can be in, and a browser that came by its link before."""

from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet

from pre_visit.link_status import MOST_TRIES
from questionnaire.answer_set import AnswerSet
from questionnaire.packing import reading
from records.answers import answerers, invitations, links, responses
from records.answers.invitations import InvitationKind
from records.engine.encryption import Encryption
from records.engine.timestamps import to_iso
from records.engine.tokens import new_token
from services import services_of
from tests.beneath import beneath
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    answerer_of,
    as_given,
    desk_of,
    healthy_runner,
    kept_answers,
)
from tests.visitor import token_on

BROWSER = "a secret of the browser in which they answered before"


@dataclass
class Case:
    """One invitation, the link to it, and a browser there."""

    app: object
    name: str
    link: str
    client: object

    @property
    def invitation(self):
        """As it stands now."""
        desk = desk_of(self.app)
        return invitations.find(desk.db, desk.encryption, self.name)

    @property
    def response(self):
        """The latest submission as it stands now."""
        desk = desk_of(self.app)
        return responses.latest(desk.db, desk.encryption, self.invitation.id)

    @property
    def state(self):
        """All that an action of the visitor may change, in words."""
        one, last = self.invitation, self.response
        words = [str(one.link_state(desk_of(self.app).now))]
        words += ["agreed"] if one.agreed else []
        words += ["not me"] if one.is_not_me else []
        words += [f"{one.tries} tries"] if one.tries else []
        words += ["correction"] if one.correction else []
        words += ["proved"] if self.is_proved else []
        words += ["blank"] if last and not last.kept else []
        words += [f"submission {last.submission}" if last else "no submission"]
        return ", ".join(words)

    @property
    def is_proved(self):
        """Whether the check question was answered in this browser."""
        with self.client.session_transaction() as session:
            return session["visits"][self.name]["proved"]

    @property
    def answers(self):
        """What was answered so far, sent or not."""
        return AnswerSet.of(self.response.kept, services_of(self.app).questionnaire).answers

    def change(self, **columns):
        """Set columns of the invitation."""
        invitations.change(desk_of(self.app).db, self.invitation, **columns)
        return self

    def post(self, path, **data):
        """Send a form with its token; a redirect is followed."""
        token = token_on(self.client.get("/clinic/sign-in").text)
        return self.client.post(self.at(path), data=token | data, follow_redirects=True)

    def get(self, path):
        """Open a page of the visit; a redirect is followed."""
        return self.client.get(self.at(path), follow_redirects=True)

    def at(self, path):
        """An address within the visit."""
        return f"/visit/{self.name}{path}"


def made(app, **changed):
    """A new invitation, its link opened in a browser where nobody pressed anything."""
    invitation, token = an_invitation(app, **changed)
    case = Case(app, invitation.name, f"/v/{token}", app.test_client())
    case.client.get(case.link)
    return case


def asked_again(app, birth_year=None, **about):
    """A recheck of a visit four weeks ago, for whoever has the browser of BROWSER; `about`: what
    was answered then, as a_response takes it."""
    desk = desk_of(app)
    then = desk.now - timedelta(weeks=4)
    visit, _ = an_invitation(app, then, reference="KL 4711")
    a_response(app, invitation=visit, now=then, **about)
    who = answerers.begin(desk.db, visit, desk.now, secret=BROWSER)
    beneath(desk.db)["responses"].update(1, {"answerer": who})
    recheck = {"kind": InvitationKind.RECHECK, "follows": visit.id, "birth_year": birth_year}
    invitation, token = an_invitation(app, desk.now, reference="KL 4711", **recheck)
    return Case(app, invitation.name, f"/v/{token}", app.test_client())


def opened(app, **changed):
    now = to_iso(desk_of(app).now)
    return made(app, **changed).change(opened=now)


def agree(case):
    """Let somebody agree to answer, in the browser of the case, which is known by it."""
    desk, secret = desk_of(case.app), new_token()
    case.client.set_cookie("patient", secret)
    answerers.begin(desk.db, case.invitation, desk.now, secret=secret)
    return case


def agreed(app, **changed):
    return agree(opened(app, **changed))


def keep(case, kept):
    """Let the open submission hold these answers."""
    desk, who = desk_of(case.app), answerer_of(case.app, case.invitation)
    begun = responses.begin(desk.db, desk.encryption, case.invitation.id, {}, desk.now, who)
    responses.save(desk.db, desk.encryption, begun, kept, "safety", desk.now)
    return case


def add(case, **answers):
    """Let the open submission hold these answers (distances in km) besides."""
    questionnaire, kept = services_of(case.app).questionnaire, dict(case.response.kept)
    others = set(questionnaire.questions) - set(answers)
    sheet = AnswerSet.of(kept, questionnaire)
    sheet.add(as_given(questionnaire, answers, without=others)).keep(kept)
    return keep(case, kept)


def in_progress(app, **changed):
    """The safety check is answered."""
    questionnaire = services_of(app).questionnaire
    screens = {q.id for page in questionnaire.safety.pages for q in page.questions}
    later = set(questionnaire.questions) - screens
    return keep(
        agreed(app, **changed), kept_answers(questionnaire, healthy_runner(), without=later)
    )


def all_answered(app, **changed):
    questionnaire = services_of(app).questionnaire
    return keep(agreed(app, **changed), kept_answers(questionnaire, healthy_runner()))


def submitted(app, **answers):
    case = agreed(app)
    a_response(app, healthy_runner(**answers), case.invitation)
    return case


def read(app):
    case = submitted(app)
    desk = desk_of(app)
    responses.mark_read(desk.db, case.response, case.invitation.physiotherapist, desk.now)
    return case


def reopened(app):
    case, desk = read(app), desk_of(app)
    responses.reopen(desk.db, desk.encryption, case.response, desk.now)
    return case


def reopened_and_ended(app):
    """Nothing was corrected, and the end has come."""
    case = reopened(app)
    return case.change(ends=to_iso(desk_of(app).now))


def stopped(app):
    """An emergency was ticked; the clinic has it."""
    case = agreed(app)
    a_response(app, healthy_runner(rf_now=["fainted_now"]), case.invitation)
    return case


def expired(app):
    past = desk_of(app).now - timedelta(days=1)
    return in_progress(app).change(ends=to_iso(past))


def withdrawn(app):
    return in_progress(app).change(withdrawn=to_iso(desk_of(app).now))


def not_me(app):
    """Whoever answered there said so."""
    case, desk = withdrawn(app).change(is_not_me=1), desk_of(app)
    secret = case.client.get_cookie("patient").value
    answerers.forget_browser(desk.db, case.invitation, secret)
    return case


def replaced(app):
    case, desk = in_progress(app), desk_of(app)
    links.replace_all(desk.db, case.invitation.id, now=desk.now)
    return case


def unproved(app):
    return opened(app, birth_year=1984)


def check_failed(app):
    now = to_iso(desk_of(app).now)
    return unproved(app).change(tries=MOST_TRIES, withdrawn=now)


def unreadable(app):
    """The key that sealed it is gone."""
    person = a_colleague(app, name="Sam Reed")
    desk = desk_of(app)
    gone = Encryption([Fernet.generate_key().decode()])
    ends = desk.now + timedelta(days=1)
    about = {"reference": "X", "physiotherapist": person.id, "made_by": person.id}
    about |= {"visit": "2026-11-24", "ends": ends, "now": desk.now}
    invitation, token = invitations.make(desk.db, gone, **about)
    case = Case(app, invitation.name, f"/v/{token}", app.test_client())
    case.client.get(case.link)
    return case


def outdated(app):
    """The answers were kept in a form that nothing here can read."""
    kept = kept_answers(services_of(app).questionnaire, healthy_runner())
    kept["sheet"]["version"] = [1, "another"]
    return keep(agreed(app), kept)


def of_before(app, changed=("pain_worst",)):
    """The questions have changed since: what was given to those that read otherwise now is gone."""
    questionnaire = services_of(app).questionnaire
    kept = kept_answers(questionnaire, healthy_runner())
    kept["sheet"]["version"][1] = "another"
    answers = kept["sheet"]["answers"]
    for name in changed:
        answers[f"other {name}"] = answers.pop(reading(questionnaire.questions[name]))
    return keep(agreed(app), kept)
