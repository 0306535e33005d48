"""load_plan.toml → the numbers and words of the load plan."""

from rules.advice import PlanContent, PlanStart, Source
from rules.reading import Table

WORST_PAIN = 8  # from 9 on there is no plan (D12)


def read_plan(file: Table, sources: dict[str, Source]) -> PlanContent:
    """The plan; mistakes are noted, as everywhere in the content."""
    words = file.table("words")
    plan = PlanContent(
        round_down_to=file.number("round_down_to"),
        shortest_week_km=file.number("shortest_week_km"),
        hard_sessions=file.numbers("hard_sessions"),
        rest_days=file.integer("rest_days"),
        weeks_at_see_doctor=file.integer("weeks_at_see_doctor"),
        starts=tuple(_start(one) for one in file.entries("start")),
        run_walk=file.table("run_walk").texts("steps", required=True),
        no_plan=words.text("no_plan"),
        after=words.text("after_week_4"),
        each_week=words.texts("each_week", required=True),
        one_change=words.text("one_change"),
        sources=words.names("sources", sources, "source", required=True),
    )
    _check(file, plan)
    file.done()
    words.done()
    return plan


def _check(file: Table, plan: PlanContent) -> None:
    if plan.round_down_to <= 0:
        file.complain("'round_down_to' must be above 0.")
    weeks = len(plan.hard_sessions)
    for start in plan.starts:
        if not len(start.week_percent) == len(start.longest_percent) == weeks:
            file.complain(f"'week_percent' and 'longest_percent' need {weeks} weeks each.")
    if plan.weeks_at_see_doctor > weeks:
        file.complain(f"'weeks_at_see_doctor' must be {weeks} at most.")
    pains = [start.pain_at_most for start in plan.starts]
    if pains != sorted(pains) or not pains or pains[-1] < WORST_PAIN:
        file.complain(f"the starts must go up in pain, the last to {WORST_PAIN}.")


def _start(entry: Table) -> PlanStart:
    start = PlanStart(
        pain_at_most=entry.integer("pain_at_most"),
        week_percent=entry.numbers("week_percent"),
        longest_percent=entry.numbers("longest_percent"),
        first=entry.text("first", ""),
    )
    entry.done()
    return start
