"""The pages of kiosks: at the screen, on the phone of whoever took a result home, for the desk."""

from kiosk import device, errors, handoff, patient_code, questions, sitting
from kiosk.blueprint import kiosk
from kiosk.desk import calls, codes, devices
from kiosk.desk.blueprint import kiosks
from kiosk.phone import handoff_pages
from staff.accounts.access import expect_late_forms

AT_THE_SCREEN = (device, errors, handoff, patient_code, questions, sitting)
AT_THE_DESK = (calls, codes, devices)
blueprints = (kiosk, handoff_pages, kiosks)
expect_late_forms(kiosks)
