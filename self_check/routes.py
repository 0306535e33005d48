"""A runner's pages, all of them."""

from self_check.booking import booking
from self_check.guide import guide
from self_check.views import pages

blueprints = (pages, booking, guide)
