"""What is proved of the rules, and that a rulebook which breaks a promise is not let through."""

from dataclasses import replace

import pytest

from review.proving import claims
from review.proving.atoms import READINGS
from review.proving.claims import CLAIMS, Content, ProofOutcome, verdict_on
from review.proving.declared import Direction, Lowers, load_declared
from review.proving.losses import Loss, sign_changes
from review.proving.walk import Budget
from rules import Assessment
from rules.conditions import COMPARISONS, Condition, When
from tests.factories import load_content_once

QUESTIONNAIRE, RULEBOOK = load_content_once()
CONTENT = Content(QUESTIONNAIRE, RULEBOOK, load_declared(QUESTIONNAIRE, RULEBOOK))


def on(claim, book=RULEBOOK, **declared):
    """The verdict on one claim, about another rulebook or with other declarations."""
    content = replace(CONTENT, rulebook=book, declared=replace(CONTENT.declared, **declared))
    return verdict_on("A claim.", claim, content, Budget(1_000_000, 60))


def said(verdict):
    assert verdict.outcome is ProofOutcome.FAILS
    return " ".join(verdict.faults)


def sign(name, **changed):
    """The rulebook with one sign changed."""
    signs = (replace(one, **changed) if one.id == name else one for one in RULEBOOK.signs)
    return replace(RULEBOOK, signs=tuple(signs))


def indicator(name, **changed):
    """The rulebook with one indicator changed, and no cause but its own."""
    [cause] = [c for c in RULEBOOK.causes if name in [one.id for one in c.indicators]]
    every = (replace(one, **changed) if one.id == name else one for one in cause.indicators)
    return replace(RULEBOOK, causes=(replace(cause, indicators=tuple(every)),))


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

    assert "'cough_blood' of 'rf_now': no sign asks for it." in said(on(claims.unheard, book))


def test_an_option_that_only_a_measure_looks_at_is_heard():
    """So are options that open a group, and those that close one again."""
    moved = sign_changes(QUESTIONNAIRE, RULEBOOK, Budget(1_000_000, 60))

    assert ("health_background", "clot_risks") in moved.gains
    assert ("clot_which", "hormones") in moved.gains
    assert ("energy_which", "under_fuel") not in moved.gains
    assert Loss("energy_which", "under_fuel", "", "D04") in moved.losses


def test_an_option_that_is_declared_for_nothing_is_found():
    no_sign = CONTENT.declared.no_sign | {("rf_now", "cough_blood")}
    faults = said(on(claims.unheard, no_sign=no_sign))

    assert "declared.toml: a sign asks for 'cough_blood' of 'rf_now'." in faults


def test_a_warning_that_lowers_is_found():
    book = sign(
        "U06",
        when=when(
            ("rf_general", "one_of", ["fever_chills"]), ("rf_nerves", "none_of", ["clumsy_hands"])
        ),
    )
    faults = said(on(claims.lowered_by_warnings, book))

    assert "'clumsy_hands' of 'rf_nerves' takes U06 away." in faults
    assert "the next step goes from same_day to see_doctor" in faults


def test_none_of_the_option_that_stands_alone_is_found_too():
    conditions = ("pain_worst", "at_least", 9), ("rf_now", "none_of", ["none"])
    faults = said(on(claims.lowered_by_warnings, sign("D12", when=when(*conditions))))

    assert "'none' of 'rf_now' takes D12 away." in faults


def test_another_answer_that_lowers_has_to_be_declared():
    lowers = tuple(one for one in CONTENT.declared.lowers if one.sign != "E10")
    faults = said(on(claims.lowered_by_others, lowers=lowers))

    assert "'same_asthma' of 'effort_known' takes E10 away." in faults
    assert "the next step goes from emergency to same_day" in faults


def test_a_follow_up_that_closes_its_gate_without_being_declared_is_found():
    lowers = tuple(one for one in CONTENT.declared.lowers if one.question != "clot_which")
    faults = said(on(claims.lowered_by_others, lowers=lowers))

    assert "'none' of 'clot_which' takes E03 away." in faults
    assert "'hormones' of 'clot_which' takes U18 away." in faults
    assert "'hormones' of 'clot_which' takes E03 away." not in faults


