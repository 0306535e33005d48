"""The staff's pages about kiosks. A new module is named here."""

from clinic.kiosk.desk.views import calling, codes, devices
from clinic.kiosk.desk.views.room import kiosks

__all__ = ["calling", "codes", "devices", "kiosks"]
