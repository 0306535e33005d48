"""What is wrong with an answer, and what was stored by a request that was refused."""

from dataclasses import dataclass, field
from hashlib import sha256

from sqlite_utils import Database

from torture.fuzz.carriers import Answer, Request

MAY_CHANGE = {"throttle", "audit", "kiosks", "sign_ins", "staff", "kiosk_counts", "kiosk_calls"}
"""By a refused request: tries are counted, and that somebody was there is noted."""
NEWEST = 8  # rows of a table that are looked at
LARGEST_COOKIE = 4096  # bytes, with its name


@dataclass
class Findings:
    """What was found, by kind, each with the request that did it."""

    all: list[str] = field(default_factory=list)
    """Everything that is wrong, as it came."""
    failed: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    echoed: list[str] = field(default_factory=list)
    half_kept: list[str] = field(default_factory=list)
    bad_headers: list[str] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    asked: int = 0
    posted: int = 0

    def judge(self, who: str, request: Request, answer: Answer) -> None:
        """Look at one answer."""
        self.asked += 1
        self.posted += request.method == "POST"
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        told = f"{who}: {request} → {answer.status} {answer.fault}"
        if answer.status == 0:
            self.note(self.unanswered, told)
        elif answer.status >= 500:
            self.note(self.failed, told)
        if echo := echo_in(request, answer):
            self.note(self.echoed, f"{told} {echo!r}")
        if problem := problem_of_headers(answer):
            self.note(self.bad_headers, f"{told} {problem}")

    def note(self, kind: list[str], told: str) -> None:
        """One more thing that is wrong."""
        kind.append(told)
        self.all.append(told)


def echo_in(request: Request, answer: Answer) -> str:
    """A text that came back in a page as it was sent, with its signs of markup; "" for none."""
    if answer.mimetype != "text/html":
        return ""
    return next((text for text in request.texts if text in answer.text), "")


def problem_of_headers(answer: Answer) -> str:
    """A header that is split, a cookie that a browser drops, a page that may be kept; or ""."""
    for name, value in answer.headers:
        if {"\r", "\n", "\0"} & {*name, *value}:
            return f"{name!r} is split"
        if name.lower() == "set-cookie" and len(value.split(";")[0]) > LARGEST_COOKIE:
            return "the cookie is too large"
    is_guarded = answer.status == 0 or not answer.headers or "nosniff" in str(answer.headers)
    return "" if is_guarded else "no header guards it"


class Kept:
    """What is stored, as marks that change with it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.tables = [name for name in db.table_names() if is_own(name)]
        self._version = -1
        self.marks: dict[str, str] = {}
        self.look()

    def look(self) -> set[str]:
        """The tables that changed since the last look."""
        version = self.db.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return set()
        self._version = version
        before, self.marks = self.marks, {name: self._mark(name) for name in self.tables}
        return {name for name in self.tables if before.get(name) != self.marks[name]}

    def _mark(self, name: str) -> str:
        table = self.db.table(name)
        newest = [
            tuple(row.values()) for row in table.rows_where(order_by="rowid desc", limit=NEWEST)
        ]
        return sha256(repr((table.count, newest)).encode()).hexdigest()


def is_own(table: str) -> bool:
    """Whether a table holds what is kept, and is not an index of the database's own."""
    return not table.startswith(("sqlite_", "_")) and "_fts" not in table
