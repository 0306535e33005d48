"""What stands around every staff page: who is in, what waits, and what is not theirs."""

import pytest

from staff.accounts.roles import Role
from tests.factories import a_colleague, a_response, healthy_runner, sign_in
from tests.visitor import Visitor

STOPPED = healthy_runner(rf_now=["fainted_now"])
WARNED = "1 patient has unreviewed warning signs"
NEEDED = "1 patient needs a physiotherapist now"


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ([Role.PHYSIOTHERAPIST], WARNED),
        ([Role.FRONT_DESK], NEEDED),
        ([Role.ADMINISTRATOR], ""),
        ([Role.FRONT_DESK, Role.PHYSIOTHERAPIST], WARNED),
    ],
)
def test_warnings_that_wait_are_counted_as_each_may_know(app, runner, roles, told):
    sign_in(runner.client, a_colleague(app, "Kim Lee", roles))
    runner.go("/clinic/account").does_not_see(WARNED, NEEDED)
    a_response(app, STOPPED)
    runner.go("/clinic/account")

    assert [words for words in (WARNED, NEEDED) if words in runner.page.text] == [told][
        : bool(told)
    ]


def test_what_is_not_there_is_told_alike_to_whoever_may_not_see_it(app):
    desk = Visitor(sign_in(app.test_client(), a_colleague(app, "Kim Lee", [Role.FRONT_DESK])))
    there = desk.go("/clinic/people/1").page.text
    nowhere = desk.go("/clinic/nowhere").page.text

    assert there == nowhere
    desk.sees("This page is not here", "Go to your first page", "Kim Lee")


def test_a_runner_is_told_of_a_missing_page_as_before(runner):
    runner.go("/clinic/nowhere").sees("This page is not here", "Go to the start")
