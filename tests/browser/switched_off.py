"""Each wipe of a kiosk, switched off: so that a test of it is seen to fail without it."""

from contextlib import suppress
from functools import partial

from playwright.sync_api import Error, Route

from kiosk import access, sitting


class SwitchedOff:
    """What a test may switch off, in the app that is served and in the scripts of a browser."""

    def __init__(self, monkeypatch):
        self.patch = monkeypatch.setattr

    def end_of_sitting(self, screen):
        """Finish, start again and the attract screen end nothing."""
        self.patch(sitting, "end", lambda *_: False)
        self.patch(sitting, "leave_nothing", lambda: False)

    def strangers(self, screen):
        """An address typed in or restored is as good as a link of our own."""
        self.patch(access, "FROM_OUTSIDE", ())

    def clear_site_data(self, screen):
        """The browser is not asked to forget what it has stored."""
        self.patch(access, "WIPE", "")

    def history(self, screen):
        """Pages are put into the history, and nothing ends."""
        self.end_of_sitting(screen)
        rewrite(screen, "kiosk", {"history.replaceState(null, ": "history.pushState(null, "})

    def page_cache(self, screen):
        """Pages may be kept whole, are not emptied as they are left, nor asked for anew."""
        rewrite(screen, "kiosk", {"pagehide": "never"})
        rewrite(screen, "site", {"pageshow": "never"})
        screen.context.route("**/kiosk/**", without_no_store)

    def other_tabs(self, screen):
        """Tabs do not hear of each other, and do not ask the server."""
        changed = {f'fetch("/kiosk/{ask}"': "Promise.reject(0" for ask in ("here", "still-here")}
        rewrite(screen, "kiosk", changed | {'data === "over"': "false"})

    def autocomplete(self, screen):
        """The browser may keep what is typed into forms."""
        screen.context.route("**/kiosk/questions/**", with_autocomplete)


def rewrite(screen, bundle, changed):
    """Serve a script with some words changed; each must be there."""
    app = screen.site.app
    address = app.jinja_env.globals[{"kiosk": "kiosk_script_url", "site": "script_url"}[bundle]]
    text = app.test_client().get(address).text
    for old, new in changed.items():
        assert old in text, f"nothing to switch off: {old}"
        text = text.replace(old, new)
    served = partial(Route.fulfill, body=text, content_type="text/javascript")
    screen.context.route(f"**/assets/{bundle}.*.js", lambda route: served(route))


def without_no_store(route):
    if route.request.resource_type != "document":
        route.fallback()
        return
    with suppress(Error):  # its window was closed meanwhile
        answer = route.fetch(max_redirects=0)
        headers = answer.headers | {"cache-control": "private", "clear-site-data": ""}
        route.fulfill(response=answer, headers=headers)


def with_autocomplete(route):
    with suppress(Error):  # its window was closed meanwhile
        answer = route.fetch(max_redirects=0)
        route.fulfill(response=answer, body=answer.text().replace(' autocomplete="off"', ""))
