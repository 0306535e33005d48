"""Nobody reads or changes what is another's: every address with every id, by every browser."""

import pytest

from records.answers import invitations, responses
from records.kiosk import handoffs
from services import services_of
from staff.accounts.roles import Role
from tests.beneath import beneath
from tests.factories import OWN_WORDS, a_colleague, sign_in
from tests.pre_visit import states
from tests.security.world import rules, token_of
from tests.visitor import Visitor

UNKNOWN = "This link does not open here"
SIGNS_OF_ANNA = (OWN_WORDS["own_question"], "KL 4711", "Lifting my son")


def ids(world):
    """Every name, reference and number that stands in a record, whatever it is of."""
    names = [world.anna.name, world.ben.name, world.request]
    numbers = {str(row["id"]) for table in ("invitations", "responses", "links", "staff")
               for row in beneath(world.db)[table].rows}  # fmt: skip
    return [*names, *sorted(numbers)]


def visits(world, method):
    """Each address of a visit, with each id in the place of its name."""
    for rule in rules(world.app, method):
        if rule.rule.startswith("/visit/"):
            for one in ids(world):
                yield world.address(rule).replace(world.anna.name, one), one


def test_a_patient_finds_no_visit_but_their_own(world):
    for case, other in ((world.ben, world.anna), (world.anna, world.ben)):
        asked = 0
        for address, whose in visits(world, "GET"):
            if whose == case.name:
                continue
            answer = case.client.get(address)
            asked += 1
            assert (answer.status_code, UNKNOWN in answer.text) == (404, True), address
            assert not any(words in answer.text for words in SIGNS_OF_ANNA), address
        assert asked >= 40
        assert case.client.get(other.link).status_code == 303  # whoever has the link is let in


def test_a_patient_changes_no_visit_but_their_own(world):
    before = world.rows()
    sent = {"rf_now": "fainted_now", "agree": "yes", "year": "1984", "own_question": "Whose?"}
    for address, whose in visits(world, "POST"):
        if whose == world.ben.name:
            continue
        data = sent | {"csrf_token": token_of(world.ben.client, "/visit")}
        assert world.ben.client.post(address, data=data).status_code == 404, address

    assert world.rows() == before


def test_a_browser_with_anothers_cookie_is_that_other_and_nobody_else(world):
    """What is in the encrypted cookie is what opens a visit: swapped, it opens no third one."""
    third = states.submitted(world.app)
    swapped = world.app.test_client()
    swapped.set_cookie("self-check", world.ben.client.get_cookie("self-check").value)

    assert swapped.get(world.ben.at("")).status_code == 200
    for other in (world.anna, third):
        assert swapped.get(other.at("/sent")).status_code == 404
    swapped.set_cookie("self-check", world.anna.client.get_cookie("self-check").value)
    assert swapped.get(world.ben.at("")).status_code == 404


@pytest.mark.parametrize("name", ["self-check", "staff", "kiosk"])
def test_a_cookie_in_the_place_of_another_opens_nothing(world, name):
    """Encrypted sessions, sign-ins and devices are told apart, whatever they are called."""
    signed_in = sign_in(world.app.test_client(), world.robin)
    worth = [signed_in.get_cookie("staff").value, world.kiosk[1], world.anna.link[3:]]
    worth += [world.anna.client.get_cookie("self-check").value]
    own = {"staff": worth[0], "kiosk": worth[1], "self-check": worth[3]}
    for value in worth:
        if value == own[name]:
            continue
        client = world.app.test_client()
        client.set_cookie(name, value)
        assert client.get("/clinic/account").status_code == 303
        assert client.get(world.anna.at("/sent")).status_code == 404
        assert client.get("/kiosk/questions/safety/now").location == "/kiosk/enrol"


def test_answers_of_a_runner_are_in_their_browser_and_nowhere_else(world):
    """Two runners at the same addresses: there is no id that could be another's."""
    of_runners = [
        rule
        for rule in rules(world.app, "GET")
        if rule.endpoint.startswith(("questionnaire.", "booking."))
    ]
    assert {argument for rule in of_runners for argument in rule.arguments} == {"section", "name"}


def test_a_result_to_take_along_is_for_who_has_the_whole_token(world):
    mine, theirs = (handoffs.add(world.db, services_of(world.app).encryption, {}, world.now)
                    for _ in range(2))  # fmt: skip
    phone = Visitor(world.app.test_client())
    for number in (mine.id, theirs.id):
        phone.go(f"/t/{number}").sees("This result is not here")
    phone.go(f"/t/{mine.token}").press("Open my result")
    assert handoffs.is_there(world.db, theirs.token, world.now)
    phone.go("/t/ready").sees("This result is not here")


def people_of_staff(world):
    """Two of each kind, signed in."""
    for number, role in enumerate((*Role, *Role)):
        person = a_colleague(world.app, f"Kim {number}", [role])
        yield person, sign_in(world.app.test_client(), person)


def test_a_link_that_was_just_made_is_shown_to_who_made_it_alone(world):
    bosses = [client for person, client in people_of_staff(world) if "admin" in person.roles[0]]
    mine, theirs = bosses
    data = {"csrf_token": token_of(mine, "/clinic")}
    mine.post(f"/clinic/people/{world.sam.id}/link", data=data)

    assert "set-up" not in theirs.get("/clinic/people/link", follow_redirects=True).text
    assert "/clinic/set-up/" in mine.get("/clinic/people/link").text
    assert "/clinic/set-up/" not in mine.get("/clinic/people/link", follow_redirects=True).text


def test_each_physiotherapist_acts_under_their_own_name(world):
    """Whoever is named in what is sent, the audit names who is signed in."""
    kim = a_colleague(world.app, "Kim Lee", [Role.PHYSIOTHERAPIST])
    client = sign_in(world.app.test_client(), kim)
    data = {"csrf_token": token_of(client, "/clinic"), "note": "Comes on Monday, called back"}
    forged = {"who": "Sam Reed", "by": world.sam.id, "staff": world.sam.id, "author": "Sam Reed"}
    client.post(f"/clinic/responses/{world.anna.name}/note", data=data | forged)
    page = client.get(f"/clinic/responses/{world.anna.name}").text

    assert "Comes on Monday, called back" in page
    said = page[page.index("Comes on Monday") - 400 : page.index("Comes on Monday") + 400]
    assert ("Kim Lee" in said, "Sam Reed" in said) == (True, False)


def test_what_a_form_does_not_ask_for_is_not_kept(world):
    """Fields of the record, sent beside those of the form."""
    one = world.ben.invitation
    forged = {"submitted": "2026-01-01", "birth_year": "1900", "reference": "MINE", "link": "1"}
    forged |= {"visits": "x", "proved": "1", "physiotherapist": str(world.sam.id)}
    world.ben.post("/questions/your_pain/place", age_years="34", **forged)
    now = world.ben.invitation

    assert (now.submitted, now.birth_year, now.reference, now.physiotherapist) == (
        one.submitted,
        one.birth_year,
        one.reference,
        one.physiotherapist,
    )
    assert responses.latest(world.db, services_of(world.app).encryption, one.id).submitted is None
    assert invitations.find(world.db, services_of(world.app).encryption, one.name).id == one.id
