"""A result on its way to a phone: an address to scan, and a code to type there."""

from dataclasses import dataclass

TITLE = "The address of your result as a code to scan"


@dataclass(frozen=True, slots=True)
class Ready:
    """The way to a phone."""

    picture: str
    """An SVG that needs no style of its own."""
    address: str
    """Where the code is typed."""
    code: str
