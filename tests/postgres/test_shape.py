"""Both engines have the same tables, columns, keys, indexes and triggers."""

import re

from records.engine.database import open_database
from tests.records.someone import OF_THE_ENGINE

# The same rows of either, a table's name first: columns (text sorts as bytes), keys to another
# table, keys of its own, indexes, triggers.
ON_FILE = """
SELECT m.name AS its, c.name, CASE c.type WHEN 'INTEGER' THEN 'bigint' WHEN 'BLOB' THEN 'bytea'
    ELSE 'text C' END, CASE WHEN c."notnull" OR c.pk THEN 'NO' ELSE 'YES' END, c.dflt_value
    FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table';
SELECT m.name AS its, k."from", k."table", k.on_delete
    FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS k;
SELECT m.name AS its, (SELECT group_concat(name) FROM pragma_index_info(i.name))
    FROM sqlite_master AS m, pragma_index_list(m.name) AS i WHERE i.origin <> 'c'
    UNION SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
    WHERE c.type = 'INTEGER' AND c.pk = 1 AND m.sql LIKE '%INTEGER PRIMARY KEY%';
SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL;
SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"""
ON_SERVER = """
SELECT table_name, column_name, concat(data_type, ' ', collation_name), is_nullable, column_default
    FROM information_schema.columns JOIN pg_tables ON tablename = table_name
    WHERE schemaname = current_schema() AND table_schema = schemaname;
SELECT conrelid::regclass::text, attname, confrelid::regclass::text AS other, CASE confdeltype
    WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE 'NO ACTION' END AS deed
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace;
SELECT conrelid::regclass::text, (SELECT string_agg(attname, ',' ORDER BY place)
    FROM unnest(conkey) WITH ORDINALITY AS part (number, place)
    JOIN pg_attribute ON attrelid = conrelid AND attnum = number)
    FROM pg_constraint WHERE contype IN ('p', 'u')
    AND connamespace = current_schema()::regnamespace;
SELECT tablename, indexname, indexdef FROM pg_indexes
    WHERE schemaname = current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint);
SELECT event_object_table, trigger_name FROM information_schema.triggers"""
# What each engine has, and writes, in its own way.
OWN_TABLES = {*OF_THE_ENGINE, "schema_steps"}
OWN_WORDS = re.compile(r"::\w+|using btree|collate \"c\"|public\.|[\s()]")


def shape(db, queries):
    found = [list(row.values()) for sql in queries.split(";") for row in db.many(sql)]
    return {
        tuple(OWN_WORDS.sub("", str(part).casefold()) for part in row)
        for row in found
        if row[0] not in OWN_TABLES and not row[0].startswith("sqlite_")
    }


def test_both_have_the_same_tables_columns_keys_indexes_and_triggers(
    make_database, tmp_path, place
):
    file_place = make_database(tmp_path / "records.db")
    with open_database(file_place) as file, open_database(place) as server:
        of_file, of_server = shape(file, ON_FILE), shape(server, ON_SERVER)

    assert len(of_file) > 200
    assert of_file ^ of_server == set()
