"""A made-up clinic to look around in: staff, links, answers and requests, none of them real."""
