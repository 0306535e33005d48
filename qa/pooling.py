"""Servers killed on PostgreSQL behind pgbouncer, which lends a connection for one transaction."""

from qa.database_servers import PGBOUNCER, is_here, one_server, pgbouncer_before
from qa.drill import Drill
from qa.killing import kill_until_time_is_up
from qa.site import Site


def run(drill: Drill) -> None:
    """As `killing`, with the records on a server."""
    if not (is_here() and PGBOUNCER.exists()):
        drill.report.say("Left out: apt-get install postgresql pgbouncer")
        return
    with (
        one_server(drill.within("postgresql")) as server,
        pgbouncer_before(drill.within("pgbouncer"), server) as place,
    ):
        kill_until_time_is_up(drill, *(Site(drill.folder, FLASK_DATABASE=place) for _ in range(2)))
