"""The form on a page, read from its HTML."""

from html.parser import HTMLParser

from bench.runner import ANSWERS, typed


class PageForm(HTMLParser):
    """The first form that goes back to the page's own address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.names: list[str] = []
        self.is_there = False
        self._is_inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the form and its fields."""
        given = dict(attrs)
        if tag == "form" and not self.is_there:
            self.is_there = self._is_inside = "action" not in given
        name = given.get("name")
        if self._is_inside and name and tag in ("input", "button"):
            if given.get("type") == "hidden":
                self.hidden[name] = given.get("value") or ""
            elif name not in self.names:
                self.names.append(name)

    def handle_endtag(self, tag: str) -> None:
        """Leave the form."""
        if tag == "form":
            self._is_inside = False

    def filled(self, extras: str) -> list[tuple[str, str]]:
        """The fields as the runner sends them; `extras` answers the offer of more questions."""
        chosen = {"unit": "km", "extras": extras}
        pairs = list(self.hidden.items())
        for name in self.names:
            values = typed(name) if name in ANSWERS else [chosen[name]]
            pairs += [(name, value) for value in values]
        return pairs
