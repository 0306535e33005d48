"""Screens in the waiting room: devices, sittings, calls, codes, what is handed over."""
