"""People at a screen, each in their own way: some finish, some walk off, some meet a crash."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import urlsplit

from playwright.sync_api import Page, TimeoutError, expect

from records import kiosk_sittings
from torture.kiosk.device import Device

ATTRACT = re.compile("/kiosk$")
GONE = re.compile("/kiosk(/cleared)?$")  # the page that says so leads on after a few seconds
FIRST = re.compile("/kiosk/questions/safety/now$")
LONGEST = 30  # pages that somebody may answer
# The last choice of each question; "None of these" is the last of every safety screen.
CHOOSE = """() => {
    const groups = new Map();
    for (const box of document.querySelectorAll("main :is([type=radio], [type=checkbox])")) {
        if (box.name !== "unit") groups.set(box.name, box);
    }
    for (const box of groups.values()) if (!box.checked) box.click();
}"""


@dataclass(frozen=True)
class Planted:
    """What only one person typed: a word in place of a number, and a distance."""

    word: str
    distance: str

    @property
    def values(self) -> tuple[str, str]:
        """Both, to be searched for."""
        return self.word, self.distance


def planted_for(random: Random) -> Planted:
    """Values that nobody else has."""
    return Planted(f"kestrel{random.randrange(10**9):09}", f"31.{random.randrange(10**6):06}")


def visit(device: Device, random: Random, planted: Planted) -> str:
    """One person, from the attract screen to some end; what is left for the next to see."""
    page = device.page
    page.goto("/kiosk")
    start = page.get_by_role("button", name="Touch to start")
    start.dblclick() if random.random() < 0.3 else start.click()
    expect(page).to_have_url(FIRST)
    far = random.randrange(2, LONGEST)
    for _ in range(far):
        if "/kiosk/questions/" not in page.url:
            break
        answer_page(page, random, planted)
    name = random.choice(list(ENDS))
    return ENDS[name](device)


def answer_page(page: Page, random: Random, planted: Planted) -> None:
    """Answer a page and go on; sometimes with a slip, a double touch or a lost network."""
    before = urlsplit(page.url).path
    page.evaluate(CHOOSE)
    for box in page.locator("main .measure input").all():
        box.fill(typed_into(box.get_attribute("name") or "", random, planted))
    go_on(page, random)
    if page.locator(".problem").count():
        page.locator("#age_years").fill("41")
        go_on(page, random)
    if page.locator("[name=sure]").count():
        page.get_by_role("button", name="Yes, that is right").click()
    expect(page).not_to_have_url(re.compile(re.escape(before) + "$"))


def typed_into(name: str, random: Random, planted: Planted) -> str:
    """What is typed into a box for a number."""
    if name == "age_years":
        return planted.word if random.random() < 0.7 else "41"
    return planted.distance if name in ("km_last_7d", "km_typical_week") else "6"


def go_on(page: Page, random: Random) -> None:
    """Touch Continue, and wait until the page has been answered."""
    button = page.get_by_role("button", name=re.compile("Continue|Yes, that is right")).first
    page.evaluate("() => { document.querySelector('main').dataset.old = 'yes' }")
    if random.random() < 0.1:
        page.context.set_offline(True)
        button.click()
        page.locator("#waiting").wait_for()
        page.context.set_offline(False)
    elif random.random() < 0.2:
        button.dblclick()
    else:
        button.click()
    try:
        page.locator("main:not([data-old])").wait_for(state="attached", timeout=60_000)
    except TimeoutError as problem:
        raise RuntimeError(f"{page.url} does not go on: {page.content()}") from problem


def finish(device: Device) -> str:
    """To the result where it has come that far, and away properly."""
    page = device.page
    if page.url.endswith("/answers"):
        page.get_by_role("button", name="See my result").click()
        page.get_by_role("button", name="Finish and forget").first.click()
        page.wait_for_url(GONE)
        return page.content()
    return start_again(device)


def start_again(device: Device) -> str:
    """Away by the button that is always there."""
    page = device.page
    page.get_by_role("link", name="Start again").click()
    page.get_by_role("button", name="Yes, forget my answers").click()
    page.wait_for_url(GONE)
    return page.content()


def walk_off(device: Device) -> str:
    """Away without a word; the screen is loaded anew after the server's time is up."""
    device.is_left_alone(100)
    device.page.reload()
    expect(device.page).to_have_url(ATTRACT)
    return device.page.content()


def be_reset(device: Device) -> str:
    """Taken off the screen by staff."""
    kiosk_sittings.get_up(device.site.db, device.row, "2026-11-24")
    device.page.reload()
    expect(device.page).to_have_url(ATTRACT)
    return device.page.content()


def two_tabs(device: Device) -> str:
    """A second tab beside the first, which ends."""
    with device.context.expect_page() as opened:
        device.page.evaluate("() => { open(location.href) }")
    opened.value.wait_for_load_state()
    start_again(device)
    expect(opened.value).to_have_url(ATTRACT)
    left = opened.value.content()
    opened.value.close()
    return left


def crash(device: Device) -> str:
    """In the middle the browser dies."""
    return device.crash()


ENDS: dict[str, Callable[[Device], str]] = {
    "finish": finish,
    "start again": start_again,
    "walk off": walk_off,
    "be reset": be_reset,
    "two tabs": two_tabs,
    "crash": crash,
}
