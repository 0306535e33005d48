"""The rulebook in words: as a sheet to sign, and as the trace of one person."""
