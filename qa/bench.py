"""What the app costs: ratios within one run, taken in turns, since machines differ."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median

from qa.browser import Browser, Page
from qa.drill import Drill
from qa.people import ANSWERS, Runner, Staff, somebody
from qa.report import Report
from qa.site import ROOT, Hello, Site

ROUNDS = 7
HELLOS, WALKS, PAGES, PATIENTS = 1000, 4, 200, 3  # in each
PACKAGES = "flask, flask_wtf, wtforms, waitress, cryptography.fernet, prometheus_client"
A_PAGE = "/questions/your_pain/start"
JUDGED = 2000  # people
KB = 1000  # bytes
Work = tuple[Site, Callable[[], int]]


def run(drill: Drill) -> None:
    """All of it, in a minute or two."""
    site, hello, report = Site(drill.within("clinic")), Hello(drill.within("hello")), drill.report
    imports(report)
    with site.open(), hello.open():
        a_hello = serving(report, site, hello)
        report.aim("memory after that, against hello's", site.memory / hello.memory, 2.5, "x")
        report.figure("  it takes", f"{site.memory / 1024:.0f} MB")
        wire(report, site)
        site.stop()
        report.figure("python app.py, started again, until it is ready", f"{site.start():.1f} s")
    judging(report, drill, site, a_hello)


def imports(report: Report) -> None:
    """In fresh interpreters, in turns; the first round warms the disk."""
    rounds = [(import_of("app"), import_of(PACKAGES)) for _ in range(ROUNDS + 1)][1:]
    ratio = median(app / packages for app, packages in rounds)
    report.aim("import of the app, against the packages it serves with", ratio, 1.5, "x")
    report.figure("  it takes", f"{median(app for app, _ in rounds) * 1000:.0f} ms")


def import_of(names: str) -> float:
    """Processor seconds without the interpreter's own start; compiled before, as at a server."""
    text = f"import time; t = time.process_time(); import {names}; print(time.process_time() - t)"
    command = [sys.executable, "-c", text]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return float(subprocess.check_output(command, cwd=ROOT, env=own, text=True))


def serving(report: Report, site: Site, hello: Site) -> float:
    """Processor time of the server, against a hello's; that of a hello, in seconds."""
    staff, greeter, reader = Staff(site.port), Browser(hello.port), Runner(site.port)
    staff.set_up(site.add_staff("Robin Hale", "physiotherapist"), "Robin Hale")
    reader.walk()
    in_walk = len(reader.pages)
    links = [staff.make_link(f"KL {number}") for number in range((ROUNDS + 1) * PATIENTS)]

    def patient() -> int:
        one = somebody((site.port,), links.pop(), greeter.random)
        one.go()
        one.close()
        return len(one.pages)

    works: dict[str, Work] = {
        "hello": (hello, lambda: repeat(HELLOS, lambda: greeter.get("/"))),
        "self-check": (site, lambda: repeat(WALKS, lambda: walk(Runner(site.port)))),
        "page": (site, lambda: repeat(PAGES, lambda: reader.get(A_PAGE))),
        "patient": (site, lambda: sum(patient() for _ in range(PATIENTS))),
    }
    rounds = [{name: cost(*work) for name, work in works.items()} for _ in range(ROUNDS + 1)][1:]
    ratio = {name: median(one[name] / one["hello"] for one in rounds) for name in works}
    a_hello = median(one["hello"] for one in rounds)
    report.aim(
        f"CPU of a self-check, against {in_walk} hellos", ratio["self-check"] / in_walk, 3.5, "x"
    )
    report.figure("  of a question page, against a hello", f"{ratio['page']:.3g}x")
    report.figure("  of a patient's request, against a hello", f"{ratio['patient']:.3g}x")
    report.figure("  of a hello", f"{a_hello * 1000:.2f} ms")
    return a_hello


def cost(site: Site, work: Callable[[], int]) -> float:
    """Processor seconds of a server for each time that something is done."""
    before = site.cpu
    times = work()
    return (site.cpu - before) / times


def repeat(times: int, work: Callable[[], object]) -> int:
    """Do it so often; how often."""
    for _ in range(times):
        work()
    return times


def walk(runner: Runner) -> Runner:
    """A self-check by somebody new."""
    runner.walk()
    runner.close()
    return runner


class Cold(Runner):
    """Has kept nothing: fetches each style and script once."""

    def _follow(self, page: Page) -> Page:
        return self.with_assets(super()._follow(page))


def wire(report: Report, site: Site) -> None:
    """Bytes of a self-check with their headers, compressed as a browser asks for them."""
    pages = walk(Cold(site.port)).pages
    further = [page for page in pages[1:] if not page.path.startswith("/assets/")]
    largest = max(further, key=lambda page: page.received)
    received = sum(page.received for page in pages) / KB
    report.aim("a whole self-check, cold, received", received, 80, " kB")
    report.figure("  in requests", f"{len(pages)}")
    report.aim(f"  largest further page, {largest.path}", largest.received / KB, 14, " kB")


def judging(report: Report, drill: Drill, site: Site, a_hello: float) -> None:
    """`flask assess` over many people, less the same for one."""
    typed = {name: as_json(answer) for name, answer in ANSWERS.items() if name not in NO_QUESTIONS}
    file, spent = drill.folder / "people.jsonl", []
    for count in (1, JUDGED + 1):
        file.write_text(f"{json.dumps(typed)}\n" * count, encoding="utf-8")
        before = children()
        site.flask("assess", str(file))
        spent.append(children() - before)
    one = (spent[1] - spent[0]) / JUDGED
    report.figure("flask assess: one person, against a hello", f"{one / a_hello:.3g}x")
    report.figure("  it takes", f"{one * 1000:.2f} ms")


NO_QUESTIONS = ("unit", "agree")


def as_json(answer: str | list[str]) -> object:
    """A number as a number."""
    is_number = isinstance(answer, str) and answer.replace(".", "").isdecimal()
    return float(str(answer)) if is_number else answer


def children() -> float:
    """Processor seconds of all that was run here and ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
