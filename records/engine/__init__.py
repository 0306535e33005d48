"""The engines: a file of SQLite or a server of PostgreSQL, and what is encrypted in either.

store.py          what records ask of a database, whichever it is
place.py          where they are; database.py: made ready, opened, a connection for each thread
migrations.py     the schema, step by step
copies.py         all of it copied to a file, and back from one
errors.py         what can be wrong with the records, each with its remedy
sqlite.py         the store in a file; sqlite_file.py: made ready; sqlite_errors.py: what it says
postgres.py       the store on a server; postgres_server.py: made ready; postgres_copies.py: copied;
                  postgres_connections.py: its pool; postgres_errors.py: what it says
encryption.py     values that only the keys open
tokens.py         secrets given out once, of which the hash is kept
timestamps.py     moments as text that sorts as time
process_lock.py   who has the records open, and one alone; process_lease.py: for any machines
private_files.py  files that only this account may read; system.py: what Windows does otherwise
"""
