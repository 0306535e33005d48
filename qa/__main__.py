"""python -m qa bench | lists | drills [NAME …] [--seconds N] [--seed N]; 1 on a FAIL."""

import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from traceback import print_exc

from qa.drill import Drill
from qa.site import SETTINGS

DRILLS = (
    "killing",
    "restarting",
    "restoring",
    "kiosk",
    "fuzzing",
    "load",
    "slow_clients",
    "failover",
    "pooling",
)
MEASURED = {"bench": ("bench", "today"), "lists": ("lists",)}
SECONDS = 180  # of each drill, unless told


def main() -> None:
    """Do what is asked for, each in a folder of its own that is gone afterwards."""
    asked = arguments()
    SETTINGS["FLASK_DATABASE"] = asked.database
    names = asked.names or DRILLS if asked.what == "drills" else MEASURED[asked.what]
    failed = [name for name in names if not is_passed(name, asked)]
    print(f"\n{'FAIL: ' + ', '.join(failed) if failed else 'PASS'}")
    sys.exit(bool(failed))


def arguments() -> Namespace:
    """What was asked for."""
    parser = ArgumentParser(prog="python -m qa", description="Benchmarks and drills.")
    parser.add_argument("what", choices=["bench", "lists", "drills"])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(DRILLS))
    parser.add_argument("--seconds", type=float, default=SECONDS, help="for each drill")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", help="postgresql://…, empty; for one drill", default="")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(DRILLS):
        parser.error(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(DRILLS)}.")
    return asked


def is_passed(name: str, asked: Namespace) -> bool:
    """Run one, and say how long it took."""
    module = import_module(f"qa.{name}")
    print(f"\n{name}: {(module.__doc__ or '').splitlines()[0]}", flush=True)
    with TemporaryDirectory(prefix=f"qa-{name}-", ignore_cleanup_errors=True) as folder:
        drill = Drill(Path(folder), asked.seconds, asked.seed)
        try:
            module.run(drill)
        except Exception:
            drill.report.holds("it came to its end", False)
            print_exc(limit=2, file=sys.stdout)
        drill.report.say(f"took {monotonic() - drill.began:.0f} s")
    return not drill.report.failed


if __name__ == "__main__":
    main()
