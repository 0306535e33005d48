"""What a change of the content would do, and to whom.

versions.py   a folder of content, or a revision from git
diff.py       what stands in the files of two versions, entry by entry
outcome.py    what one person is told, part by part
differing.py  which people a changed rule sees differently, and who would be told something else
effects.py    what it does to worked cases and to what is on record
report.py     all of it, as text to paste
"""
