"""load_plan.toml → the numbers and words of the load plan."""

from collections.abc import Iterator, Sequence

from rules.advice import DayKind, PlanContent, PlanStart, PlanWords, Source, WeekPattern
from rules.reading import Table

DAYS = 7
WORST_PAIN = 8  # from 9 on there is no plan (D12)
KM_A_MILE = 1.609344
PATTERN_DAYS = [kind for kind in DayKind if kind is not DayKind.RUN_WALK]
THIS_WEEK = ("distance", "percent", "none_over", "run_walk", "stop")
CALENDAR = ("name", "before", "named", "see_doctor", "look_back", "look_back_named")
FILL = ("title", "weeks", "runs", "total", "share", "none_over", "longest", "rounds", "race")


def read_plan(file: Table, sources: dict[str, Source]) -> PlanContent:
    """The plan; mistakes are noted, as everywhere in the content."""
    words = file.table("words")
    plan = file.read_as(
        PlanContent,
        patterns=tuple(_pattern(one) for one in file.entries("pattern")),
        rounds=tuple(int(one) for one in file.numbers("run_walk_rounds")),
        starts=tuple(one.read_as(PlanStart) for one in file.entries("start")),
        words=PlanWords(
            days=_texts(words.table("day"), list(DayKind)),
            this_week=_texts(words.table("this_week"), THIS_WEEK),
            no_hard=words.text("no_hard"),
            race=_texts(words.table("race"), ["longer", "see_doctor"]),
            calendar=_texts(words.table("calendar"), CALENDAR),
        ),
        no_plan=words.text("no_plan"),
        after=words.text("after_week_4"),
        after_run_walk=words.text("after_run_walk"),
        small_start=words.text("small_start"),
        one_change=words.text("one_change"),
        sources=words.names("sources", sources, "source", required=True),
    )
    _check(file, plan)
    words.done()
    return plan


def _check(file: Table, plan: PlanContent) -> None:
    if plan.round_down_to <= 0:
        file.complain("'round_down_to' must be above 0.")
        return
    weeks = len(plan.hard_sessions)
    for start in plan.starts:
        if not len(start.week_percent) == len(start.longest_percent) == weeks:
            file.complain(f"'week_percent' and 'longest_percent' need {weeks} weeks each.")
    if len(plan.rounds) != weeks:
        file.complain(f"'run_walk_rounds' needs {weeks} weeks.")
    if plan.weeks_at_see_doctor > weeks:
        file.complain(f"'weeks_at_see_doctor' must be {weeks} at most.")
    pains = [start.pain_at_most for start in plan.starts]
    if pains != sorted(pains) or not pains or pains[-1] < WORST_PAIN:
        file.complain(f"the starts must go up in pain, the last to {WORST_PAIN}.")
    _check_patterns(file, plan)


def _check_patterns(file: Table, plan: PlanContent) -> None:
    order = [(one.runs, one.from_km) for one in plan.patterns]
    if order != sorted(set(order)) or not order or order[0][1] > 0:
        file.complain("the patterns must go up in runs and in 'from_km', the first from 0.")
        return
    for one in plan.patterns:
        for problem in _problems(one, plan):
            file.complain(f"the pattern of {one.runs} runs {problem}")
    lowest = min(share for start in plan.starts for share in start.week_percent)
    fewest = plan.patterns[0].runs * plan.shortest_run
    if plan.shortest_run < plan.round_down_to or (
        plan.shortest_week_km * lowest / 100 / KM_A_MILE < fewest
    ):
        file.complain("'shortest_run' must be a step at least, and fit into the shortest week.")


def _problems(one: WeekPattern, plan: PlanContent) -> Iterator[str]:
    if len(one.days) != DAYS:
        yield f"needs {DAYS} days."
        return
    if DAYS - one.runs < plan.rest_days:
        yield f"needs {plan.rest_days} days with no running."
    if one.days.count(DayKind.LONG) != 1 or one.days.count(DayKind.HARD) != max(plan.hard_sessions):
        yield "needs one 'long' run, and as many 'hard' ones as a week may have."
    if not 100 / one.runs <= one.longest_percent <= 100:
        yield "has a 'longest_percent' of less than its share, or of more than all."
    for day, after in zip(one.days, one.days[1:] + one.days[:1], strict=True):
        if day is DayKind.STRENGTH and after in (DayKind.STRENGTH, DayKind.HARD):
            yield "has strength work on the day before other strength work or a hard run."


def _texts(entry: Table, keys: Sequence[str]) -> dict[str, str]:
    texts = {str(key): entry.text(key, fill=FILL) for key in keys}
    entry.done()
    return texts


def _pattern(entry: Table) -> WeekPattern:
    days = entry.names("days", PATTERN_DAYS, "kind of day", required=True)
    return entry.read_as(WeekPattern, days=tuple(DayKind(day) for day in days))
