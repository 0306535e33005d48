"""What stands hidden in a form: read by looking for it, which is cheaper than reading the page."""

import re
from html import unescape

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
NAME, VALUE = re.compile(r'\bname="([^"]*)"'), re.compile(r'\bvalue="([^"]*)"')


class NoForm(Exception):
    """The page has no such form; the words say where and which."""


def hidden_in(html: str, action: str) -> list[tuple[str, str]]:
    """The hidden fields of the first form whose address ends with these words. Raises NoForm.

    "" stands for the form that goes back to its own page.
    """
    form = f'<form method="post"(?: action="[^"]*{re.escape(action)}")' + ("" if action else "?")
    found = re.search(rf"{form}[^>]*>(.*?)</form>", html, flags=re.S)
    if not found:
        raise NoForm(f"There is no form {action!r}.")
    fields = HIDDEN.findall(found[1])
    return [(_in(NAME, field), _in(VALUE, field)) for field in fields]


def _in(pattern: re.Pattern[str], field: str) -> str:
    found = pattern.search(field)
    return unescape(found[1]) if found else ""
