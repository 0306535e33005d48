"""What is past its time, as SQL: how it is found by an index, and what must hold when it goes.

The moments that count are values: :now, :unanswered, :answered and :requests (retention.py).
"""

from records.upkeep.sweeping import Sweep

# An invitation goes with its links, submissions, warnings, notes and mail (ON DELETE CASCADE), and
# never before its links have ended. A submission that was begun and not sent is no answer, unless a
# warning put it before the clinic. The newest submission counts for all of them.
UNANSWERED = ("made", "opened", "in_progress", "withdrawn")
NOT_ANSWERED = """ends <= :unanswered AND NOT EXISTS (
    SELECT 1 FROM responses WHERE invitation = invitations.id AND received IS NOT NULL)"""
ANSWERED = """ends <= :now AND EXISTS (
    SELECT 1 FROM responses WHERE invitation = invitations.id AND received IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM responses WHERE invitation = invitations.id
        AND coalesce(submitted, changed) > :answered)"""
WARNS = """EXISTS (
    SELECT 1 FROM responses WHERE invitation = invitations.id AND waiting > 0)"""
OF_WARNED = "id IN (SELECT invitation FROM responses WHERE waiting > 0)"
OF_OLD = """id IN (SELECT invitation FROM responses
    WHERE received IS NOT NULL AND coalesce(submitted, changed) <= :answered)"""
OF_UNANSWERED = f"status IN {UNANSWERED}"
LINKS = [
    Sweep(
        "invitations",
        "id",
        """SELECT ends, id FROM invitations
            WHERE status = :status AND ends <= :unanswered AND (ends, id) > (:behind, :number)
            ORDER BY ends, id LIMIT :at_once""",
        NOT_ANSWERED,
        {"status": status},
    )
    for status in UNANSWERED
]
ANSWERS = Sweep(
    "invitations",
    "id",
    """SELECT coalesce(submitted, changed), invitation FROM responses
        WHERE received IS NOT NULL AND coalesce(submitted, changed) BETWEEN :behind AND :answered
        AND (coalesce(submitted, changed), invitation) > (:behind, :number)
        ORDER BY 1, 2 LIMIT :at_once""",
    f"{ANSWERED} AND NOT {WARNS}",
)
REQUESTS = Sweep(
    "visit_requests",
    "sequence",
    """SELECT received, sequence FROM visit_requests
        WHERE received <= :requests AND (received, sequence) > (:behind, :number)
        ORDER BY received, sequence LIMIT :at_once""",
    "received <= :requests",
)
