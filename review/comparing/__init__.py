"""What a change of the content would do, and to whom.

versions.py  a folder of content, or a revision from git
diff.py      what stands in the files of two versions, entry by entry
search.py    who would be told something else, looked for among many people
report.py    all of it, as text to paste
"""
