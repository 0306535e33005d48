"""The app served, with its jobs beside it, until it is told to stop."""

import os
from datetime import UTC, datetime

from flask import Flask

from operations.job_context import job_context
from operations.jobs import start_scheduler
from services import services_of
from settings.version import VERSION
from staff.accounts.first_sign_in import words_at_start
from web.logs import log, write_log
from web.server import listen, serve


def run(app: Flask) -> None:
    """Serve until told to stop. The port is taken first: without it nothing else begins."""
    built = services_of(app)
    settings, connections = built.settings, built.connections
    write_log(settings.logs_only_faults)
    where = settings.host, settings.port
    server = listen(app, *where, is_behind_proxy=settings.is_behind_proxy)
    log.info("Version %s starts, with content %s.", VERSION, built.rulebook.version)
    stop_jobs = start_scheduler(job_context(built), connections, heartbeat=built.heartbeat)
    try:
        notes = words_at_start(connections.database(), settings.base_url, datetime.now(UTC))
        notes = [f"Its records are in {connections.place}", *notes]
        serve(server, *where, is_https=settings.is_https, notes=notes)
    finally:
        if not stop_jobs(at_most=1):
            os._exit(0)  # a mail is on its way: to close the records under it could crash
        connections.close()
