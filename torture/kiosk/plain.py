"""One person at a kiosk without any script: to the result, away, and a refresh that forgets."""

from contextlib import suppress

from playwright.sync_api import Error, expect

from torture.chance import Chance
from torture.kiosk.device import Device
from torture.kiosk.people import ATTRACT, LONGEST, Planted, answer_page

BACK = 10  # times
TOO_LONG = 100  # seconds since the last touch: more than a sitting lives


class Steady(Chance):
    """No slip, no double touch and no lost network: without script there is no panel for one."""

    def random(self) -> float:
        """The same each time: nothing that is rare."""
        return 0.99


def plain_visit(device: Device, planted: Planted) -> tuple[int, str]:
    """How many pages were answered, and all that the next person comes upon.

    Raises playwright's Error, or AssertionError, where it does not go on to a result.
    """
    page = device.page
    page.goto("/kiosk")
    page.get_by_role("button", name="Touch to start").click()
    pages, random = 0, Steady(1)
    while "/kiosk/questions/" in page.url and pages < LONGEST + 10:
        answer_page(page, random, planted)
        pages += 1
    page.get_by_role("button", name="See my result").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your result")
    device.is_left_alone(TOO_LONG)
    page.reload()
    expect(page).to_have_url(ATTRACT)
    return pages, page.content() + gone_back(device)


def gone_back(device: Device) -> str:
    """All that Back and then Forward come upon."""
    seen, page = "", device.page
    for step in (*[page.go_back] * BACK, *[page.go_forward] * BACK):
        with suppress(Error):
            step(wait_until="load")
        seen += page.content()
    return seen
