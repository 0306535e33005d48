"""An assessment as plain data: the contract of `flask assess`, and what a record keeps."""

from rules.assessment import Assessment, Finding, Status
from rules.rulebook import Rulebook


def as_data(
    rulebook: Rulebook, found: Assessment, *, with_causes: bool = True
) -> dict[str, object]:
    """An assessment in JSON's own types. `points` is absent when causes are hidden.

    `with_causes`: False hides causes and tips, where too little was asked to tell them from.
    """
    is_hidden = found.is_hidden or not with_causes
    data: dict[str, object] = {
        "next_step": found.next_step.id,
        "run": found.run,
        "signs": [sign.id for sign in found.signs],
        "status": (Status.HIDDEN if is_hidden else found.status).value,
        "confidence": "lowered" if found.is_lowered else "normal",
        "causes": [] if is_hidden else [_cause(found, finding) for finding in found.shown],
    }
    if not is_hidden:
        data["points"] = {finding.cause.id: finding.points for finding in found.findings}
    return data | {
        "tips": [] if is_hidden else sorted(found.tips),
        "cross_checks": [check.id for check in found.cross_checks],
        "notes": [note.id for note in found.notes],
        "version": rulebook.version,
    }


def _cause(found: Assessment, finding: Finding) -> dict[str, object]:
    return {
        "id": finding.cause.id,
        "strength": found.fit(finding),
        "because": [
            {
                "id": indicator.id,
                "text": indicator.because,
                "points": indicator.points,
                "grade": indicator.grade,
                "sources": list(indicator.sources),
            }
            for indicator in finding.met
        ],
    }
