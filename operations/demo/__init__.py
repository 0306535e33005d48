"""A made-up clinic to look around in: staff, links, answers and requests, none of them real.

people.toml  its patients; people.py: they and their answers
filling.py   put into an empty database, at likely times
"""
