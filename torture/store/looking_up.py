"""What is looked up in a million rounds of answers, and how long each takes.

The time is the thread's own: what other work on the machine adds does not count.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from records import (
    audit,
    contents,
    inbox,
    invitation_list,
    invitations,
    links,
    notes,
    responses,
    retention,
    staff,
    visit_order,
    visit_requests,
    warnings,
)
from records.engine.database import Database
from records.engine.encryption import Sealer
from records.inbox_order import Wanted
from records.link_filters import Clock
from torture.chance import Chance
from torture.figures import Figure
from torture.store.asked import of_inbox, of_links, references
from torture.store.rows import WHOLE, reference, token
from torture.store.visits import COLLEAGUES, NOW, REGULAR

AT_MOST = 5.0  # milliseconds
TIMES = 2000
PAGES = 3  # of each list, one behind the other
Found = list[float]


class Looking:
    """Looks things up, and keeps how long each took in milliseconds."""

    def __init__(self, db: Database, sealer: Sealer, count: int, chance: Chance) -> None:
        self.db, self.sealer, self.count, self.chance = db, sealer, count, chance
        self.clock = Clock(NOW, NOW.astimezone(ZoneInfo("America/Toronto")))
        named = {one.name: one.id for one in staff.everyone(db)}
        self.whose = [named["Colleague 00"], named[f"Colleague {COLLEAGUES - 1:02}"]]

    def figures(self, times: int) -> Iterator[Figure]:
        """All of them."""
        cuts: list[bool] = []
        ways: dict[str, Callable[[int, list[bool]], Found]] = {
            "a page of the inbox, any filters in any order": self.inbox,
            "a page of the links, any filters in any order": self.links,
        }
        for what, pages in ways.items():
            yield figure(what, pages(times, cuts))
        yield Figure(
            "",
            "pages of these that had to be looked further for",
            f"{sum(cuts):,} of {len(cuts):,}",
        )
        for what, look in self.single().items():
            yield figure(what, [_milliseconds(look) for _ in range(times)])

    def inbox(self, times: int, cuts: list[bool]) -> Found:
        """The first pages for filters drawn by chance."""
        took = []
        for wanted in self._drawn(of_inbox(self.whose), times):
            after: str | None = ""
            for _ in range(PAGES):
                start = time.thread_time()
                page = inbox.page(self.db, self.sealer, wanted, after)
                took.append(_since(start))
                cuts.append(page.is_cut)
                if not (after := page.after):
                    break
        return took

    def links(self, times: int, cuts: list[bool]) -> Found:
        """The same of the list of links."""
        took = []
        for wanted in self._drawn(of_links(self.whose), times):
            for _ in range(PAGES):
                start = time.thread_time()
                page = invitation_list.page(self.db, self.sealer, wanted, self.clock)
                took.append(_since(start))
                cuts.append(page.is_cut)
                if not page.after:
                    break
                wanted = replace(wanted, after=page.after)
        return took

    def single(self) -> dict[str, Callable[[], Any]]:
        """Everything else that a page asks for, each by chance."""
        patients = references(self.chance, self.count // 4)
        db, sealer = self.db, self.sealer
        return {
            "inbox: a reference": lambda: inbox.page(db, sealer, Wanted(reference=next(patients))),
            "inbox: what waits, what is new": lambda: (
                warnings.how_many_wait(db),
                inbox.how_many_new(db),
            ),
            "links: stuck, not opened": lambda: invitation_list.counts(db, self.clock),
            "a face sheet's records": self.face_sheet,
            "a link by its token": lambda: links.of_token(db, token(self._number())),
            "all of a reference, to erase it": lambda: retention.abouts(
                db, sealer, self._patient()
            ),
            "requests: a page, how many are new": lambda: (
                visit_requests.newest(db, sealer, before=self._number()),
                visit_requests.how_many_new(db),
            ),
            "audit: a page": lambda: audit.newest(db, before=self._number()),
            "audit: a page of one person": lambda: audit.newest(
                db, before=self._number(), who=f"Colleague {self.chance.randrange(COLLEAGUES):02}"
            ),
        }

    def face_sheet(self) -> None:
        """What a physiotherapist reads before one visit."""
        db, sealer = self.db, self.sealer
        name = f"v{self._number() // WHOLE * WHOLE:09}"
        invitation = invitations.find(db, sealer, name)
        if invitation is None:
            return
        for one in responses.rounds(db, sealer, invitation.id):
            notes.of(db, sealer, one.id)
            warnings.of(db, sealer, one.id)
            if one.told:
                contents.find(db, one.told["version"]["questions"])
        invitations.of_reference(db, sealer, invitation.reference or "")
        visit_order.around(db, invitation)

    def _patient(self) -> str:
        """Anybody but the one who comes again and again."""
        return reference(self.chance.randrange(REGULAR + 1, self.count // 4))

    def _number(self) -> int:
        return self.chance.randrange(self.count)

    def _drawn(self, ways: Iterable[Any], times: int) -> list[Any]:
        every = list(ways)
        self.chance.shuffle(every)
        return list(islice(every, times))


def figure(what: str, took: Found) -> Figure:
    """The time that one in a hundred exceeds, beside the aim."""
    in_order = sorted(took)
    slow, slowest = in_order[-1 - len(in_order) // 100], in_order[-1]
    found = f"p99 {slow:.1f} ms, longest {slowest:.1f}"
    return Figure("", what, found, f"p99 {AT_MOST:g} ms", slow <= AT_MOST)


def _milliseconds(look: Callable[[], Any]) -> float:
    start = time.thread_time()
    look()
    return _since(start)


def _since(start: float) -> float:
    return (time.thread_time() - start) * 1000
