"""Every page of this room, for the front door to open: the staff's, and those of patients."""

from clinic.export.views import export
from clinic.face_sheet.views import sheet
from clinic.inbox.requests.views import requests
from clinic.inbox.views import inbox
from clinic.links.views import links
from clinic.office.views import office
from clinic.staff.access import expect_late_forms
from clinic.staff.views import staff
from clinic.visits.access import arrival
from clinic.visits.views import visit
from kiosk.desk.routes import kiosks
from kiosk.phone import take_home
from kiosk.routes import kiosk
from kiosk.safety_fallback import cannot_serve
from records.engine.errors import StorageError

OF_STAFF = (staff, office, links, inbox, requests, sheet, export, kiosks)
OF_PATIENTS = (arrival, visit, kiosk, take_home)

for blueprint in OF_STAFF:
    expect_late_forms(blueprint)
staff.app_errorhandler(StorageError)(cannot_serve)  # on any page that has no way of its own
