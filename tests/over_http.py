"""A person whose browser comes to a served app over HTTP, and fills in what stands on its pages."""

from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urljoin

from tests.visitor import Page

LONGEST_WALK = 60  # pages
WORDS_TO_COME_IN = "seven quiet herons"
TYPED = {"km_last_7d": "30", "km_typical_week": "25", "longest_recent_km": "16"}
TYPED |= {"longest_prev30_km": "10", "age_years": "35", "extras": "no", "unit": "km"}
"""What is answered otherwise than by the last option, or with 6."""


class Person:
    """Cookies, and the page that is open: its path, status and text."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}
        self.path = self.status = self.text = None

    def ask(self, path, fields=None):
        """Open an address, and go where it leads; with fields, send them."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            method, body = ("GET", None) if fields is None else ("POST", urlencode(fields, True))
            line.request(method, path, body, headers)
            answer = line.getresponse()
            self.path, self.status, self.text = path, answer.status, answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        leads_to = answer.headers.get("Location", "").partition("#")[0]
        return self.ask(leads_to) if answer.status == 303 else self

    def send(self, ending="", **own):
        """Fill in the form of this page, or the one whose address ends so, and send it."""
        page, own = Page(self.text), TYPED | own
        for form in page.forms:
            address = urljoin(self.path, form.about.get("action", ""))
            is_it = address.endswith(ending) if ending else address == self.path
            if is_it and form.about.get("method") == "post":
                named = {one.about.get("name") for one in page.kept["button"] if one.form is form}
                number = "6" if "/questions/" in self.path else ""
                pressed = {name: own[name] for name in own.keys() & named}
                return self.ask(address, filled(form, own, number) | pressed)
        raise AssertionError(f"{self.path} has no form {ending}, with {self.status}: {page.text}")

    def walk(self, until, **own):
        """Page after page, until one whose address ends so."""
        for _ in range(LONGEST_WALK):
            if self.path.endswith(until):
                return self
            if f'href="{self.path}/answers"' in self.text:  # welcome back: a link leads on
                self.ask(f"{self.path}/answers")
            else:
                self.send(**own)
        raise AssertionError(f"{self.path} does not lead to {until}, with {self.status}")


def filled(form, own, number):
    """What is sent: these values by name, else what stands there, else the last option."""
    fields = {}
    for name in dict.fromkeys(box.name for box in form.boxes):
        boxes = [box for box in form.boxes if box.name == name]
        chosen = [box.value for box in boxes if box.is_sent and box.value]
        last = number if boxes[0].kind == "text" else boxes[-1].value
        fields[name] = own.get(name) or chosen or last
    return fields
