"""A look through many rows is bounded, and says how far it came."""

from dataclasses import replace

import pytest

from records.looking import Looked, Way, look

EACH_TENTH = ("tens = 0",)


@pytest.fixture
def numbers(db):
    """A thousand numbers, two hundred of them red."""
    db.execute("CREATE TABLE numbers (id INTEGER PRIMARY KEY, colour TEXT, tens INTEGER)")
    db.execute("CREATE INDEX by_number ON numbers (colour, id, tens)")
    db.execute("CREATE INDEX by_tens ON numbers (colour, tens, id)")
    rows = (
        {"id": n, "colour": "red" if n <= 200 else "blue", "tens": n % 10} for n in range(1, 1001)
    )
    db.table("numbers").insert_all(rows)
    return db


@pytest.fixture
def reds():
    """All red ones, upward."""
    return Way("numbers", "by_number", ("id",), True, {"red": "red"}, ["colour = :red"])


def found(looked):
    return [number for (number,) in looked.keys]


def test_all_that_an_index_holds_is_wanted(numbers, reds):
    assert found(look(numbers, reds, 3)) == [1, 2, 3]
    assert found(look(numbers, replace(reds, is_upward=False), 3)) == [200, 199, 198]
    assert found(look(numbers, replace(reds, along=["id > 198"]), 3)) == [199, 200]


def test_those_between_others_are_found_on_the_way(numbers, reds):
    looked = look(numbers, replace(reds, across=EACH_TENTH), 3)

    assert (found(looked), looked.last) == ([10, 20, 30], None)


def test_where_the_way_is_too_long_it_says_how_far_it_came(numbers, reds):
    way = replace(reds, across=EACH_TENTH)

    assert look(numbers, way, 3, most=25) == Looked(((10,), (20,)), 25, (25,))
    assert look(numbers, replace(way, along=["id > 25"]), 3, most=25).keys == ((30,), (40,), (50,))


def test_at_the_end_of_the_way_nothing_is_left(numbers, reds):
    looked = look(numbers, replace(reds, across=EACH_TENTH, along=["id > 190"]), 3, most=25)

    assert looked == Looked(((200,),), 10, None)


@pytest.mark.parametrize("sorted_at_most", [20, 19])
def test_few_are_sorted_and_many_are_looked_for_with_the_same_outcome(
    numbers, reds, sorted_at_most
):
    way = replace(reds, across=EACH_TENTH, other="by_tens", apart=EACH_TENTH)
    looked = look(numbers, replace(way, sorted_at_most=sorted_at_most), 30)

    assert found(looked) == list(range(10, 201, 10))
    assert looked.cost == (20 if sorted_at_most == 20 else 200)
