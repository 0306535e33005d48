"""The folders that an installation has: of a checkout, or of an installed package."""

from pathlib import Path

from platformdirs import user_data_path

from records.command import INSTALLED


def is_installed(code: Path) -> bool:
    """Whether the program is a package among others, and no checkout."""
    return (code / "__init__.py").exists()


def root_of(code: Path) -> Path:
    """What relative paths start at: the checkout; of a package where the command is run."""
    return Path.cwd() if is_installed(code) else code


def instance_of(given: str, code: Path) -> Path:
    """The folder of records and keys: as set, else the checkout's own or the account's."""
    if given:
        return root_of(code) / given
    return user_data_path(INSTALLED, appauthor=False) if is_installed(code) else code / "instance"
