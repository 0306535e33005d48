"""The pages of links. A new module is named here."""

from staff.links import day, one
from staff.links import list as listing
from staff.links import new as making
from staff.links.blueprint import links

__all__ = ["day", "links", "listing", "making", "one"]
