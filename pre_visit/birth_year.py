"""A year of birth as people type it: alone, in two figures, or in a whole date."""

import re

LONGEST = 40  # characters


def names_year(typed: str, year: int | None) -> bool:
    """Whether what was typed can be read as this year, or as a day in it.

    Only one year can be read from it, or two where a date may begin or end with its year: a
    list of years is no answer.
    """
    groups = [_figures(group) for group in re.findall(r"\d+", typed[:LONGEST])]
    return any(_is(one, year) for one in _readings(groups))


def _figures(group: str) -> str:
    """In the figures 0 to 9, whatever script they were typed in."""
    return "".join(str(int(figure)) for figure in group)


def _readings(groups: list[str]) -> list[str]:
    """What may be the year: four figures if there are any, else what a date begins or ends with."""
    sizes = [len(group) for group in groups]
    if 4 in sizes:
        return [group for group in groups if len(group) == 4] if sizes.count(4) == 1 else []
    if sizes in ([1, 1, 1, 1], [2, 2]):  # 1 9 8 4, 19 84, and 03 84
        return ["".join(groups), groups[-1]]
    if sizes in ([6], [8]):
        size = 2 if sizes == [6] else 4
        return [groups[0][:size], groups[0][-size:]]
    if len(groups) > 3:
        return []
    return groups[-1:] if len(groups) < 3 else [groups[0], groups[-1]]


def _is(reading: str, year: int | None) -> bool:
    return len(reading) in (2, 4) and f"{year:04d}".endswith(reading)
