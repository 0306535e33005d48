"""The staff's side of kiosks: the devices, and whoever calls from one."""
