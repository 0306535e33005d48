"""The staff's pages about kiosks, all of them."""

from kiosk.desk import calls, codes, devices
from kiosk.desk.blueprint import kiosks

__all__ = ["calls", "codes", "devices", "kiosks"]
