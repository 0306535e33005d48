"""People as a server sees them: a runner, a patient with a link, a member of staff.

Each remembers what the server promised to keep, and can be cut off at any time: with patience
they send the same again when somebody answers, as a person presses the button once more.
"""