def test_a_declared_answer_that_lowers_nothing_is_found():
    lowers = (*CONTENT.declared.lowers, Lowers("pain_feel", "stiff", "", "D16"))
    faults = said(on(claims.lowered_by_others, lowers=lowers))

    assert faults == "declared.toml: 'stiff' of 'pain_feel' takes D16 from nobody."


def test_an_option_that_gives_way_is_told_from_one_that_lowers():
    lowers = tuple(replace(o, instead_of="") for o in CONTENT.declared.lowers if o.sign == "D11")
    faults = said(on(claims.lowered_by_others, lowers=lowers))

    assert "'calm' of 'pain_eases' instead of 'nothing' takes D11 away." in faults
    assert "'calm' of 'pain_eases' takes D11 from nobody." in faults


def test_more_that_counts_for_less_is_found():
    faults = said(on(claims.backwards, indicator("P07a", points=0, group="")))

    assert "causes/poor_posture.toml: 'more' of 'desk_hours' can take 1 from its points" in faults


@pytest.mark.parametrize(
    ("cause", "question", "counts", "lost"),
    [
        ("overuse", "longest_recent_km", "less", 8),
        ("overuse", "longest_prev30_km", "less", 3),  # a baseline of zero has to be left out
        ("overuse", "pain_duration", "later", 2),
        ("tension_stress", "stress_level", "earlier", 4),
    ],
)
def test_a_direction_turned_round_is_found(cause, question, counts, lost):
    turned = (Direction(cause, question, counts, above_zero=False),)
    book = replace(RULEBOOK, causes=tuple(one for one in RULEBOOK.causes if one.id == cause))
    faults = said(on(claims.backwards, book, directions=turned))

    assert f"'{counts}' of '{question}' can take {lost} from its points" in faults


def test_an_option_that_counts_both_ways_is_found():
    book = indicator(
        "P11",
        when=when(("desk_hours", "at_most", 3), ("form_notice", "one_of", ["head_forward"])),
        points=-3,
    )

    faults = said(on(claims.backwards, book))

    assert "ticking 'head_forward' of 'form_notice' can add 3 to its points, and can" in faults


def test_rules_that_say_the_same_in_other_words_are_found():
    same = when(("desk_hours", "above", 7.5))
    faults = said(on(claims.alike, indicator("P07b", when=same)))

    assert faults.startswith("causes/poor_posture.toml, P07b: it is met by the very people")


def test_causes_told_beside_urgent_advice_are_found(monkeypatch):
    monkeypatch.setattr(Assessment, "is_hidden", False)

    assert "causes or tips are told" in said(on(claims.shown_when_urgent))


@pytest.mark.parametrize("claim", list(CLAIMS.values())[1:], ids=lambda claim: claim.__name__)
def test_beyond_its_budget_nothing_is_proved(claim):
    short, slow = (
        verdict_on("A claim.", claim, CONTENT, budget)
        for budget in (Budget(20, 60), Budget(1_000_000, 0))
    )

    assert short.outcome is slow.outcome is ProofOutcome.NOT_PROVED
    assert short.faults == ("more than 20 classes would have to be walked.",)
    assert slow.faults == ("it took longer than 0 seconds.",)


def test_with_a_measure_that_nobody_declared_nothing_is_proved(monkeypatch):
    monkeypatch.delitem(READINGS, "moves_it")
    verdict = on(claims.lowered_by_others)

    assert verdict.outcome is ProofOutcome.NOT_PROVED
    assert "moves_it: say in READINGS what this measure reads." in verdict.faults[0]


def test_the_command_says_what_is_proved(app):
    printed = app.test_cli_runner().invoke(args=["rules", "check"])

    assert printed.exit_code == 0
    assert "proved      At same_day and emergency no cause and no tip is told." in printed.output
    assert printed.output.endswith("7 of 7 claims are proved.\n")
    assert "(0 classes" not in printed.output


def test_the_command_fails_where_something_is_not_proved(app):
    printed = app.test_cli_runner().invoke(args=["rules", "check", "--classes", "1000"])

    assert printed.exit_code == 1
    assert "not proved  Every option of the safety pages" in printed.output
    assert "- more than 1,000 classes would have to be walked." in printed.output
