"""A patient's pages, all of them."""

from pre_visit.access import arrival
from pre_visit.views import visit

blueprints = (arrival, visit)
