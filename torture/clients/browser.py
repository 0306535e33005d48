"""A browser that can be cut off at any time, and knows what was promised to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException
from random import Random
from time import monotonic, sleep
from urllib.parse import parse_qsl, urlencode

from bench.walker import Answer, Walker
from torture.clients.line import Line

Fields = Sequence[tuple[str, str]]
GONE = (ConnectionError, HTTPException)  # what a connection left open for long ends with
LONGEST = 120  # seconds that somebody waits for an answer
PAUSE = 0.02  # seconds before somebody tries again


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent."""

    path: str
    body: str
    led_to: str = ""
    """Where the 303 led that promised to keep it; "" while there was none."""

    @property
    def fields(self) -> dict[str, list[str]]:
        """What stood in the form, by name."""
        fields: dict[str, list[str]] = {}
        for name, value in parse_qsl(self.body, keep_blank_values=True):
            fields.setdefault(name, []).append(value)
        return fields


class Browser(Walker):
    """One browser, on one of the line's servers at a time; it asks for no style or script."""

    def __init__(self, line: Line, random: Random) -> None:
        super().__init__(0)
        self.line = line
        self.random = random
        self.promised: list[Sent] = []
        self.pending: Sent | None = None
        """What was sent and not answered yet, perhaps kept and perhaps not."""
        self.statuses: Counter[int] = Counter()
        self.times: list[float] = []
        """Seconds that each answer took, without the tries before it."""
        self.repeated = 0
        """Forms that were sent again because no answer came."""
        self._connections: dict[int, HTTPConnection] = {}

    def open(self, path: str, body: str | None = None) -> Answer:
        """A page, after any redirects."""
        return self.ask(path, body)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form, and go where it leads."""
        return self.ask(path, urlencode(fields))

    def press(self, path: str, fields: Fields) -> Answer:
        """Send a form, and go nowhere."""
        return self.send(path, urlencode(fields))

    def send(self, path: str, body: str | None = None) -> Answer:
        """One request, again and again while nobody answers and there is patience left.

        A connection that the server closed in the meantime is opened anew, as browsers do.
        """
        self.pending = None if body is None else Sent(path, body)
        until = monotonic() + self.line.patience
        while True:
            self.line.wait()
            self._connection = self._to(self.random.choice(self.line.ports))
            was_open = self._connection.sock is not None
            try:
                return super().send(path, body)
            except (OSError, HTTPException) as problem:
                self._connection.close()
                is_stale = was_open and isinstance(problem, GONE)
                if monotonic() > until and not is_stale:
                    raise
            self.repeated += body is not None
            sleep(PAUSE)

    def keep(self, answer: Answer) -> None:
        """Count an answer, and remember what it promises; the page itself is not kept."""
        self.statuses[answer.status] += 1
        self.times.append(answer.seconds)
        if self.pending and answer.status == 303:
            self.promised.append(replace(self.pending, led_to=answer.location))
        self.pending = None

    def come_as(self, other: "Browser") -> None:
        """Hold the cookies that another browser holds, as its second tab does."""
        self._cookies = dict(other._cookies)

    def close(self) -> None:
        """Leave."""
        for connection in self._connections.values():
            connection.close()

    def _to(self, port: int) -> HTTPConnection:
        if port not in self._connections:
            self._connections[port] = HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        return self._connections[port]
