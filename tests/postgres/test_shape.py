"""Both engines have the same tables, columns, keys and indexes."""

import re

from records.engine.database import open_database
from tests.beneath import beneath
from tests.records.someone import OF_THE_ENGINE

KINDS = {
    "INTEGER": "number",
    "bigint": "number",
    "TEXT": "text",
    "text": "text",
    "BLOB": "bytes",
    "bytea": "bytes",
}


def tables(db):
    return sorted(
        name
        for name in beneath(db).table_names()
        if name not in OF_THE_ENGINE and not name.startswith("sqlite_")
    )


def columns_of_file(db, table):
    found = db.many("SELECT * FROM pragma_table_info(:table) ORDER BY cid", table=table)
    return [
        (
            row["name"],
            KINDS[row["type"]],
            bool(row["notnull"] or row["pk"]),
            default(row["dflt_value"]),
        )
        for row in found
    ]


def columns_on_server(db, table):
    found = db.many(
        """SELECT * FROM information_schema.columns
            WHERE table_name = :table AND table_schema = current_schema()
            ORDER BY ordinal_position""",
        table=table,
    )
    if table != "schema_steps":  # which nothing sorts
        assert all(row["collation_name"] == "C" for row in found if row["data_type"] == "text")
    return [
        (
            row["column_name"],
            KINDS[row["data_type"]],
            row["is_nullable"] == "NO",
            default(row["column_default"]),
        )
        for row in found
    ]


def default(text):
    return re.sub(r"::\w+( COLLATE \S+)?$|\(|\)", "", text or "").strip("'")


def keys_of_file(db, table):
    found = db.many("SELECT * FROM pragma_foreign_key_list(:table)", table=table)
    return sorted((row["from"], row["table"], row["on_delete"]) for row in found)


def keys_on_server(db, table):
    found = db.many(
        """SELECT attname, confrelid::regclass::text AS other, confdeltype FROM pg_constraint
            JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
            WHERE contype = 'f' AND conrelid = to_regclass(:table)""",
        table=table,
    )
    deeds = {"a": "NO ACTION", "c": "CASCADE", "n": "SET NULL"}
    return sorted((row["attname"], row["other"], deeds[row["confdeltype"]]) for row in found)


def indexes_of_file(db, table):
    found = db.many(
        """SELECT list.name, list."unique", master.sql FROM pragma_index_list(:table) AS list
            JOIN sqlite_master AS master ON master.name = list.name
            WHERE list.origin = 'c'""",
        table=table,
    )
    return sorted((row["name"], bool(row["unique"]), parts(row["sql"])) for row in found)


def indexes_on_server(db, table):
    found = db.many(
        """SELECT relname, indisunique, pg_get_indexdef(indexrelid) AS sql FROM pg_index
            JOIN pg_class ON pg_class.oid = indexrelid
            WHERE indrelid = to_regclass(:table)
                AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)""",
        table=table,
    )
    return sorted((row["relname"], row["indisunique"], parts(row["sql"])) for row in found)


def parts(sql):
    """What is indexed, and of which rows, without how each engine writes it."""
    said = (
        sql.partition(" ON ")[2]
        .casefold()
        .replace("using btree", "")
        .replace("::text", "")
        .replace("public.", "")
    )
    return re.sub(r"[\s()]+", "", said.replace('collate "c"', ""))


def uniques(db, table):
    """The columns that are unique together, the primary key among them."""
    if db.dialect == "sqlite":
        found = db.many(
            "SELECT name FROM pragma_index_list(:table) WHERE origin <> 'c'", table=table
        )
        columns = "SELECT name FROM pragma_index_info(:index) ORDER BY seqno"
        made = {tuple(one["name"] for one in db.many(columns, index=row["name"])) for row in found}
        primary = "SELECT name FROM pragma_table_info(:table) WHERE pk > 0 ORDER BY pk"
        return made | {tuple(row["name"] for row in db.many(primary, table=table))}
    found = db.many(
        """SELECT array_agg(attname::text ORDER BY place) AS names FROM pg_constraint
            CROSS JOIN unnest(conkey) WITH ORDINALITY AS part (number, place)
            JOIN pg_attribute ON attrelid = conrelid AND attnum = number
            WHERE contype IN ('p', 'u') AND conrelid = to_regclass(:table)
            GROUP BY pg_constraint.oid""",
        table=table,
    )
    return {tuple(row["names"]) for row in found}


def test_both_have_the_same_tables_columns_keys_and_indexes(make_database, tmp_path, place):
    with (
        open_database(make_database(tmp_path / "records.db")) as file,
        open_database(place) as server,
    ):
        names = tables(file)
        assert tables(server) == names
        for name in names:
            assert columns_on_server(server, name) == columns_of_file(file, name)
            assert keys_on_server(server, name) == keys_of_file(file, name)
            assert indexes_on_server(server, name) == indexes_of_file(file, name)
            assert uniques(server, name) == uniques(file, name)
