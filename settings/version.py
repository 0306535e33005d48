"""The version of the program; that of the content is the rulebook's own."""

VERSION = "1.0.0"
