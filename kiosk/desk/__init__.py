"""The staff's side of kiosks: the devices, calls from them, and codes for patients."""
