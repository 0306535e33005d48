"""A process on a socket that is not its own, as systemd starts one."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from torture.served import ROOT

FIRST = 3  # under this number systemd hands a socket over


def start_on(
    listener: socket.socket,
    settings: Mapping[str, str],
    out: IO[bytes] | int,
    folder: Path = ROOT,
) -> subprocess.Popen[bytes]:
    """The app.py of a folder, to take visitors from a socket that stays when it ends."""

    def take() -> None:
        os.dup2(listener.fileno(), FIRST)
        os.environ.update(settings, LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")

    return subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=folder,
        pass_fds=[FIRST],
        preexec_fn=take,
        stdout=out,
        stderr=out,
    )
