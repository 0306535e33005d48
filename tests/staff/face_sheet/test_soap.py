"""The text to paste: what the patient said, in a known order, a line for each paragraph."""

import re

from staff.face_sheet.answer_record import LabelledText
from staff.face_sheet.soap import Heading, subjective
from tests.factories import FOR_THE_VISIT, Chance, random_person
from tests.staff.face_sheet.told import content, sheet_by
from tests.tables import every_row

HEADING = Heading("KL 4711", "24 November 2026, 09:30", "sent 22 Nov 2026, 18:02")


def text_of(kept=None, **changed):
    return subjective(sheet_by(kept, **changed), HEADING)


def line_of(text, label):
    [line] = [line for line in text.splitlines() if line.startswith(f"{label}: ")]
    return line


def test_what_the_patient_wants_comes_first_in_their_own_words():
    lines = text_of(**FOR_THE_VISIT).splitlines()

    assert lines[:2] == [
        "S: KL 4711, 35 years old: self-reported before the visit on 24 November 2026, 09:30 "
        "(sent 22 Nov 2026, 18:02).",
        'Wants: "Can I run my race in May?". Working towards "10 km without '
        'stopping". Race on 16 May 2027. Race distance 21.1 km. Can do, 0 cannot to 10 as '
        "before: Lifting my son: 6 out of 10; Sitting.",
    ]


@every_row(
    "said",
    [
        "How strong, 0 to 10: 2 now, 3 on average, 4 at worst. Sets it off: part-way through; "
        "only around running. Eases it: ",
        "Rest days a week: two or more. ",
        "Behaviour: What it feels like: a dull ache or tight, tired muscles. Course: up and down.",
        "Medicines and care: Takes: painkillers, and they help; something else. "
        'Allergies: "Plasters". Seen and tested: a doctor or nurse; an X-ray. '
        'Was told "Nothing broken". Tried: rest from running; massage or hands-on care. '
        "Result: it helped for a short time. Needle screen, ticked: I bleed or bruise easily",
        "Mood in 2 weeks: mostly good. Most of the day: mostly sitting. Kept from it by the pain "
        "on 1 day in 4 weeks. Sure to run as they like in 6 weeks: 4 out of 10. Afraid that "
        "running harms the back: 7 out of 10",
    ],
)
def test_the_rest_stands_in_short_sentences(said):
    assert said in text_of(**FOR_THE_VISIT)


def test_red_flags_are_reported_denied_and_not_sure():
    text = text_of(rf_general=["weight_loss"], rf_nerves=["not_sure"])

    assert "Advised by the self-check: get medical help today." in text
    assert 'health: "I am losing weight and do not know why"' in line_of(text, "Red flags, reports")
    assert "Red flags, not sure: (since onset) bilateral leg weakness, bladder or bowel" in text
    assert "Red flags, denies: right now; heart and lungs; injuries and bones; other" in text
    *_, flags, past = text.splitlines()
    assert flags.startswith("Red flags denied, in full: (now) chest pain or pressure, unremitting")
    assert past.startswith("PMH denied, in full: heart or large-vessel disease (own, close family)")
    assert "Red flags, left unticked: (in general) fever, feeling very unwell, night pain" in text


def test_a_red_flag_that_no_screen_holds_is_told_with_its_reason():
    text = text_of(pain_run_timing="hard_only", pain_eases=["stop_running"], age_years=58)
    reported = line_of(text, "Red flags, reports")

    assert "Pain that comes with effort, goes on stopping" in reported
    assert 'run: "Only when I run fast or hard"; What makes it better: ' in reported


def test_own_words_that_end_in_a_full_stop_end_in_one():
    assert 'Wants: "It hurts". Working' in text_of(**FOR_THE_VISIT | {"own_question": "It hurts."})


def test_a_clear_screen_says_so():
    text = text_of()

    assert "Red flags, reports: none" in text
    assert "not sure:" not in text
    assert "PMH, denies: health background" in text
    assert "PMH: " not in text


def test_history_stands_apart_from_red_flags_and_is_told_once():
    text = text_of(health_background=["clot_risks"], clot_which=["long_trip_4w"])

    assert "PMH: a trip of over 4 hours sitting, in 4 weeks" in text
    assert "Red flags, reports: none" in text
    assert "long trip, or the pill" not in text


def test_it_says_what_changed_since_last_time_in_signs_that_any_system_holds():
    since = LabelledText("Since 1 Nov 2026", "Worst pain: 6 → 3, better by 3 points")
    text = subjective(
        sheet_by(training_changes=["more_distance"], km_last_7d=20, km_typical_week=30),
        HEADING,
        [since],
    )

    assert text.splitlines()[1] == "Since 1 Nov 2026: Worst pain: 6 to 3, better by 3 points."
    assert "(-33%)" in text
    text.encode("cp1252")


@every_row("number", range(20))
def test_it_is_a_line_a_paragraph_for_anybody_and_names_no_cause(number):
    answers = random_person(content()[0], Chance(number), quiet_safety=0.8)
    answers |= {"own_question": "Why?\n\n" * 200, "goal_text": "x" * 300}
    text = text_of(answers=answers)
    lines = text.split("\n")

    assert re.findall(r"S: ", text) == ["S: "]
    assert all(line == line.strip() and line.endswith(".") for line in lines)
    assert not any(cause.title in text for cause in content()[1].causes)
