"""What the Makefile needs and make cannot say: an environment made once, a browser found.

Standard library only, because it runs before anything is installed.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL

LOCKS = ("requirements.lock", "requirements-postgres.lock")
BROWSERS = (
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def prepare_run() -> None:
    """`.venv`: only what serving the pages needs."""
    make_environment(Path(".venv"), Path("requirements.lock"), "--require-hashes")


def prepare_test() -> None:
    """`.venv-test`: the same and the test tools, apart so that what runs stays lean."""
    make_environment(Path(".venv-test"), Path("requirements-test.lock"), "--require-hashes")


def prepare_package() -> None:
    """`.venv-package`: what builds and installs packages, and `wheels/` in it to install from."""
    folder = Path(".venv-package")
    wheels, tools = folder / "wheels", Path("requirements-package.txt")
    make_environment(folder, tools)
    stamp, wanted = wheels / "downloaded-from", stamp_of(tools, Path("requirements.lock"))
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.rmtree(wheels, ignore_errors=True)
    for lock in (tools, Path("requirements.lock")):
        pip(folder, "download", "--dest", str(wheels), "-r", str(lock))
    stamp.write_text(wanted)


def prepare_audit() -> None:
    """`.venv-audit`: what looks dependencies up among known weaknesses."""
    make_environment(Path(".venv-audit"), Path("requirements-audit.txt"), "--retries", "1")


def audit() -> None:
    """Say which dependencies have a known weakness."""
    answer = look_up().partition("{")
    lines, code = verdict(json.loads(answer[1] + answer[2] or "{}").get("dependencies", []))
    print(*lines, sep="\n")
    sys.exit(code)


def verdict(found: list[dict[str, object]]) -> tuple[list[str], int]:
    """What to say, and 1 where something is weak, 2 where nobody knows, else 0.

    The auditor calls a package that it could not look up unaffected, so those are counted here.
    """
    weak = [one for one in found if one.get("vulns")]
    lines = [f"{one['name']}: {', '.join(known['id'] for known in one['vulns'])}" for one in weak]
    unknown = sum("skip_reason" in one for one in found)
    lines += [f"{len(found) - unknown} of {len(found)} dependencies looked up, {len(weak)} weak."]
    if unknown or not found:
        lines += ["NOT AUDITED: no source of advisories answered for the others."]
    return lines, 1 if weak else 2 if unknown or not found else 0


def make_environment(folder: Path, lock: Path, *how: str) -> None:
    """Build the environment anew when its lock or the Python differs, else return at once.

    The stamp is written last, so an interrupted installation is done again.
    """
    stamp = folder / "installed-from"
    wanted = stamp_of(lock)
    if python_of(folder).exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if importlib.util.find_spec("pip") is None:
        sys.exit(f"{sys.executable} has no pip. On Debian: apt-get install python3-pip")
    say(f"Installing {lock} into {folder}, this once …")
    # Without pip in it, because Debian keeps what would put it there in a package of its own.
    venv.create(folder, clear=True, symlinks=True, with_pip=False)
    pip(folder, "install", *how, "-r", str(lock))
    stamp.write_text(wanted)


def pip(folder: Path, command: str, *words: str) -> None:
    """Run a command of pip for an environment, with the pip of the Python that runs this."""
    own = [sys.executable, "-m", "pip", "--python", str(python_of(folder))]
    subprocess.run([*own, command, "-qq", "--no-input", *words], check=True)


def python_of(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "bin" / "python"


def stamp_of(*locks: Path) -> str:
    """What tells one state of the locks and of this Python from another."""
    read = b"".join(lock.read_bytes() for lock in locks)
    return hashlib.sha256(read + sys.version.encode()).hexdigest()


def may_release(folder: Path = Path()) -> None:
    """Whether what is here may be released. Exits with what is in the way."""
    git = ["git", "-C", str(folder), "status", "--porcelain"]
    changed = subprocess.run(git, check=True, stdout=subprocess.PIPE, text=True).stdout
    if changed:
        sys.exit(f"Commit these first, or remove them:\n{changed}")
    version = version_of(folder)
    told = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    if not re.search(rf"^## {re.escape(version)}, \d{{1,2}} \w+ \d{{4}}$", told, re.MULTILINE):
        sys.exit(f"CHANGELOG.md needs a heading such as: ## {version}, 1 December 2026")


def build_release() -> None:
    """`dist/`: what a release holds. It is uploaded by a person."""
    dist = Path("dist")
    shutil.rmtree(dist, ignore_errors=True)
    build = [str(python_of(Path(".venv-package"))), "-m", "build", "--no-isolation"]
    subprocess.run([*build, "--outdir", str(dist)], check=True, stdout=DEVNULL)
    for lock in LOCKS:
        shutil.copy(lock, dist)
    files = sorted(dist.iterdir())
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (dist / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    print(
        f"Version {version_of(Path())} is in dist/:", *(file.name for file in files), "SHA256SUMS"
    )


def version_of(folder: Path) -> str:
    """The program's version."""
    return (folder / "settings" / "version.py").read_text(encoding="utf-8").split('"')[-2]


def look_up() -> str:
    """What the auditor found, as JSON with words before it."""
    asked = [".venv-audit/bin/python", "-m", "pip_audit", "-r", "requirements-test.lock"]
    how = ["--require-hashes", "--disable-pip", "--timeout", "10", "--format", "json"]
    quiet = ["--progress-spinner", "off"]
    return subprocess.run(
        [*asked, *how, *quiet], check=False, stdout=subprocess.PIPE, stderr=DEVNULL, text=True
    ).stdout


def install_from_debian() -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["chromium", "chromium-headless-shell", "fonts-dejavu-core"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", *wanted]):
        subprocess.run(
            ["/usr/bin/apt-get", "-qq", *words], check=True, env=quiet, stdout=sys.stderr
        )


def install_from_playwright() -> None:
    words = [".venv-test/bin/python", "-m", "playwright", "install", "chromium"]
    subprocess.run(words, check=True, stdout=DEVNULL, stderr=DEVNULL)


def find_browser() -> str:
    """A path, or "playwright" for the one Playwright keeps itself, or "missing"."""
    known = os.environ.get("CHROMIUM") or browser_on_path()
    if known:
        return known
    if Path("/usr/bin/apt-get").exists() and os.geteuid() == 0:
        say("No Chromium found: asking Debian for it …")
        if succeeds(install_from_debian):
            return browser_on_path() or "missing"
    say("No Chromium found: asking Playwright for its own …")
    return "playwright" if succeeds(install_from_playwright) else "missing"


def browser_on_path() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def succeeds(install: Callable[[], None]) -> bool:
    try:
        install()
    except (OSError, subprocess.CalledProcessError) as problem:
        say(str(problem))
        return False
    return True


def say(words: str) -> None:
    """To standard error: standard output is the answer to `find-browser`."""
    print(words, file=sys.stderr, flush=True)


COMMANDS: dict[str, Callable[[], None]] = {
    "prepare-run": prepare_run,
    "prepare-test": prepare_test,
    "prepare-package": prepare_package,
    "prepare-audit": prepare_audit,
    "audit": audit,
    "may-release": may_release,
    "build-release": build_release,
    "find-browser": lambda: print(find_browser()),
}


def main(words: list[str]) -> None:
    if len(words) != 1 or words[0] not in COMMANDS:
        sys.exit(f"Usage: python3 dev.py {' | '.join(COMMANDS)}")
    COMMANDS[words[0]]()


if __name__ == "__main__":
    os.chdir(Path(__file__).parent)
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as problem:
        sys.exit(f"That did not work (exit {problem.returncode}); the reason is above.")
