"""moves.toml → the moves and cues that tips are made of."""

from collections import Counter
from collections.abc import Iterable

from rules.advice import Move, SeatedMove, Source, Tip
from rules.reading import Table


def read_moves(file: Table, sources: dict[str, Source]) -> dict[str, Move]:
    """Every move by its id; mistakes are noted, as everywhere in the content."""
    ours = file.names("sources", sources, "source", required=True)
    moves: dict[str, Move] = {}
    for entry in file.entries("move"):
        move = _move(entry, ours)
        if move.id in moves:
            entry.complain(f"the id '{move.id}' is used twice.")
        moves[move.id] = move
    file.done()
    return moves


def check_moves_used(file: Table, moves: dict[str, Move], tips: Iterable[Tip]) -> None:
    """Complain of a move that is in no tip, or in several places."""
    used = Counter(move.id for tip in tips for move in tip.moves)
    for name in moves:
        if used[name] != 1:
            file.complain(f"the move '{name}' must be in one part of one tip, not in {used[name]}.")


def _move(entry: Table, ours: tuple[str, ...]) -> Move:
    seated = entry.table("seated").read_as(SeatedMove) if "seated" in entry else None
    move = entry.read_as(Move, seated=seated, sources=ours)
    if move.seconds < 0:
        entry.complain("'seconds' must not be below 0.")
    return move
