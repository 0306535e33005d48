"""What a change of the content would do, and to whom.

versions.py   a folder of content, or a revision; history.py gets that from git
diff.py       what two versions say differently, item by item; items.py, texts.py, item.py: which
files.py      what stands in the files of a version that this program cannot judge by
outcome.py    what one person is told, part by part
shifts.py     which people a changed rule sees differently
differing.py  who would be told something else; stories.py: people near a cause's bounds
effects.py    what it does to worked cases and to what is on record
report.py     all of it, as text to paste
"""
