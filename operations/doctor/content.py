"""The questions and rules: read and judged as at each start."""

from collections.abc import Iterator

from operations.doctor.check import Check, DiagnosticContext, ok, wrong
from questionnaire.loading import load_content
from rules import ContentError

PUT_RIGHT = "Put the file right, or take it from a backup or the version that was installed."


def content(context: DiagnosticContext) -> Iterator[Check]:
    """Every mistake, a line each."""
    try:
        questions, rulebook = load_content()
    except ContentError as found:
        yield from (wrong("content", mistake, PUT_RIGHT) for mistake in found.problems)
        return
    mistakes = context.content_mistakes(questions, rulebook)
    yield from (wrong("content", mistake, PUT_RIGHT) for mistake in mistakes)
    if not mistakes:
        yield ok("content", f"Version {rulebook.version}, without a mistake.")
    names = rulebook.advice.countries
    if (country := str(context.settings["COUNTRY"]).upper()) not in names:
        found_there = f"FLASK_COUNTRY must be one of {', '.join(names)}, not '{country}'."
        yield wrong("settings", found_there)
