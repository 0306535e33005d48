"""What is proved of the signs, and that a rulebook which breaks a promise is not let through."""

from dataclasses import replace

from review.proving.claims import HEARD, OTHERS, WARNINGS, claims, sign_changes
from review.proving.declared import Lowers, load_declared
from review.proving.readings import READINGS
from rules.conditions import COMPARISONS, Condition, When
from tests.factories import load_content_once, set_services

QUESTIONNAIRE, RULEBOOK = load_content_once()
DECLARED = load_declared(QUESTIONNAIRE, RULEBOOK)


def against(claim, book=RULEBOOK, **declared):
    """What speaks against one claim about another rulebook or with other declarations."""
    return " ".join(claims(QUESTIONNAIRE, book, replace(DECLARED, **declared))[claim])


def sign(name, **changed):
    """The rulebook with one sign changed."""
    signs = (replace(one, **changed) if one.id == name else one for one in RULEBOOK.signs)
    return replace(RULEBOOK, signs=tuple(signs))


def when(*conditions):
    return When(
        tuple(
            Condition(
                subject,
                comparison,
                frozenset(against) if isinstance(against, list) else against,
                COMPARISONS[comparison],
            )
            for subject, comparison, against in conditions
        )
    )


def test_a_warning_sign_that_got_lost_is_found():
    [now] = [one for one in RULEBOOK.signs if one.id == "E01"]
    [condition] = now.when.all_of
    kept = sorted(condition.against - {"cough_blood"})
    book = sign("E01", when=when(("rf_now", "one_of", kept)))

    assert "'cough_blood' of 'rf_now': no sign asks for it." in against(HEARD, book)


def test_an_option_that_only_a_measure_looks_at_is_heard():
    """So are options that open a group, and those that close one again."""
    moved = sign_changes(QUESTIONNAIRE, RULEBOOK)

    assert ("health_background", "clot_risks") in moved.gains
    assert ("clot_which", "hormones") in moved.gains
    assert ("energy_which", "under_fuel") not in moved.gains
    assert Lowers("energy_which", "under_fuel", "", "D04") in moved.losses


def test_an_option_that_is_declared_for_nothing_is_found():
    no_sign = DECLARED.no_sign | {("rf_now", "cough_blood")}
    faults = against(HEARD, no_sign=no_sign)

    assert "declared.toml: a sign asks for 'cough_blood' of 'rf_now'." in faults


def test_a_warning_that_lowers_is_found():
    book = sign(
        "U06",
        when=when(
            ("rf_general", "one_of", ["fever_chills"]), ("rf_nerves", "none_of", ["clumsy_hands"])
        ),
    )
    faults = against(WARNINGS, book)

    assert "'clumsy_hands' of 'rf_nerves' takes U06 away." in faults
    assert "the next step goes from same_day to see_doctor" in faults


def test_none_of_the_option_that_stands_alone_is_found_too():
    conditions = ("pain_worst", "at_least", 9), ("rf_now", "none_of", ["none"])
    faults = against(WARNINGS, sign("D12", when=when(*conditions)))

    assert "'none' of 'rf_now' takes D12 away." in faults


def test_another_answer_that_lowers_has_to_be_declared():
    lowers = tuple(one for one in DECLARED.lowers if one.sign != "E10")
    faults = against(OTHERS, lowers=lowers)

    assert "'same_asthma' of 'effort_known' takes E10 away." in faults
    assert "the next step goes from emergency to same_day" in faults


def test_a_follow_up_that_closes_its_gate_without_being_declared_is_found():
    lowers = tuple(one for one in DECLARED.lowers if one.question != "clot_which")
    faults = against(OTHERS, lowers=lowers)

    assert "'none' of 'clot_which' takes E03 away." in faults
    assert "'hormones' of 'clot_which' takes U18 away." in faults
    assert "'hormones' of 'clot_which' takes E03 away." not in faults


def test_a_declared_answer_that_lowers_nothing_is_found():
    lowers = (*DECLARED.lowers, Lowers("pain_feel", "stiff", "", "D16"))
    faults = against(OTHERS, lowers=lowers)

    assert faults == "declared.toml: 'stiff' of 'pain_feel' takes D16 from nobody."


def test_an_option_that_gives_way_is_told_from_one_that_lowers():
    lowers = tuple(replace(o, instead_of="") for o in DECLARED.lowers if o.sign == "D11")
    faults = against(OTHERS, lowers=lowers)

    assert "'calm' of 'pain_eases' instead of 'nothing' takes D11 away." in faults
    assert "'calm' of 'pain_eases' takes D11 from nobody." in faults


def test_with_a_measure_that_nobody_declared_nothing_is_proved(monkeypatch):
    monkeypatch.delitem(READINGS, "moves_it")

    assert "Not proved: " in against(OTHERS)
    assert "moves_it: say in READINGS what this measure tells apart." in against(WARNINGS)


def test_the_command_says_what_is_proved(app):
    printed = app.test_cli_runner().invoke(args=["rules", "check"])

    assert printed.exit_code == 0
    assert printed.output.count("\nproved  ") == 4


def test_the_command_fails_where_something_is_not_proved(app):
    set_services(app, rulebook=sign("E01", when=when(("rf_now", "one_of", ["face_speech"]))))
    printed = app.test_cli_runner().invoke(args=["rules", "check"])

    assert printed.exit_code == 1
    assert "fails   Every option of the safety pages" in printed.output
    assert "- 'cough_blood' of 'rf_now': no sign asks for it." in printed.output
