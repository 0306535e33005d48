"""A large database copied and restored: how long that takes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from time import monotonic, process_time

from app import create_app
from records.backup import back_up
from records.engine.database import prepare_database
from records.resealing import new_key
from records.restoring import restore
from services import services_of
from torture.figures import Figure
from torture.parts import Trial
from torture.store.building import build
from torture.upkeep.rows import rows

KEY = new_key()
ANSWERS = 100_000
AT_MOST = 60  # seconds, for a restore of 1,000,000 rows


def run(trial: Trial) -> Iterator[Figure]:
    """Copied as the command does, and restored in another folder; not in the short form."""
    if trial.is_short:
        return
    app = create_app({"DATABASE": trial.folder / "records.db", "SEALING_KEYS": KEY})
    path = build(app, ANSWERS, trial.seed, trial.say)
    services_of(app).connections.close()
    copy, there = trial.folder / "copy.db", trial.folder / "there" / "records.db"
    began = monotonic()
    back_up(path, copy)
    yield Figure("26", f"backup of {ANSWERS:,} rounds of answers", f"{monotonic() - began:.1f} s")
    prepare_database(there)
    began, used = monotonic(), process_time()
    restore(there, copy, [KEY], datetime.now(UTC))
    took, used = monotonic() - began, process_time() - used
    count = sum(map(len, rows(there).values()))
    what = f"restore of its {count:,} rows, {there.stat().st_size / 2**20:,.0f} MB, all checked"
    yield Figure("26", what, f"{took:.1f} s", f"at most {AT_MOST} s", took <= AT_MOST)
    yield Figure("26", "of that, the processor's time", f"{used:.1f} s")
