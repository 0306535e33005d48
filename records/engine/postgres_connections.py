"""Connections to a server of PostgreSQL: one of one's own, or some that threads share."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import psycopg
from psycopg.adapt import Dumper
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from records.engine.errors import ErrorKind, StorageError
from records.engine.place import Server
from records.engine.postgres_errors import telling

Connection = psycopg.Connection[DictRow]
Pool = ConnectionPool[Connection]
ANSWERS_WITHIN = timedelta(seconds=2)
"""How long a server that does not answer is waited for."""
AT_MOST = 32  # connections of a process; each of its threads uses one at a time
logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # our log says it once a minute


class AsNumber(Dumper):
    """Flags are numbers in the schema, as SQLite has them."""

    oid = psycopg.adapters.types["int4"].oid

    def dump(self, obj: bool) -> bytes:
        """0 or 1."""
        return b"1" if obj else b"0"


def pool_to(server: Server) -> Pool:
    """Connections to a server, each looked at before it is used and opened anew where it is lost.

    Works behind pgbouncer, which gives a session to a transaction: nothing is prepared or set for
    longer than one.
    """
    return ConnectionPool(
        with_patience(server),
        kwargs={"autocommit": True, "row_factory": dict_row, "prepare_threshold": None},
        min_size=1,
        max_size=AT_MOST,
        timeout=ANSWERS_WITHIN.total_seconds(),
        reconnect_timeout=ANSWERS_WITHIN.total_seconds(),  # each try again begins at a second
        configure=_adapt,
        check=ConnectionPool.check_connection,
        open=True,
    )


@contextmanager
def borrowed(pool: Pool, server: Server) -> Iterator[Connection]:
    """One of the pool's. Raises StorageError, by what the server says where none comes in time."""
    try:
        with pool.connection() as conn:
            yield conn
    except PoolTimeout as problem:
        connect(server).close()  # the pool keeps to itself why it could not
        raise StorageError("no connection in time", ErrorKind.GONE) from problem


def connect(server: Server) -> Connection:
    """A connection of one's own. Raises StorageError."""
    with telling():
        conn = psycopg.connect(
            with_patience(server), autocommit=True, row_factory=dict_row, prepare_threshold=None
        )
    _adapt(conn)
    return conn


def with_patience(server: Server) -> str:
    """The address, with how long to wait for an answer."""
    given = conninfo_to_dict(server.address)
    seconds = int(ANSWERS_WITHIN.total_seconds())
    kept_alive = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
    kept_alive["tcp_user_timeout"] = 25_000  # milliseconds
    ours: dict[str, str | int] = {"connect_timeout": seconds, "application_name": "self-check"}
    return make_conninfo("", **{**ours, **kept_alive, **given})


def _adapt(conn: Connection) -> None:
    conn.adapters.register_dumper(bool, AsNumber)
    conn.isolation_level = psycopg.IsolationLevel.READ_COMMITTED  # whatever the server's default is
