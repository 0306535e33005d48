"""The pages of links. A new module is named here."""

from clinic.links.views import day, listing, making, one
from clinic.links.views.room import links

__all__ = ["day", "links", "listing", "making", "one"]
