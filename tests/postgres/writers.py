"""What a process of its own does in the test of many writers: threads that add to the audit."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from records.answers import outbox
from records.engine.database import Connections
from records.engine.encryption import Encryption
from records.engine.place import Server
from records.people import audit
from records.people.audit import HAS_ENTRY, AuditAction

THREADS, TIMES = 8, 25
NOW = datetime(2026, 3, 29, tzinfo=UTC)


def write(connections, name):
    for _ in range(TIMES):
        audit.add(
            connections.database(), actor=name, action=AuditAction.LISTED, subject="it", now=NOW
        )


def take(connections, key):
    """Every mail that this thread gets."""
    HAS_ENTRY.set(True)
    taken = []
    while mail := outbox.take(connections.database(), Encryption([key]), NOW):
        taken.append(mail.to)
    return taken


def main():
    connections = Connections(Server(sys.argv[1]))
    with ThreadPoolExecutor(THREADS) as threads:
        adding = [threads.submit(write, connections, f"thread {at}") for at in range(THREADS)]
        for one in adding:
            one.result()
        taking = [threads.submit(take, connections, sys.argv[2]) for _ in range(THREADS)]
        for one in taking:
            print(*one.result(), sep="\n")
    connections.close()


if __name__ == "__main__":
    main()
