"""The staff's pages, all of them; a form of theirs that comes too late is told of kindly."""

from staff.accounts.access import expect_late_forms
from staff.accounts.views import staff
from staff.admin.poster import poster
from staff.admin.tokens import tokens
from staff.admin.use import use
from staff.admin.views import office
from staff.api.views import api
from staff.export.views import export
from staff.face_sheet.views import sheet
from staff.links.routes import links
from staff.patients.views import patients
from staff.requests.views import requests
from staff.today.views import today

with_forms = (staff, today, office, use, tokens, poster, links, patients, requests, sheet, export)
for blueprint in with_forms:
    expect_late_forms(blueprint)
blueprints = (*with_forms, api)
