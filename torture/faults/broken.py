"""A file that is damaged, cut, missing or not ours: what a start says of it (test 5)."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree

from records.engine.database import open_database, prepare_database
from records.engine.encryption import Sealer
from torture.chance import Chance
from torture.faults.records_of import NAME, became_of, change, copy_of, crash, fill
from torture.faults.scene import is_refused, keys, start
from torture.figures import Figure, all_of
from torture.parts import Trial
from torture.served import ROOT

PAGE = 4096
PEOPLE = 200


def run(trial: Trial) -> Iterator[Figure]:
    """Many copies of one file, each broken somewhere else."""
    own, sound = keys(), trial.folder / "sound" / NAME
    sealer = Sealer([own["SEALING_KEYS"]])
    fill(sound, sealer, PEOPLE)
    yield from _overwritten(trial, sound, sealer)
    yield from _flipped(trial, sound, sealer)
    yield from _cut(trial, sound, own["SEALING_KEYS"])
    yield from _starts(trial, sound, own)


def _overwritten(trial: Trial, sound: Path, sealer: Sealer) -> Iterator[Figure]:
    random, places = Chance(trial.seed), 12 if trial.is_short else 100
    found: Counter[str] = Counter()
    for number in range(places):
        path = copy_of(sound, trial.folder / f"overwritten-{number}")
        change(
            path,
            random.randrange(path.stat().st_size - PAGE),
            lambda old: random.randbytes(len(old)),
            PAGE,
        )
        found[became_of(path, sound, sealer)] += 1
    what = f"4 kB overwritten at {places} places, one each: start refused"
    good = found["refused"] + found["harmless"]
    yield Figure("5", what, _counts(found), "refused or harmless", good == places)


def _flipped(trial: Trial, sound: Path, sealer: Sealer) -> Iterator[Figure]:
    random, places = Chance(trial.seed + 1), 12 if trial.is_short else 200
    found: Counter[str] = Counter()
    for number in range(places):
        path = copy_of(sound, trial.folder / f"flipped-{number}")
        change(path, random.randrange(path.stat().st_size), _flip, 1)
        found[became_of(path, sound, sealer)] += 1
    yield Figure("5", f"one byte flipped at {places} places, one each", _counts(found))


def _flip(byte: bytes) -> bytes:
    return bytes([byte[0] ^ 0xFF])


def _cut(trial: Trial, sound: Path, key: str) -> Iterator[Figure]:
    random, times = Chance(trial.seed + 2), 6 if trial.is_short else 50
    crashed, found = copy_of(sound, trial.folder / "crashed"), Counter[str]()
    crash(crashed, key, 40)
    log = f"{NAME}-wal"
    for number in range(times):
        path = copy_of(crashed, trial.folder / f"cut-{number}")
        whole = path.with_name(log).read_bytes()
        path.with_name(log).write_bytes(whole[: random.randrange(33, len(whole))])
        found[became_of(path, sound, Sealer([key]))] += 1
    what = f"-wal cut short at {times} places, one each: what is left is sound"
    yield Figure("5", what, _counts(found), "", not found["badly refused"])
    prepare_database(crashed)
    with open_database(crashed) as db:
        kept = db.table("visit_requests").count
    what = "-wal whole after a crash: all kept, no hand needed"
    yield all_of("5", what, kept, PEOPLE + 40)


def _starts(trial: Trial, sound: Path, own: dict[str, str]) -> Iterator[Figure]:
    """Real starts: one line, exit code 1."""
    for name, prepare in list(STARTS.items())[: 2 if trial.is_short else None]:
        path = copy_of(sound, trial.folder / name.replace(" ", "-"))
        settings, words, root = prepare(path, own)
        said = start(path.parent, path, settings, root)
        is_met = is_refused(said, *words)
        found = "refused" if is_met else said[-40:] or "it started"
        yield Figure("5", f"start with {name}: told, exit code 1", found, "refused", is_met)


Prepared = tuple[dict[str, str], tuple[str, ...], Path]


def _damaged(path: Path, own: dict[str, str]) -> Prepared:
    change(path, PAGE * 3, lambda before: b"\xff" * len(before), PAGE * 20)
    return own, ("is damaged", "flask restore BACKUP"), ROOT


def _missing(path: Path, own: dict[str, str]) -> Prepared:
    path.unlink()
    return own, ("is missing", "flask restore BACKUP"), ROOT


def _newer(path: Path, own: dict[str, str]) -> Prepared:
    with open_database(path) as db:
        row = {"migration_set": "records", "name": "a_later_step", "applied_at": ""}
        db.table("_sqlite_migrations").insert(row)
    return own, ("a newer version wrote it",), ROOT


def _wrong_key(path: Path, own: dict[str, str]) -> Prepared:
    return keys(), ("None of the sealing keys opens",), ROOT


def _no_keys(path: Path, own: dict[str, str]) -> Prepared:
    root = project(path.parent / "project")
    return {"SECRET_KEY": own["SECRET_KEY"], "SEALING_KEYS": ""}, ("sealing_keys is missing",), root


def _bad_content(path: Path, own: dict[str, str]) -> Prepared:
    root = project(path.parent / "project")
    file = root / "rules" / "content" / "safety" / "emergency.toml"
    file.write_bytes(file.read_bytes()[:400] + b"\xff\x00")
    return own, ("has mistakes", "safety/emergency.toml"), root


STARTS = {
    "a damaged file": _damaged,
    "the file missing": _missing,
    "a file from a newer version": _newer,
    "a wrong key": _wrong_key,
    "the keys missing": _no_keys,
    "damaged content": _bad_content,
}


def project(folder: Path) -> Path:
    """The app with an instance folder and rules of its own, and the rest as it is."""
    folder.mkdir()
    copy(ROOT / "app.py", folder)
    copytree(ROOT / "rules", folder / "rules")
    rooms = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"rules"}
    for name in rooms | {"templates", "static"}:
        (folder / name).symlink_to(ROOT / name)
    return folder


def _counts(found: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in found.most_common())
