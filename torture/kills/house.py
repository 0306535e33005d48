"""One database and its keys, and the servers that come and go on it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cached_property
from http.client import HTTPConnection
from os import sysconf
from pathlib import Path
from secrets import token_urlsafe
from time import monotonic, sleep

from cryptography.fernet import Fernet
from sqlite_utils import Database

from clinic.staff.roles import Role
from records import staff
from records.engine.database import Connections, prepare_database
from records.engine.encryption import Sealer
from torture.served import Served, free_port, launched, served


class House:
    """What outlives every server: the folder and the keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        key = Fernet.generate_key().decode()
        self.settings = {"SECRET_KEY": token_urlsafe(32), "SEALING_KEYS": key}
        self.settings["BASE_URL"] = "http://localhost"  # one address, whichever server answers
        self.sealer = Sealer([key])
        self.ready: list[float] = []
        """Seconds from each start to its first page."""
        self.worked: list[float] = []
        """Of these, the processor's."""
        prepare_database(folder / "records.db")

    @cached_property
    def db(self) -> Database:
        """The records, opened beside the servers."""
        return Connections(self.folder / "records.db").database()

    @property
    def log(self) -> str:
        """What all the servers said."""
        return (self.folder / "log.txt").read_text(encoding="utf-8", errors="replace")

    def add(self, name: str, role: Role) -> str:
        """Somebody new on the staff; the token of the link to come in by."""
        person = staff.add(self.db, name, [role])
        return staff.new_set_up_link(self.db, person.id, datetime.now(UTC))

    @contextmanager
    def open(self, servers: int) -> Iterator[list[Served]]:
        """So many servers, started one after another, each with its first page given."""
        with ExitStack() as stack:
            yield [stack.enter_context(self._start()) for _ in range(servers)]

    @contextmanager
    def _start(self) -> Iterator[Served]:
        began = monotonic()
        with served(self.folder, **self.settings) as one:
            first_page(one.port)
            self.ready.append(monotonic() - began)
            self.worked.append(processor_time(one.process.pid))
            yield one

    def kill_at_start(self, after: float) -> None:
        """Start a server and kill it so many seconds later, ready or not."""
        process = launched(self.folder, free_port(), self.settings)
        sleep(after)
        process.kill()
        process.wait()


def processor_time(process: int) -> float:
    """Seconds that a process has used so far, by itself and in the system."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")


def first_page(port: int) -> None:
    """Open it. Raises RuntimeError when it does not come."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/")
    status = connection.getresponse().status
    connection.close()
    if status != 200:
        raise RuntimeError(f"The first page came with {status}.")
