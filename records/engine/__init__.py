"""The engine: the one database file, what in it is encrypted, and the files beside it.

store.py          what records ask of a database, whichever it is; sqlite.py: by SQLite
database.py       the file, and a connection for each thread; copies.py: all of it copied
migrations.py     the schema, step by step
errors.py         what can be wrong with the file, each with its remedy
encryption.py     values that only the keys open
tokens.py         secrets given out once, of which the hash is kept
timestamps.py     moments as text that sorts as time
process_lock.py   who has the records open; one alone that restores or changes keys
private_files.py  files that only this account may read
"""
