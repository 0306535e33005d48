"""The app behind the shipped web server, tried from outside."""

from collections.abc import Iterator

from torture.figures import Figure
from torture.front.doors import at_the_doors, away, in_the_logs
from torture.front.restarting import restarts
from torture.front.servers import two_servers
from torture.front.site import NGINX, site_before
from torture.front.walking import beside_half_sent, beside_slow_ones, walks
from torture.parts import Trial


def run(trial: Trial) -> Iterator[Figure]:
    """Everything by https; figures that depend on how fast a machine is only in the long form."""
    if not NGINX.exists():
        yield Figure("34", "the shipped web server", "not tried: no nginx here")
        return
    with two_servers(trial.folder) as servers:
        ports = [server.port for server in servers]
        with site_before(ports, trial.folder / "nginx") as site:
            yield from walks(site, trial)
            yield from at_the_doors(site)
            yield from beside_slow_ones(site, trial)
            yield from beside_half_sent(site)
            yield from restarts(site, servers, trial)
            yield from away(site, servers)
            yield from in_the_logs(site, servers)
