"""The engine: the one database file, what in it is encrypted, and the files beside it."""
