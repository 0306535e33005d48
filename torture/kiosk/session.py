"""Person after person, and what there is to say afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Playwright, sync_playwright

from tests.browser import chromium
from torture.chance import Chance
from torture.figures import Figure, none_of
from torture.kiosk.device import Device
from torture.kiosk.leftovers import leftovers
from torture.kiosk.people import planted_for, visit
from torture.kiosk.plain import plain_visit
from torture.parts import Trial
from torture.served import Served, served

PEOPLE, SHORT = 200, 10
WARM = 5  # one in so many of the people come before memory is first looked at
GROWTH_OF_SERVER = 8_192  # kB that a server may grow by; it is still warming up
GROWTH_OF_PAGE = 512 * 1024  # bytes


@dataclass
class Found:
    """What became of all who came."""

    values: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    plain_pages: int = 0
    """Answered without script, up to a result."""
    server: tuple[int, int] = (0, 0)
    page: tuple[int, int] = (0, 0)


def run(trial: Trial) -> Iterator[Figure]:
    """Two hundred people, or ten in the short form."""
    people = SHORT if trial.is_short else PEOPLE
    found = sit_down(trial, people)
    for fault in found.faults:
        trial.say(fault)
    of = f"of {len(found.values):,}"
    yield none_of("23", f"values of {people} people found afterwards", len(found.faults), of)
    plain = f"{found.plain_pages} pages, a result, nothing after"
    is_plain = found.plain_pages > 0 and not found.faults
    yield Figure("32", "the same without script, and a refresh", plain, "", is_plain)
    yield grown("server", "kB", found.server, GROWTH_OF_SERVER)
    yield grown("page", "bytes", found.page, GROWTH_OF_PAGE)


def grown(what: str, unit: str, sizes: tuple[int, int], most: int) -> Figure:
    """How far memory grew, once the first people had come."""
    by = sizes[1] - sizes[0]
    told = f"{sizes[0]:,} to {sizes[1]:,}"
    return Figure("23", f"memory of the {what}, {unit}", told, f"+{most:,} at most", by <= most)


def sit_down(trial: Trial, people: int) -> Found:
    """Let people come; a fault is anything of theirs that is left."""
    found, path = Found(), chromium.found()
    browser = None if path == "playwright" else path
    with served(trial.folder) as site, sync_playwright() as playwright:
        device = Device(playwright, browser, site, trial.folder / "profile")
        for number in range(people):
            come(device, found, Chance(trial.seed * 10_000 + number))
            if number == people // WARM:
                found.server, found.page = (site.memory,) * 2, (at_rest(device),) * 2
            if number % 20 == 19:
                trial.say(f"{number + 1} people came.")
        found.server = found.server[0], site.memory
        found.page = found.page[0], at_rest(device)
        device.context.close()
        go_plainly(playwright, browser, site, trial, found)
        found.faults += leftovers(trial.folder, found.values)
    return found


def go_plainly(
    playwright: Playwright, browser: str | None, site: Served, trial: Trial, found: Found
) -> None:
    """One more person, on a device of their own where no script runs."""
    profile = trial.folder / "without script"
    device = Device(playwright, browser, site, profile, java_script_enabled=False)
    planted = planted_for(Chance(trial.seed))
    found.values += planted.values
    found.plain_pages, left = plain_visit(device, planted)
    found.faults += [f"still shown: {one}" for one in planted.values if one in left]
    device.context.close()


def come(device: Device, found: Found, random: Chance) -> None:
    """One more person; the next one sees nothing of theirs."""
    planted = planted_for(random)
    found.values += planted.values
    left = visit(device, random, planted)
    found.faults += [f"still shown: {one}" for one in planted.values if one in left]


def at_rest(device: Device) -> int:
    """What the attract screen takes of memory."""
    device.page.goto("/kiosk")
    return device.heap
