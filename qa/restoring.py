"""Backups taken while people are at work, each put back elsewhere; the last one in place."""

import shutil
from pathlib import Path
from time import monotonic, sleep

from qa.at_work import Acknowledged, AtWork
from qa.drill import Drill
from qa.killing import sound
from qa.people import Staff
from qa.site import Site

PAUSE = 2.0  # seconds between two backups
KEYS = ("secret_key", "encryption_keys")
READER = "Robin Hale"


def run(drill: Drill) -> None:
    """What was acknowledged before a backup began is there once it is restored."""
    site, took = Site(drill.within("clinic")), []
    copies: list[tuple[Path, Acknowledged]] = []
    people, report = AtWork(drill.seed, site.port), drill.report
    with site.open():
        people.begin(site)
        drill.begin()
        while not copies or (not drill.is_over and len(copies) < 10):
            sleep(PAUSE)
            known, began = Acknowledged(people), monotonic()
            copies.append((drill.folder / f"backup-{len(copies)}.db", known))
            site.flask("backup", str(copies[-1][0]))
            took.append(monotonic() - began)
        people.end()
        report.none("people who could not go on", people.astray)
        report.figure("acknowledged, the last backup's", f"{len(copies[-1][1]):,}")
        report.figure("slowest flask backup, people at work", f"{max(took):.1f} s")
    for number, (copy, known) in enumerate(copies):
        other = Site(elsewhere(drill, number, site.folder))
        with other.open():
            pass  # its records are new and empty
        began = monotonic()
        other.flask("restore", str(copy))
        report.figure(f"backup {number}: flask restore took", f"{monotonic() - began:.1f} s")
        look(drill, other, known, f"backup {number}")
    copy, known = copies[-1]
    site.flask("restore", str(copy))
    look(drill, site, known, "the last one in place of what came after")
    with site.open():
        sound(report, site)
    report.none("faults in the log", site.faults)


def elsewhere(drill: Drill, number: int, clinic: Path) -> Path:
    """Another folder with the same keys."""
    folder = drill.within(f"elsewhere-{number}")
    (folder / "instance").mkdir(mode=0o700)
    for key in KEYS:
        shutil.copy(clinic / "instance" / key, folder / "instance" / key)
    return folder


def look(drill: Drill, site: Site, known: Acknowledged, what: str) -> None:
    """Start the app on restored records and read all that was known."""
    with site.open():
        reader = Staff(site.port)
        reader.sign_in(READER)
        drill.report.none(
            f"{what}: acknowledged and not there", known.missing(site, reader), len(known)
        )
