"""The door before the staff pages."""

from tests.factories import a_colleague, sign_in


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get("/clinic/")

    assert (answer.status_code, answer.location) == (303, "/clinic/sign-in?back=/clinic/")


def test_somebody_who_is_signed_in_sees_the_menu(app, client):
    sign_in(client, a_colleague(app, "Robin Hale"))

    assert "Robin Hale" in client.get("/clinic/account").text
