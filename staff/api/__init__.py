"""What other programs of the clinic may read, each by a token of its own.

access.py     the token that came, and what it may read
moments.py    moments and days in an address
openapi.json  every address with what it takes and gives
"""
