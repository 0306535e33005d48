"""The disk fills up while people ask for visits; then there is room again (test 3)."""

from collections.abc import Iterator
from pathlib import Path

from torture.clients.runner import Runner
from torture.faults.scene import (
    Clinic,
    clinic,
    is_kind,
    is_refused,
    kept_in,
    keys,
    make_read_only,
    press,
    promised,
    small_disk,
    start,
)
from torture.figures import Figure, all_of, none_of
from torture.parts import Trial

SIZE = "4m"
MOST = 400  # requests until nothing more fits
NOTE = "It hurts between my shoulder blades after the tenth kilometre. " * 14


def run(trial: Trial) -> Iterator[Figure]:
    """A disk of four megabytes, filled by a file and then by people."""
    disk, own = trial.folder / "disk", keys()
    with small_disk(disk, SIZE) as is_there:
        if not is_there:
            yield Figure("3", "disk full", "not tried: no mount", "")
            return
        with clinic(trial.folder / "log", disk / "records.db", own) as site:
            yield from _fill(trial, disk, site)
        yield from _read_only(trial, disk, own)


def _fill(trial: Trial, disk: Path, site: Clinic) -> Iterator[Figure]:
    people = [site.runner(trial.seed + number) for number in range(2 if trial.is_short else 4)]
    for number in range(2 if trial.is_short else 60):
        press(people[0], people[0].request(f"Kim {number}", NOTE))
    use_up(disk / "filler")
    form, refused = until_full(people)
    pages = [people[0].ask(path).status for path in ("/", "/about", "/assessment", "/booking")]
    walked = site.runner(trial.seed + 99).has_result
    again = [press(one, one.request("Kim late", NOTE)) for one in people]
    (disk / "filler").unlink()
    healed = press(people[0], form).status
    yield _told("still 503 in plain words when pressed again", [is_kind(one) for one in again])
    yield _told("the first that did not fit: 503 in plain words", [refused])
    yield _told("pages read, and a self-check walked, on a full disk", [*_well(pages), walked])
    yield _told("the same form sent when there is room, no restart", [healed == 303])
    told = promised(people)
    kept, is_sound = kept_in(disk / "records.db")
    lost = f"{abs(kept - told)} of {told}"
    yield Figure("3", "acknowledged and not kept, or kept twice", lost, "0", kept == told)
    yield _told("the file is sound afterwards", [is_sound])
    traces = site.traces
    yield none_of("3", "stack traces in the log", traces)


def use_up(filler: Path) -> None:
    """Write until nothing more fits."""
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return


def until_full(people: list[Runner]) -> tuple[list[tuple[str, str]], bool]:
    """Ask until something is refused: that form, and whether the refusal was kind."""
    for number in range(MOST):
        one = people[number % len(people)]
        form = one.request(f"Kim {number}", NOTE)
        answer = press(one, form)
        if answer.status != 303:
            return form, is_kind(answer)
    raise RuntimeError("The disk did not fill up.")


def _read_only(trial: Trial, disk: Path, own: dict[str, str]) -> Iterator[Figure]:
    """The same disk can only be read: a start is refused."""
    what = "start on a disk that is read-only"
    if not make_read_only(disk):
        yield Figure("5", what, "not tried: no mount", "")
        return
    said = start(trial.folder, disk / "records.db", own)
    is_met = is_refused(said, "cannot be opened to write")
    yield Figure("5", what, "refused" if is_met else said[:24] or "it started", "refused", is_met)


def _well(statuses: list[int]) -> list[bool]:
    return [status == 200 for status in statuses]


def _told(what: str, held: list[bool]) -> Figure:
    return all_of("3", what, sum(held), len(held))
