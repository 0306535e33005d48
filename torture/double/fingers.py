"""Many fingers on one button."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

from bench.walker import Answer
from torture.chance import Chance
from torture.clients.browser import Browser, Fields
from torture.clients.line import Line


@dataclass(frozen=True, slots=True)
class Button:
    """A form that is filled in, in a browser."""

    browser: Browser
    path: str
    fields: Fields


class Fingers:
    """So many browsers, which press together with the cookies of one."""

    def __init__(self, line: Line, count: int) -> None:
        self._all = [Browser(line, Chance(number)) for number in range(count)]
        self._threads = ThreadPoolExecutor(count)

    def press(self, button: Button, count: int) -> Sequence[Answer]:
        """What each of so many gets, pressing as nearly at once as can be."""
        ready = Barrier(count)

        def press(finger: Browser) -> Answer:
            finger.come_as(button.browser)
            ready.wait(timeout=60)
            return finger.press(button.path, button.fields)

        return list(self._threads.map(press, self._all[:count]))

    def close(self) -> None:
        """Let go."""
        self._threads.shutdown()
        for finger in self._all:
            finger.close()
