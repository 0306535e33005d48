"""What a page may not do anywhere: complain in the console, fail, or ask a foreign host."""

from dataclasses import dataclass, field

WITHIN = ("data:", "blob:", "about:")


@dataclass
class Watch:
    """Listens to every page of a browser context."""

    address: str
    seen: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    is_deaf: bool = False
    """Whether to let everything pass."""

    def follow(self, context):
        """Listen to all that this context opens."""
        for event, hear in self._hearing():
            context.on(event, hear)

    def leave(self, context):
        """Listen to it no more."""
        for event, hear in self._hearing():
            context.remove_listener(event, hear)

    def _hearing(self):
        yield "console", self._on_console
        yield "weberror", self._on_error
        yield "request", self._on_request

    def expect(self, words):
        """From now on one complaint with these words is what should happen."""
        self.expected.append(words)

    def faults(self):
        """What was seen and not expected, or expected and not seen, since this was asked last."""
        missed = [f"not seen: {w}" for w in self.expected if not any(w in s for s in self.seen)]
        faults = [s for s in self.seen if not any(words in s for words in self.expected)]
        self.seen, self.expected = [], []
        return [] if self.is_deaf else missed + faults

    def check(self):
        """Nothing was seen but what was expected, and all of that."""
        faults = self.faults()
        assert not faults, "\n".join(faults)

    def _on_console(self, message):
        if message.type in ("error", "warning", "assert"):
            self.seen.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _on_error(self, problem):
        self.seen.append(f"error: {problem.error}")

    def _on_request(self, request):
        url = request.url
        if not url.startswith((f"{self.address}/", *WITHIN)):
            self.seen.append(f"foreign request: {url}")
