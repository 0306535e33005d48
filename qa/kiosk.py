"""Person after person at one kiosk in a real browser: the next one reaches nothing of the last."""

import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect, sync_playwright

from qa.drill import Drill
from qa.people import Staff
from qa.site import Site

IDLE = 30  # seconds until it asks who is there; 30 more and it forgets
CANARY = "canary7301"  # left on purpose
LONG = 120  # seconds of a drill in which somebody may walk off
ATTRACT, GONE = re.compile("/kiosk$"), re.compile("/kiosk(/cleared)?$")
LONGEST, FEWEST = 40, 2  # pages; people
BACK = 10  # times
SCREEN = {"width": 1080, "height": 1920}
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
# The last option of each question; "None of these" is the last of every safety screen.
CHOOSE = """() => {
    const groups = new Map();
    for (const box of document.querySelectorAll("main :is([type=radio], [type=checkbox])")) {
        if (box.name !== "unit") groups.set(box.name, box);
    }
    for (const box of groups.values()) if (!box.checked) box.click();
}"""
CHOSEN = """() => [...document.querySelectorAll("main :is(:checked, input[type=text])")]
    .filter(box => box.name !== "unit" && (box.type !== "text" || box.value))
    .map(box => `${box.name}=${box.value}`)"""
NO_ROOM = "There is no Chromium: say where one is, CHROMIUM=/path/to/chromium."


