"""What came in, and what the clinic does next about each.

filters.py   which entries an address asks for
entries.py   one line of the list, in words
warnings.py  warnings as the person who acts on them sees them
phones.py    whom to call about one, and who gave the number
actions.py   review a warning, say who acts next, reopen
noting.py    the note that every button beside it keeps
pages.py     the pages as they are shown
"""
