"""The packages built as for a release, and the ways to install them, each without a network."""

import os
import subprocess
import sys
import venv
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = "upper-back-self-check"
FROM_OUTSIDE = ("PIP_", "UV_", "PIPX_", "FLASK_", "PYTHON", "VIRTUAL_ENV", "HOST", "PORT", "XDG_")


class Installer:
    """`wheels`: the wheel house; `folder`: where all of it goes."""

    def __init__(self, wheels, folder):
        self.wheels, self.folder = wheels, folder
        self.tools = wheels.parent / "bin"

    @cached_property
    def built(self):
        """The folder with the wheel and the sdist, the one built from the other."""
        build = [self.tools / "python", "-m", "build", "--no-isolation", "--outdir"]
        self.run([*build, self.folder / "dist", ROOT])
        return self.folder / "dist"

    @property
    def wheel(self):
        return next(self.built.glob("*.whl"))

    @property
    def sdist(self):
        return next(self.built.glob("*.tar.gz"))

    def pip(self, name, *what):
        """The command in an environment of its own, with `what` installed by pip."""
        place = self.folder / name
        venv.create(place, clear=True, symlinks=True)
        pip = [self.tools / "python", "-m", "pip", "--python", place / "bin" / "python"]
        self.run([*pip, "install", "--quiet", *what])
        return [place / "bin" / COMMAND]

    def pipx(self):
        """The command as pipx installs it for an account."""
        self.run([self.tools / "pipx", "install", "--quiet", self.wheel])
        return [self.folder / ".local" / "bin" / COMMAND]

    def uvx(self):
        """The command as uv runs it, without installing it anywhere."""
        return [self.tools / "uvx", "--from", self.wheel, COMMAND]

    def run(self, words, cwd=None, **settings):
        """What a command says. Raises CalledProcessError when it does not succeed."""
        return subprocess.run(
            [*map(str, words)],
            cwd=cwd or self.folder,
            env=self.environment(**settings),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
        ).stdout

    def environment(self, **settings):
        """A network is not asked, and nothing of this machine's own settings holds."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(FROM_OUTSIDE)}
        offline = {
            "HOME": str(self.folder),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),
            "PIP_NO_COMPILE": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "UV_NO_CONFIG": "1",
            "UV_OFFLINE": "1",
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(self.wheels),
            "UV_PYTHON": sys.executable,
            "UV_PYTHON_DOWNLOADS": "never",
            "PIPX_DEFAULT_PYTHON": sys.executable,
        }
        return kept | offline | {name: str(value) for name, value in settings.items()}