class Device:
    """A screen: a browser whose profile is kept in a folder, enrolled as a kiosk by its code."""

    def __init__(self, playwright: Playwright, site: Site, profile: Path, code: str) -> None:
        self.playwright, self.site, self.profile = playwright, site, profile
        self.visited: list[str] = []
        """Addresses that the person before was at."""
        self.switch_on()
        self.page.goto("/kiosk/enrol")
        self.page.get_by_role("textbox").fill(code)
        self.page.get_by_role("button", name="Make it a kiosk").click()
        expect(self.page).to_have_url(ATTRACT)
        self.context.close()  # a browser writes what it holds some time later, or when it ends
        self.switch_on()

    def switch_on(self, *flags: str) -> None:
        """Start the browser."""
        path = os.environ.get("CHROMIUM", "playwright")
        if path == "missing":
            raise RuntimeError(NO_ROOM)
        self.context: BrowserContext = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=None if path == "playwright" else path,
            args=[*FLAGS, *flags],
            viewport=SCREEN,  # type: ignore[arg-type]  # a dict of whole numbers is what it takes
            base_url=f"http://127.0.0.1:{self.site.port}",
        )
        self.context.set_default_timeout(30_000)
        self.page: Page = self.context.pages[0]

    def crash(self) -> None:
        """The browser dies in the middle, and comes back with the pages it had."""
        for command in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if os.fsencode(self.profile) in command.read_bytes():
                    os.kill(int(command.parent.name), signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        self.switch_on("--restore-last-session")


def run(drill: Drill) -> None:
    """People in turn, each with words and distances that nobody else has."""
    site = Site(
        drill.folder,
        FLASK_BASE_URL="",
        FLASK_BEHIND_PROXY="false",
        FLASK_KIOSK_IDLE=f"{IDLE}",
    )
    report, random, people, pages = drill.report, drill.random, 0, 0
    planted: list[str] = []
    shown: list[str] = []
    with site.open(), sync_playwright() as playwright:
        staff = Staff(site.port)
        staff.set_up(site.add_staff("Robin Hale", "administrator"), "Robin Hale")
        ends = ends_of(staff, drill.seconds >= LONG)
        code = staff.add_kiosk("Waiting room")
        device = Device(playwright, site, drill.folder / "profile", code)
        drill.begin()
        while people < FEWEST or not drill.is_over:
            theirs = [f"kestrel{random.randrange(10**9):09}", f"31.{random.randrange(10**6):06}"]
            planted += theirs
            name = list(ends)[(people + drill.seed) % len(ends)]
            try:
                pages += sit_down(device, random, theirs)
                ends[name](device)
                found = [one for text in next_person(device) for one in theirs if one in text]
                shown += [f"{one}, after: {name}" for one in found]
                shown += [f"{one} is chosen, after: {name}" for one in reopened(device)]
            except Error as problem:
                shows = device.page.locator("body").inner_text()
                raise RuntimeError(f"{name}, {device.page.url}: {shows[:300]}") from problem
            people += 1
        device.page.goto("/kiosk")
        device.page.evaluate("value => { localStorage.held = value }", CANARY)
        device.context.close()
        is_found = any(leftovers(device.profile, [CANARY]))
        report.holds("the search finds what a page left in the browser", is_found)
        report.figure("people, pages answered", f"{people}, {pages}")
        report.figure("ways to leave", ", ".join(ends))
        report.none("shown to the next person", shown, len(planted))
        left = list(leftovers(drill.folder, planted))
        report.none("left in the records, logs and the browser's profile", left, len(planted))
    report.none("faults in the log", site.faults)


def sit_down(device: Device, random: Random, theirs: list[str]) -> int:
    """Touch to start and answer some pages, slipping now and then; how many."""
    page, far = device.page, random.randrange(8, LONGEST)
    page.goto("/kiosk")
    page.get_by_role("button", name="Touch to start").click()
    page.wait_for_url("**/kiosk/questions/**")
    device.visited = []
    for number in range(far):
        if "/kiosk/questions/" not in page.url:
            return number
        device.visited.append(urlsplit(page.url).path)
        answer(page, random, theirs)
    return far


def answer(page: Page, random: Random, theirs: list[str]) -> None:
    """Answer a page and go on; a word in place of the age first, and a lost network sometimes."""
    word, distance = theirs
    before = urlsplit(page.url).path
    page.evaluate(CHOOSE)
    for box in page.locator("main .measure input").all():
        name = box.get_attribute("name") or ""
        box.fill(word if name == "age_years" else distance if "km" in name else "6")
    go_on(page, is_offline=random.random() < 0.1)
    if page.locator(".problem").count():
        page.locator("#age_years").fill("41")
        go_on(page)
    if page.locator("[name=sure]").count():
        page.get_by_role("button", name="Yes, that is right").click()
    expect(page).not_to_have_url(re.compile(re.escape(before) + "$"))


def go_on(page: Page, is_offline: bool = False) -> None:
    """Touch Continue, and wait for what comes."""
    button = page.get_by_role("button", name=re.compile("Continue|Yes, that is right")).first
    page.evaluate("() => { document.querySelector('main').dataset.old = 'yes' }")
    if is_offline:
        page.context.set_offline(True)
        button.click()
        page.locator("#waiting").wait_for()
        page.context.set_offline(False)
    else:
        button.click()
    page.locator("main:not([data-old])").wait_for(state="attached", timeout=60_000)


def ends_of(staff: Staff, is_long: bool) -> dict[str, Callable[[Device], None]]:
    """The ways in which somebody leaves."""

    def be_reset(device: Device) -> None:
        staff.submit(staff.get("/clinic/kiosks/1"), {}, "/reset")
        device.page.reload()

    short = {"finish": finish, "start again": start_again, "crash": Device.crash}
    short |= {"two tabs": two_tabs, "reset by staff": be_reset}
    return short | ({"walk off": walk_off} if is_long else {})


def finish(device: Device) -> None:
    """To the result where it has come that far, and away."""
    page = device.page
    if page.url.endswith("/assessment"):
        page.get_by_role("button", name="Finish").first.click()
        page.wait_for_url(GONE)
    else:
        start_again(device)


def start_again(device: Device) -> None:
    """Away by the button that is always there."""
    device.page.get_by_role("link", name="Start again").click()
    device.page.get_by_role("button", name="Yes, delete my answers").click()
    device.page.wait_for_url(GONE)


def two_tabs(device: Device) -> None:
    """A second tab beside the first, which ends."""
    with device.context.expect_page() as opened:
        device.page.evaluate("() => { open(location.href) }")
    opened.value.wait_for_load_state()
    start_again(device)
    expect(opened.value).to_have_url(ATTRACT)
    opened.value.close()


def walk_off(device: Device) -> None:
    """Away without a word."""
    expect(device.page).to_have_url(ATTRACT, timeout=(2 * IDLE + 30) * 1000)


def next_person(device: Device) -> Iterator[str]:
    """All that the next one comes upon: the screen, Back and Forward, the addresses from before."""
    page = device.page
    yield from (one.content() for one in device.context.pages)
    for step in (*[page.go_back] * BACK, *[page.go_forward] * BACK):
        with suppress(Error):
            step(wait_until="load")
        yield page.content()
    for path in (*device.visited, "/kiosk/answers", "/kiosk/assessment"):
        page.goto(path)
        yield page.content()


def reopened(device: Device) -> list[str]:
    """What is chosen or typed already on the first page of the next person."""
    page = device.page
    page.goto("/kiosk")
    page.get_by_role("button", name="Touch to start").click()
    page.wait_for_url("**/kiosk/questions/**")
    chosen: list[str] = page.evaluate(CHOSEN)
    start_again(device)
    return chosen


def leftovers(folder: Path, values: Iterable[str]) -> Iterator[str]:
    """Each file below a folder that holds one of these, in either way of writing text."""
    sought = [value.encode(code) for value in values for code in ("utf-8", "utf-16-le")]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            yield from (f"{path}: {one!r}" for one in sought if one in content)
