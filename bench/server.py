"""A process of its own that serves one of the two apps and tells what it has used.

On standard input: first "app" or "hello"; then every further line asks for a report. It ends
when its input does, so it never outlives the measuring.
"""

import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import process_time
from typing import Any

import waitress
from flask import Flask

from bench.trial import hello_app, trial_app

SMAPS = Path("/proc/self/smaps_rollup")


def main() -> None:
    """Serve until nobody asks any more."""
    apps: dict[str, Callable[[Path], Flask]] = {"app": trial_app, "hello": lambda _: hello_app()}
    with TemporaryDirectory() as folder:
        app = apps[sys.stdin.readline().strip()](Path(folder))
        server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
        Thread(target=server.run, daemon=True).start()
        tell({"port": server.effective_port})
        for _ in sys.stdin:
            tell({"cpu": process_time(), "kb": memory_kb()})


def memory_kb() -> int:
    """The process's own share of memory where the system tells it, else its highest."""
    if SMAPS.exists():
        lines = (line.split() for line in SMAPS.read_text().splitlines())
        return next(int(words[1]) for words in lines if words[0] == "Pss:")
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return highest // 1024 if sys.platform == "darwin" else highest


def tell(report: dict[str, Any]) -> None:
    """One line of JSON."""
    print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
