"""Disk, database, keys and mail fail under a clinic that goes on: what is lost, what people see."""
