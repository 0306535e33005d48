"""One screen in the waiting room: a browser with a profile of its own, which may crash."""

import os
import signal
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page, Playwright

from records import kiosk_sittings, kiosks
from torture.served import Served

SCREEN = {"width": 1080, "height": 1920}
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 15_000  # milliseconds


class Device:
    """A kiosk of a served app, in a browser that keeps its profile in a folder.

    The folder's name is the kiosk's. `options`: more for the browser, as Playwright's.
    """

    def __init__(
        self,
        playwright: Playwright,
        browser: str | None,
        site: Served,
        profile: Path,
        **options: Any,
    ):
        self.playwright, self.browser, self.site, self.profile = playwright, browser, site, profile
        self.options = options
        _, code = kiosks.add(site.db, profile.name, datetime.now(UTC))
        enrolled = kiosks.enrol(site.db, code, datetime.now(UTC))
        if enrolled is None:
            raise RuntimeError("The device is no kiosk.")
        self.token = enrolled[1]
        self.switch_on()

    def switch_on(self, *flags: str) -> None:
        """Start the browser; what a crash left open comes back with "--restore-last-session"."""
        self.context: Any = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=self.browser,
            args=[*FLAGS, *flags],
            viewport=SCREEN,
            base_url=self.site.address,
            **self.options,
        )
        self.context.set_default_timeout(PATIENCE)
        own = {"name": "kiosk", "value": self.token, "url": self.site.address}
        self.context.add_cookies([own])
        self.page: Page = self.context.pages[0]

    def crash(self) -> str:
        """End the browser in the middle and start it again; all that it then shows by itself."""
        for process in browsers_with(self.profile):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(Error):
            self.context.close()
        self.switch_on("--restore-last-session")
        return "".join(page.content() for page in self.context.pages)

    def is_left_alone(self, seconds: int) -> None:
        """Let the last touch that the server knows of be so long ago."""
        kiosk, before = self.row, datetime.now(UTC) - timedelta(seconds=seconds)
        kiosk_sittings.touch(self.site.db, kiosk, before)

    @property
    def row(self) -> kiosks.Kiosk:
        """The device in the records."""
        found = kiosks.of_token(self.site.db, self.token)
        if found is None:
            raise RuntimeError("The device is a kiosk no longer.")
        return found

    @property
    def heap(self) -> int:
        """Bytes that the page's own objects take, after a clearing-up."""
        tools = self.context.new_cdp_session(self.page)
        tools.send("HeapProfiler.collectGarbage")
        tools.send("Performance.enable")
        metrics = tools.send("Performance.getMetrics")["metrics"]
        tools.detach()
        return next(int(one["value"]) for one in metrics if one["name"] == "JSHeapUsedSize")


def browsers_with(profile: Path) -> list[int]:
    """The processes that were started for a profile; each names it in its command."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if os.fsencode(profile) in command.read_bytes():
                found.append(int(command.parent.name))
    return found
