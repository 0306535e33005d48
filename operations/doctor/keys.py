"""The keys: whether they are there and can be used. Never what they are."""

from collections.abc import Iterator
from pathlib import Path

from operations.doctor.check import Check, DiagnosticContext, attention, ok, wrong
from records.engine.encryption import SHORTEST_SECRET, BadKey, keys_from_text

GONE = "Put them back from where they are kept: the app does not start without them."
ANEW = "Remove the file; the next start makes a new one, and open pages must be loaded again."


def keys(context: DiagnosticContext) -> Iterator[Check]:
    """Those that records are encrypted with, and the secret of the forms."""
    file = context.key_file
    try:
        count = len(keys_of(context))
        yield ok("keys", f"{count} in {file or 'FLASK_ENCRYPTION_KEYS'}.")
    except FileNotFoundError:
        yield _no_keys(context)
    except (BadKey, OSError, UnicodeDecodeError) as problem:
        what = problem if isinstance(problem, BadKey) else "It cannot be read."
        yield wrong("keys", f"{file or 'FLASK_ENCRYPTION_KEYS'}: {what}", GONE)
    yield _secret(context, context.instance / "secret_key")


def keys_of(context: DiagnosticContext) -> list[str]:
    """The keys, from where the app takes them; none are made.

    Raises BadKey, OSError, UnicodeDecodeError.
    """
    given = str(context.settings["ENCRYPTION_KEYS"]).replace(",", "\n")
    return keys_from_text(given or (context.instance / "encryption_keys").read_text())


def _no_keys(context: DiagnosticContext) -> Check:
    if not isinstance(context.database, Path):
        return attention(
            "keys", f"{context.key_file} is not there.", "Copy it if there are records."
        )
    if context.has_records:
        return wrong("keys", f"{context.key_file} is not there, and there are records.", GONE)
    return ok("keys", "None yet; the first start makes them.")


def _secret(context: DiagnosticContext, file: Path) -> Check:
    given = context.settings["SECRET_KEY"]
    if not given and not file.exists():
        return ok("secret", "None yet; the first start makes it.")
    try:
        text = str(given or file.read_text().strip())
    except (OSError, UnicodeDecodeError) as problem:
        return wrong("secret", f"{file} cannot be read: {type(problem).__name__}.", ANEW)
    if len(text) < SHORTEST_SECRET:
        to = f"Give FLASK_SECRET_KEY {SHORTEST_SECRET} characters or more." if given else ANEW
        return wrong("secret", "It is too short.", to)
    is_set = "FLASK_SECRET_KEY" in context.environment or not file.exists()
    return ok("secret", f"In {'FLASK_SECRET_KEY' if is_set else file}.")
