"""What an indicator's `say` leaves open for the runner's own numbers and words."""

from rules.conditions import Condition, When
from rules.measures import questions_behind
from rules.reading import Table, placeholders_in

RESTS_ON = {
    "longest_recent": "longest_recent_km",
    "longest_prev30": "longest_prev30_km",
    "spike_percent": "spike_ratio",
    "spike_times": "spike_ratio",
    "last_7d": "km_last_7d",
    "usual_week": "km_typical_week",
    "week_percent": "week_ratio",
    "week_times": "week_ratio",
    **{name: name for name in ("desk_hours", "sleep_hours", "strength_days")},
    **{name: name for name in ("plank_seconds", "prone_hold_seconds")},
}
"""By placeholder: the question or measure that it is taken from.

`_percent` is how much more in percent, `_times` how many times as much; a question's is the answer
as it was given, with its unit.
"""
TICKED = "ticked"
"""The options that were ticked and count, as they were read."""
CLENCHES = "n_clench"


def read_say(entry: Table, when: When) -> str:
    """What the runner reads in place of `because`; empty where nothing else is said.

    It may name only what the indicator rests on: that is known whenever the indicator is met.
    """
    before = len(entry.problems)
    say = entry.text("say", "", fill=(*RESTS_ON, TICKED))
    if len(entry.problems) > before:
        return ""
    known = {one for condition in when.all_of for one in _known_by(condition)}
    for name in placeholders_in(say):
        if RESTS_ON.get(name, name) not in known:
            entry.complain(f"'say' has '{{{name}}}', which the indicator does not rest on.")
    return say


def _known_by(condition: Condition) -> tuple[str, ...]:
    """What is known once a condition is met: not by what was left unsaid."""
    if condition.comparison == "none_of":
        return ()
    is_ticked = ticked_question(condition) is not None
    return (condition.subject, *questions_behind(condition.subject), *([TICKED] * is_ticked))


def ticked_question(condition: Condition) -> str | None:
    """The question whose ticked options a condition counts; None where it counts none."""
    if condition.subject == CLENCHES:
        return questions_behind(CLENCHES)[0]
    is_options = condition.comparison == "one_of" and all(
        isinstance(one, str) for one in condition.against
    )
    return condition.subject if is_options else None
