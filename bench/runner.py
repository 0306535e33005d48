"""The runner who walks the self-check here: a well one, with a jump in training."""

from typing import Any

from questionnaire.distance import Distance

DISTANCES = {
    "km_last_7d": 30,
    "km_typical_week": 25,
    "longest_recent_km": 16,
    "longest_prev30_km": 10,
}
ANSWERS: dict[str, Any] = {
    "rf_now": ["none"],
    "rf_heart_lungs": ["none"],
    "rf_nerves": ["none"],
    "rf_injury_bone": ["none"],
    "rf_general": ["none"],
    "rf_other": ["none"],
    "health_background": ["none"],
    "age_years": 35,
    "pain_location": ["between_blades"],
    "pain_feel": ["ache_tight"],
    "pain_worst": 4,
    "pain_onset": "during_one_run",
    "pain_duration": "lt_2w",
    "pain_run_timing": "late_long",
    "pain_eases": ["change_posture", "rest_day"],
    "pain_other_times": ["desk_screen"],
    "past_injury": ["none"],
    "form_notice": ["hunched", "slumps_tired"],
    "desk_hours": 8,
    "carry_load": ["none"],
    "breathing_feel": "dont_notice",
    **{question: Distance(km) for question, km in DISTANCES.items()},
    "hard_sessions": 2,
    "rest_days": 2,
    "training_changes": ["more_distance"],
    "stress_level": "some",
    "stress_link": "not_sure",
    "clench_habits": ["shrug"],
    "sleep_hours": 6.5,
    "mood_2w": "up_down",
    "strength_days": 0,
    "warmup_habit": "nothing",
    "plank_seconds": 40,
    "prone_hold_seconds": 20,
}


def typed(question: str) -> list[str]:
    """An answer as a browser sends it."""
    answer = ANSWERS[question]
    if isinstance(answer, list):
        return answer
    return [f"{answer.value:g}" if isinstance(answer, Distance) else str(answer)]
