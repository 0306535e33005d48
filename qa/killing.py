"""Servers killed in the middle of their work: nothing that was acknowledged is lost or doubled."""

from time import sleep

from qa.at_work import Acknowledged, AtWork
from qa.browser import FINE, UNAVAILABLE
from qa.drill import Drill
from qa.people import Staff
from qa.report import Report
from qa.site import Site

UP = (0.1, 2.0)  # seconds that a server works before it is killed
AT_START = 0.2  # of the starts are killed before they are done, too


def run(drill: Drill) -> None:
    """Two servers on one file."""
    kill_until_time_is_up(drill, Site(drill.folder), Site(drill.folder))


def kill_until_time_is_up(drill: Drill, first: Site, second: Site) -> None:
    """Two servers on one database, killed one after the other or both."""
    people, random, kills, starts = AtWork(drill.seed, first.port, second.port), drill.random, 0, []
    with first.open(), second.open():
        people.begin(first)
        drill.begin()
        while not drill.is_over:
            sleep(random.uniform(*UP))
            fallen = random.choice([[first], [second], [first, second]])
            for site in fallen:
                site.kill()
            for site in fallen:
                if random.random() < AT_START:
                    site.launch()
                    sleep(random.uniform(0, 1))
                    site.kill()
                    kills += 1
                starts.append(site.start())
            kills += len(fallen)
        people.end()
        drill.report.figure("servers killed", f"{kills:,}")
        drill.report.figure("slowest start after it", f"{max(starts, default=0):.1f} s")
        judge(drill.report, people, Acknowledged(people), first)
        faults = [*first.faults, *second.faults]
    drill.report.none("faults in the log", faults)


def judge(report: Report, people: AtWork, known: Acknowledged, site: Site) -> None:
    """What became of what was acknowledged, and what people met."""
    report.figure(
        "requests; sent again since no answer came", f"{people.pages:,}; {people.repeated:,}"
    )
    missing = known.missing(site, reader(site, people))
    report.none("acknowledged, and lost, changed or kept twice", missing, len(known))
    report.holds("something was acknowledged", len(known) > 0, f"{len(known):,}")
    again = [words for one in people.patients for words in one.asked_again]
    report.none("pages asked again though they were answered", again)
    fine = {*FINE, UNAVAILABLE} if people.way.get("again_after") else {*FINE}
    bad = [f"{status}" for status, times in people.statuses.items() if status not in fine and times]
    report.none("answers that were no page", bad)
    report.none("people who could not go on", people.astray)
    sound(report, site)


def reader(site: Site, people: AtWork) -> Staff:
    """Somebody of the staff at this server alone, with the sign-in that they have."""
    one = Staff(site.port)
    one.cookies = dict(people.staff["Robin Hale"].cookies)
    return one


def sound(report: Report, site: Site) -> None:
    """The app's own look at its records."""
    doctor = site.command("doctor")
    words = [
        line for line in doctor.stdout.splitlines() if line[:4] not in ("ok  ", "look", "    ")
    ]
    report.none("what flask doctor finds wrong", words)
    report.holds("the audit's chain is whole", site.command("audit", "verify").returncode == 0)
