"""How fast requests are begun."""

from threading import Lock
from time import monotonic, sleep

from torture.clients.line import Line


class Pace(Line):
    """So many requests a second, for all who share it; 0: as many as are answered.

    A request that is answered late does not put off the next: it is begun when it is due, as
    long as anybody is free to begin it. `late`: by how many seconds each was begun too late.
    """

    def __init__(self, *ports: int, rate: float = 0) -> None:
        super().__init__(*ports)
        self.rate = rate
        self.late: list[float] = []
        self._due = monotonic()
        self._lock = Lock()

    def wait(self) -> None:
        """Until the next one is due."""
        super().wait()
        if self.rate:
            due = self._next()
            sleep(max(0, due - monotonic()))
            self.late.append(monotonic() - due)

    def _next(self) -> float:
        with self._lock:
            self._due += 1 / self.rate
            return self._due
