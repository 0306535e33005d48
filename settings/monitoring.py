"""What is written down of requests and counted, and who may read the figures. All from settings."""

from collections.abc import Mapping

from settings.clinic import BadSetting

SHORTEST_TOKEN = 32  # characters: nobody guesses it, so nobody's guesses need counting
WHAT_IS_LOGGED = ("requests", "faults")
DEFAULTS: dict[str, object] = {"LOG": "", "METRICS_TOKEN": "", "COUNT_PAGES": True}
WHAT_TO_SET = {
    "LOG": "What is written to standard error: requests, one line each, or faults alone.",
    "COUNT_PAGES": "true or false: whether it is counted how many people reach each page.",
}


def metrics_token_from(settings: Mapping[str, object]) -> str:
    """What lets a machine read the figures; "" for none. Raises BadSetting."""
    token = str(settings["METRICS_TOKEN"])
    if token and len(token) < SHORTEST_TOKEN:
        raise BadSetting(f"FLASK_METRICS_TOKEN must have {SHORTEST_TOKEN} characters or more.")
    return token


def only_faults_from(settings: Mapping[str, object], is_terminal: bool) -> bool:
    """Whether only what went wrong is logged: as set, else where a person reads along."""
    chosen = str(settings["LOG"])
    if chosen and chosen not in WHAT_IS_LOGGED:
        raise BadSetting(f"FLASK_LOG must be requests or faults, not '{chosen}'.")
    return chosen == "faults" or (not chosen and is_terminal)
