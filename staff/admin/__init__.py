"""Who works here, how the app is set, who did what, and the rulebook to read.

settings_table.py  the settings in groups, with what stands now
use.py             how many people reached each page
tokens.py          what other programs of the clinic may read
poster.py          a poster to print, and a button for the clinic's own site
"""
