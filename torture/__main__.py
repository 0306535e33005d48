"""make torture: each part in turn, one line a figure; ends with 1 when an aim is missed.

`make torture ARGS="kiosk"` tries one part, `--short` as `make test` does, `--seed 7` with other
chances; `--keep` writes the tables into docs/reliability.md.
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from torture.figures import Figure
from torture.page import keep
from torture.parts import PARTS, Trial, part


def main() -> None:
    """Try what is asked for."""
    asked = arguments()
    figures = [figure for name in asked.parts or PARTS for figure in try_part(name, asked)]
    judged = [figure for figure in figures if figure.is_met is not None]
    print(f"{sum(map(bool, (figure.is_met for figure in judged)))} of {len(judged)} aims met.")
    sys.exit(any(figure.is_met is False for figure in judged))


def arguments() -> Namespace:
    """What was asked for on the command line."""
    parser = ArgumentParser(prog="torture", description="Faults, abuse and load, with figures.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--short", action="store_true", help="as make test does")
    parser.add_argument("--keep", action="store_true", help="write docs/reliability.md")
    parser.add_argument("--seed", type=int, default=1, help="1 unless told")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    return asked


def try_part(name: str, asked: Namespace) -> list[Figure]:
    """One part, its figures as they come."""
    print(f"\n{name}\n{'-' * 120}", flush=True)
    started, figures = monotonic(), []
    with TemporaryDirectory(prefix="torture-") as folder:
        for figure in part(name)(Trial(Path(folder), asked.short, asked.seed)):
            figures.append(figure)
            print(figure, flush=True)
    took = monotonic() - started
    print(f"{took:.0f} s", flush=True)
    if asked.keep:
        keep(name, figures, took, asked.seed, date.today())
    return figures


if __name__ == "__main__":
    main()
