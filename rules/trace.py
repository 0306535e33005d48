"""An assessment as plain data: the contract of `flask assess`, and what a record keeps."""

from rules.assessment import Assessment, Finding
from rules.rulebook import Rulebook


def as_data(rulebook: Rulebook, found: Assessment) -> dict[str, object]:
    """An assessment in JSON's own types. `points` is absent when causes are hidden."""
    data: dict[str, object] = {
        "next_step": found.next_step.id,
        "run": found.run,
        "signs": [sign.id for sign in found.signs],
        "status": found.status.value,
        "confidence": "lowered" if found.is_lowered else "normal",
        "causes": [_cause(found, finding) for finding in found.shown],
    }
    if not found.is_hidden:
        data["points"] = {finding.cause.id: finding.points for finding in found.findings}
    return data | {
        "tips": sorted(found.tips),
        "cross_checks": [check.id for check in found.cross_checks],
        "notes": [note.id for note in found.notes],
        "version": rulebook.version,
    }


def _cause(found: Assessment, finding: Finding) -> dict[str, object]:
    return {
        "id": finding.cause.id,
        "strength": "likely" if found.is_likely(finding) else "possible",
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
