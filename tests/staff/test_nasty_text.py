"""Whatever somebody types stays a text on every page of the clinic and of a visit."""

import re

import html5lib
import pytest

from records.answers import appointment_requests as visit_requests
from records.answers import invitations, notes, responses, warnings
from records.answers.verdicts import Verdict, give
from records.engine.database import prepare_database
from records.engine.timestamps import to_iso
from staff.accounts.roles import Role
from tests.factories import (
    a_colleague,
    a_response,
    an_invitation,
    desk_of,
    healthy_runner,
    kept_answers,
    sign_in,
    with_records_at,
)
from tests.staff.nasty import ALL, NASTY
from tests.visitor import Visitor

pytestmark = pytest.mark.slow

FIELDS = [
    *("reference", "own_question", "activity", "note", "word", "done", "colleague"),
    *("caller", "phone", "email", "times", "request"),
]
AT_ONCE = 36  # texts in one field; each counts, since none of them may be taken for anything
RUNS = re.compile(r"^(javascript|data|vbscript):", re.IGNORECASE)


def pages_with(house, folder, text):
    """Every page on which a text can show, once it stands in every field there is."""
    prepare_database(folder / "records.db")
    typed = {field: f"{text} {field}" for field in FIELDS}
    with with_records_at(house, folder / "records.db"):
        return {name: parsed(answer) for name, answer in Clinic(house, typed).pages()}


@pytest.fixture(scope="module")
def tame(house, tmp_path_factory):
    return pages_with(house, tmp_path_factory.mktemp("tame"), "Quiet words")


class Clinic:
    """A clinic in which each field holds its text."""

    def __init__(self, app, typed):
        self.app, self.typed, self.desk = app, typed, desk_of(app)
        self.db, self.encryption, self.now = self.desk.db, self.desk.encryption, self.desk.now
        self.person = a_colleague(app, typed["colleague"], (Role.PHYSIOTHERAPIST,))
        self.other = a_colleague(app, "Ash Lane", (Role.ADMINISTRATOR,))
        self.sent, self.token = self.invite()
        self.open, self.open_token = self.invite()
        self.receive()
        self.ask_for_a_visit()
        self.begin()

    def invite(self):
        person, reference = self.person, self.typed["reference"]
        return an_invitation(self.app, physiotherapist=person, reference=reference)

    def own_words(self):
        activities = [[self.typed["activity"], 3]]
        long = (
            self.typed["own_question"] + " and more" * 40
        )  # shortened on the sheet, whatever it is
        return {"own_question": long, "activities": activities}

    def receive(self):
        told = {"rf_general": ["weight_loss"], "longest_recent_km": 40}
        sent = a_response(self.app, healthy_runner(**told, **self.own_words()), self.sent)
        text, by = self.typed["note"], self.person.id
        notes.add(self.db, self.encryption, sent.id, by=by, text=text, now=self.now)
        give(self.db, self.encryption, sent, Verdict("fit", self.typed["word"], "Kim", self.now))
        (raised,) = warnings.of(self.db, self.encryption, sent.id)
        done = self.typed["done"]
        warnings.acknowledge(self.db, self.encryption, raised, by=by, done=done, now=self.now)
        responses.mark_read(self.db, sent, self.person.id, self.now)

    def ask_for_a_visit(self):
        contact = {
            "name": self.typed["caller"],
            "phone": self.typed["phone"],
            "email": self.typed["email"],
            "times": self.typed["times"],
            "note": self.typed["request"],
        }
        self.request = visit_requests.add(
            self.db, self.encryption, once="a form", contact=contact, attached=None, now=self.now
        )

    def begin(self):
        """A submission that is ready to be sent."""
        kept = kept_answers(self.desk.questionnaire, healthy_runner(**self.own_words()))
        begun = responses.begin(self.db, self.encryption, self.open.id, kept, self.now)
        responses.save(self.db, self.encryption, begun, kept, "strength", self.now)
        at = to_iso(self.now)
        invitations.change(self.db, self.open, opened=at, agreed=at)

    def pages(self):
        """Each page that is one, by who reads it and its rule."""
        for name, client, address in self.readings():
            answer = client.get(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                yield name, answer

    def readings(self):
        for role, person in (("physiotherapist", self.person), ("administrator", self.other)):
            client = sign_in(self.app.test_client(), person)
            for address, rule in self.addresses("/clinic"):
                yield f"{role}: {rule}", client, address
        for state, token, visit in (
            ("sent", self.token, self.sent),
            ("open", self.open_token, self.open),
        ):
            client = Visitor(self.app.test_client()).go(f"/v/{token}").client
            for address, rule in self.addresses("/visit/", visit=visit.name):
                yield f"{state}: {rule}", client, address

    def addresses(self, start, **values):
        """The addresses of every page below one, and their rules."""
        values |= {"name": self.sent.name, "number": self.person.id}
        values |= {"reference": self.request.reference, "section": "safety"}
        for rule in self.app.url_map.iter_rules():
            is_there = "GET" in rule.methods and rule.rule.startswith(start)
            if is_there and rule.arguments <= values.keys():
                own = {name: values[name] for name in rule.arguments}
                with self.app.test_request_context():
                    yield self.app.url_for(rule.endpoint, **own), rule.rule


def parsed(answer):
    return html5lib.HTMLParser(namespaceHTMLElements=False).parse(answer.text)


def skeleton(tree):
    """The elements and attributes of a page, without any text."""
    return [(str(element.tag), sorted(map(str, element.attrib))) for element in tree.iter()]


def addresses_in(tree):
    """Everything on a page that leads somewhere or runs."""
    names = ("href", "src", "action", "formaction")
    return [element.get(name) for element in tree.iter() for name in names if element.get(name)]


def words_of(tree):
    """All that stands on a page, with spaces as a browser shows them; what is in boxes too."""
    values = [value for element in tree.iter() for value in element.attrib.values()]
    return " ".join(" ".join(["".join(tree.itertext()), *values]).split())


@pytest.mark.parametrize("start", range(0, len(ALL), AT_ONCE))
def test_a_text_adds_no_element_and_no_attribute(house, tmp_path, tame, start):
    text = " ".join(ALL[start : start + AT_ONCE])
    nasty = pages_with(house, tmp_path, text.replace("\ud800", ""))

    assert nasty.keys() == tame.keys()
    for page, tree in nasty.items():
        assert skeleton(tree) == skeleton(tame[page]), page
        ours = addresses_in(tame[page])
        led_to = [one for one in addresses_in(tree) if RUNS.match(one) and one not in ours]
        assert led_to == [], page


def test_there_are_sixty_texts_and_more():
    assert len(set(ALL)) >= 60


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_shows_somewhere(tame, field):
    assert any(f"Quiet words {field}" in words_of(tree) for tree in tame.values())


def test_what_was_typed_is_shown_as_it_was_typed(house, tmp_path):
    text = NASTY["out of a text"]
    trees = pages_with(house, tmp_path, text).values()
    everything = " ".join(map(words_of, trees))

    assert [field for field in FIELDS if f"{text} {field}" not in everything] == []
