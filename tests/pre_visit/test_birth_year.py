"""The check question takes a year however it is typed, and no list of years."""

from pre_visit.birth_year import names_year
from tests.tables import every_row

RIGHT = """
1984 | 84 | '84 | 12/03/1984 | 12.3.84 | 12-03-84 | 1984-03-12 | 12 March 1984 | March 84
03/84 | 03/1984 | 12031984 | 19840312 | 120384 | 840312 | 1 9 8 4 | 19 84
born in 1984 | 1984. | ١٩٨٤ | １９８４
"""
WRONG = """
1948 | 48 | 12/03/1948 | 4 | 8 | 198 | 19844 | 1984 1985 | 80 81 82 83 84 | 1983/1984/1985
none | - | 1e3 | 84 85 86 87 | 19,84,19,85,19,86 | 03121948 | 184 | 0 | 984
"""


def listed(text):
    return [one for line in text.strip().splitlines() for one in line.split("|")]


@every_row("typed", listed(RIGHT))
def test_a_year_is_read_however_it_is_typed(typed):
    assert names_year(typed, 1984)


@every_row("typed", listed(WRONG))
def test_what_is_another_year_or_none_or_many_is_not_right(typed):
    assert not names_year(typed, 1984)


@every_row("typed", ["1" * 400, "84 " * 200, "\x00", "²", "½ 84½" * 9])
def test_nothing_that_is_typed_breaks_it(typed):
    assert not names_year(typed, 1984)


def test_one_guess_tries_few_years():
    """Even a whole date stands for three years of a hundred at most."""
    for typed in ("12/03/84", "840312", "19840312", "01 02 03"):
        assert sum(names_year(typed, year) for year in range(1920, 2020)) <= 3
