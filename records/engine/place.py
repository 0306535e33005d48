"""Where the records are: a file of SQLite, or a database on a server of PostgreSQL."""

import re
from dataclasses import dataclass, field
from pathlib import Path

SCHEMES = ("postgresql://", "postgres://")
PASSWORD = re.compile(r"(?<=//)([^:@/]*):.*@")


class BadPlace(ValueError):
    """An address that cannot be read; the words show nothing of it."""


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server, by an address that libpq reads: postgresql://user@host/database."""

    address: str = field(repr=False)

    def __str__(self) -> str:
        """The address without any password."""
        return PASSWORD.sub(r"\1@", self.address).partition("?")[0]


Place = Path | Server


def file_of(place: Place, instance: Path) -> Path:
    """The file of the records; where a server has them, the name that one would have."""
    return place if isinstance(place, Path) else instance / "records.db"


def place_from(given: str, root: Path) -> Place:
    """What FLASK_DATABASE names; a file is relative to `root`. Raises BadPlace."""
    if not given.startswith(SCHEMES):
        return root / given
    before, _, _ = given.partition("//")[2].rpartition("@")
    if any(sign in before for sign in "@/?#"):
        raise BadPlace(
            "FLASK_DATABASE: write @, /, ? and # in a password as %40, %2F, %3F and %23."
        )
    return Server(given)
