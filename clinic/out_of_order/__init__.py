"""What people meet when the records cannot be used just now: never an empty page, and no loss."""
