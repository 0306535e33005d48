"""PostgreSQL as operators run it: a server, a replica that takes over, pgbouncer before them."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.site import free_port

NAME = "clinic"
"""Of the account and of the database."""
PGBOUNCER = Path("/usr/sbin/pgbouncer")
ACCOUNT = "nobody"  # where this is run as root, which a server refuses
POOL = """[databases]
* = host={socket} port={port} user={name}
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = {own_port}
auth_type = any
pool_mode = transaction
default_pool_size = 16
max_client_conn = 200
server_login_retry = 1
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""


def programs() -> Path | None:
    """The folder of the server's programs, Debian's newest; None for none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def is_here() -> bool:
    """Whether there is a PostgreSQL to be had."""
    return programs() is not None


class Server:
    """One PostgreSQL in a folder of its own, reached by a socket there."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        self.port = free_port()
        folder.mkdir()
        give_away(folder)

    def initialise(self) -> None:
        """Make it, with an empty database."""
        how = ("-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C")
        run("initdb", "-D", str(self.data), *how)
        self.start()
        run("createdb", "-h", str(self.folder), "-p", f"{self.port}", "-U", NAME, NAME)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        own = f"-k {self.folder} -p {self.port} -h '' -c max_connections=200"
        run("pg_ctl", "-D", str(self.data), "-l", f"{self.folder}/log", "-w", "-o", own, "start")

    def stop(self, how: str = "fast") -> None:
        """`immediate`: as if its machine were gone."""
        run("pg_ctl", "-D", str(self.data), "-m", how, "stop")

    def follow(self, primary: "Server") -> None:
        """Become a replica of another, from a copy of it, and wait until it follows."""
        shutil.rmtree(self.data, ignore_errors=True)
        of = ("-h", str(primary.folder), "-p", f"{primary.port}", "-U", NAME)
        run("pg_basebackup", *of, "-D", str(self.data), "-R", "-X", "stream", "-c", "fast")
        self.start()

    def promote(self) -> None:
        """Take over, and wait until it has."""
        run("pg_ctl", "-D", str(self.data), "-w", "promote")

    def ask(self, sql: str) -> str:
        """What one query gives."""
        of = ("-h", str(self.folder), "-p", f"{self.port}", "-U", NAME, "-d", NAME)
        return run("psql", *of, "-Atqc", sql)


def address(*servers: Server) -> str:
    """Of the database, on whichever of these servers can be written to."""
    hosts = ",".join(str(one.folder) for one in servers)
    ports = ",".join(f"{one.port}" for one in servers)
    return f"postgresql://{NAME}@/{NAME}?host={hosts}&port={ports}&target_session_attrs=read-write"


@contextmanager
def one_server(folder: Path) -> Iterator[Server]:
    """A running server; whatever of it still runs at the end is stopped."""
    with closing_all(folder):
        server = Server(folder / "first")
        server.initialise()
        yield server


@contextmanager
def pgbouncer_before(folder: Path, server: Server) -> Iterator[str]:
    """pgbouncer, which gives a connection to a transaction at a time; the address to use."""
    own_port = free_port()
    own = {"socket": server.folder, "port": server.port, "name": NAME}
    own |= {"folder": folder, "own_port": own_port}
    (folder / "pgbouncer.ini").write_text(POOL.format(**own), encoding="utf-8")
    give_away(folder)
    command = [str(PGBOUNCER), "-q", "pgbouncer.ini"]
    process = subprocess.Popen(command, cwd=folder, user=account())
    try:
        yield f"postgresql://{NAME}@/{NAME}?host={folder}&port={own_port}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def closing_all(folder: Path) -> Iterator[None]:
    """Stop every server that runs in a folder at the end."""
    give_away(folder)
    try:
        yield
    finally:
        for data in folder.glob("*/data/postmaster.pid"):
            run("pg_ctl", "-D", str(data.parent), "-m", "immediate", "stop")


def run(program: str, *words: str) -> str:
    """What a program of PostgreSQL prints. Raises RuntimeError."""
    folder = programs()
    if folder is None:
        raise RuntimeError("There is no PostgreSQL here: apt-get install postgresql")
    command = [str(folder / program), *words]
    # A server that pg_ctl starts keeps what it was given to write to: a pipe would never end.
    out = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
    done = subprocess.run(command, stdout=out, stderr=out, text=True, cwd="/", user=account())
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
    return (done.stdout or "").strip()


def account() -> str | None:
    """Whose a program of PostgreSQL runs as: never root's; None for one's own."""
    return None if os.geteuid() else ACCOUNT


def give_away(folder: Path) -> None:
    """Let that account write in a folder, and reach it."""
    if not os.geteuid():
        os.chown(folder, pwd.getpwnam(ACCOUNT).pw_uid, -1)
    for one in (folder, *folder.parents):
        if one.stat().st_uid in (os.geteuid(), pwd.getpwnam(ACCOUNT).pw_uid) and one != Path("/"):
            one.chmod(one.stat().st_mode | 0o055)
