"""A runner at home, who walks the self-check and asks for a visit."""

from bench.walker import RESULT, Answer
from torture.clients.browser import Browser
from torture.clients.hidden import hidden_in

ASKING = "/booking"


class Runner(Browser):
    """`walk` goes from the first page to the result; what is kept of it is in the cookie."""

    def ask_for_visit(self, name: str, note: str = "") -> Answer:
        """From the result to the page that says what happens next."""
        return self.post(ASKING, self.request(name, note))

    def request(self, name: str, note: str = "") -> list[tuple[str, str]]:
        """The filled form, with the answers attached."""
        page = self.ask(ASKING)
        typed = {"name": name, "phone": "555 010 0100", "note": note, "attach": "y"}
        return [*hidden_in(page.text, ""), *typed.items()]

    @property
    def has_result(self) -> bool:
        """Whether the answers lead to the result now."""
        return self.ask(RESULT).path == RESULT
