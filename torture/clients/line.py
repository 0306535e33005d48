"""The way to the servers, which come and go."""

from threading import Event


class Line:
    """Ports of servers that share one database. While it is held, nobody gets through.

    `patience`: seconds that somebody tries again when nobody answers; 0 for not at all.
    """

    def __init__(self, *ports: int, patience: float = 0) -> None:
        self.ports = ports
        self.patience = patience
        self._free = Event()
        self._free.set()

    def hold(self) -> None:
        """Let nobody begin a request."""
        self._free.clear()

    def lead_to(self, *ports: int) -> None:
        """Let everybody through, to these."""
        self.ports = ports
        self._free.set()

    def wait(self) -> None:
        """Until the line is free."""
        self._free.wait()
