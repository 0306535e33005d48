"""Person after person, and what there is to say afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from torture.device import Device
from torture.leftovers import leftovers
from torture.people import Chance, planted_for, visit
from torture.served import served

WARM = 5  # one in so many of the people come before memory is first looked at
GROWTH_OF_SERVER = 8_192  # kB that a server may grow by; it is still warming up
GROWTH_OF_PAGE = 512 * 1024  # bytes


@dataclass
class Found:
    """What became of all who came."""

    people: int
    values: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    server: tuple[int, int] = (0, 0)
    page: tuple[int, int] = (0, 0)

    def __str__(self) -> str:
        kilobytes = [size // 1024 for size in self.page]
        return (
            f"{self.people} people, {len(self.values)} values sought, {len(self.faults)} faults. "
            f"Server {self.server[0]} to {self.server[1]} kB, "
            f"page {kilobytes[0]} to {kilobytes[1]} kB."
        )


def torture(
    folder: Path, people: int, seed: int, say: Callable[[str], None] = lambda words: None
) -> Found:
    """Let people come; a fault is anything of theirs that is left, and memory that grows."""
    found, path = Found(people), chromium.found()
    browser = None if path == "playwright" else path
    with served(folder) as site, sync_playwright() as playwright:
        device = Device(playwright, browser, site, folder / "profile")
        for number in range(people):
            come(device, found, Chance(seed * 10_000 + number))
            if number == people // WARM:
                found.server, found.page = (site.memory,) * 2, (at_rest(device),) * 2
            if number % 20 == 19:
                say(f"{number + 1} people came.")
        found.server = found.server[0], site.memory
        found.page = found.page[0], at_rest(device)
        device.context.close()
        judge(found, folder)
    return found


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


def judge(found: Found, folder: Path) -> None:
    """Search everything that was written, and compare memory."""
    found.faults += leftovers(folder, found.values)
    if found.server[1] - found.server[0] > GROWTH_OF_SERVER:
        found.faults.append("The server has grown.")
    if found.page[1] - found.page[0] > GROWTH_OF_PAGE:
        found.faults.append("The page has grown.")
