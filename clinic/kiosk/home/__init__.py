"""A result taken home, on the phone of whoever took it."""
