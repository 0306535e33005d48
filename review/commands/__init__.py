"""flask rules …: read, check, test and compare the rulebook.

A module here is named in `group.MODULES` and adds its commands with `@commands.command`.
"""
