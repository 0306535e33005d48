"""Tables that one test walks: hundreds of rows, and what is around a test happens once."""

from functools import wraps
from inspect import signature
from traceback import format_exc

import pytest


def every_row(names, rows):
    """Says for one test over a table what pytest's `parametrize` says for a test of each row.

    It fails with every row that is wrong, and why. Fixtures are made once for all rows, so it is
    for what leaves nothing behind that the next row meets.
    """
    names, rows = [names] if isinstance(names, str) else list(names), list(rows)
    assert rows, "a table without a row tests nothing"

    def over(test):
        @wraps(test)
        def walk(**fixtures):
            wrong = []
            for row in rows:
                values = [row] if len(names) == 1 else row
                try:
                    test(**fixtures, **dict(zip(names, values, strict=True)))
                except (Exception, pytest.fail.Exception):
                    wrong.append(f"{row!r}:\n{format_exc(limit=-2)}")
                except pytest.skip.Exception:
                    raise AssertionError(f"{row!r}: a row is tested or left out") from None
            assert not wrong, "\n\n".join([f"{len(wrong)} of {len(rows)} rows", *wrong])

        taken = signature(test)
        fixtures = [one for name, one in taken.parameters.items() if name not in names]
        walk.__signature__ = taken.replace(parameters=fixtures)
        return walk

    return over
