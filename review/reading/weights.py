"""Points in words: how strongly something argues for a cause or against it."""

STRENGTH = {1: "weak", 2: "moderate", 3: "strong"}

LIKELY, POSSIBLE = "most likely", "may play a part"
"""How a result page speaks of a cause."""


def weight(points: int) -> str:
    """A reason's points: "strong, for"; "weak, against"."""
    return f"{STRENGTH[abs(points)]}, {'for' if points > 0 else 'against'}"


def as_reasons(points: int) -> str:
    """A number of points as reasons that would make it up: "a strong and a moderate reason"."""
    strong, rest = divmod(points, 3)
    parts = ["a strong"] if strong == 1 else [f"{strong} strong"] if strong else []
    parts += [f"a {STRENGTH[rest]}"] if rest else []
    return f"{' and '.join(parts)} reason{'s' if strong > 1 and not rest else ''}"


def group_name(group: str) -> str:
    """What a group of reasons is called."""
    return group.replace("_", " ")
