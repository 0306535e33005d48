"""What is proved of the rules, and that a rulebook which breaks a promise is not let through."""

from dataclasses import replace

import pytest

from questionnaire.case import read_case
from review.proving import claims
from review.proving.atoms import READINGS
from review.proving.claims import CLAIMS, Content
from review.proving.declared import Direction, Lowers, load_declared
from review.proving.losses import Loss, sign_changes
from review.proving.points import points_of
from review.proving.proofs import ProofOutcome, verdict_on, verdicts
from review.proving.walk import Budget
from rules import Assessment, assess
from rules.conditions import COMPARISONS, Condition, When
from tests.factories import Chance, load_content_once, random_person

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
    """The rulebook with one indicator changed."""
    causes = []
    for cause in RULEBOOK.causes:
        every = (replace(o, **changed) if o.id == name else o for o in cause.indicators)
        causes.append(replace(cause, indicators=tuple(every)))
    return replace(RULEBOOK, causes=tuple(causes))


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


def test_everything_is_proved_of_the_content():
    found = list(verdicts(CONTENT))

    assert [v for v in found if v.outcome is not ProofOutcome.PROVED] == []
    assert len(found) == len(CLAIMS) == 10
    assert all(verdict.walked for verdict in found)


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
        ("overuse", "pain_duration", "later", 2),
        ("tension_stress", "stress_level", "earlier", 4),
    ],
)
def test_a_direction_turned_round_is_found(cause, question, counts, lost):
    turned = (Direction(cause, question, counts, above_zero=False),)
    faults = said(on(claims.backwards, directions=turned))

    assert f"'{counts}' of '{question}' can take {lost} from its points" in faults


def test_a_baseline_of_zero_has_to_be_left_out():
    turned = (Direction("overuse", "longest_prev30_km", "less", above_zero=False),)

    assert "'less' of 'longest_prev30_km' can take 3" in said(
        on(claims.backwards, directions=turned)
    )


def test_an_option_that_counts_both_ways_is_found():
    book = indicator(
        "P11",
        when=when(("desk_hours", "at_most", 3), ("form_notice", "one_of", ["head_forward"])),
        points=-3,
    )

    faults = said(on(claims.backwards, book))

    assert "ticking 'head_forward' of 'form_notice' can add 3 to its points, and can" in faults


def test_what_nobody_reaches_is_found():
    never = when(("week_rest", "one_of", ["rest_none"]), ("week_rest", "one_of", ["rest_one"]))
    faults = said(on(claims.unreached, indicator("O14", when=never)))

    assert faults.startswith("O14: nobody was found for whom it comes out; change it or drop it.")
    assert "O11: nobody was found" in faults  # without it no steady training is spoken of


def test_a_tip_that_nobody_gets_is_found():
    rules = tuple(rule for rule in RULEBOOK.tip_rules if rule.tip != "manage_stress")
    causes = tuple(
        replace(cause, tips=tuple(t for t in cause.tips if t != "manage_stress"))
        for cause in RULEBOOK.causes
    )
    book = replace(RULEBOOK, tip_rules=rules, causes=causes)

    assert "manage_stress: nobody was found" in said(on(claims.unreached, book))


def test_a_sign_in_the_shadow_of_others_is_found():
    idle = when(("rf_general", "one_of", ["fever_chills"]), ("pain_worst", "at_least", 5))
    faults = said(on(claims.idle_signs, sign("D12", when=idle)))

    assert faults == "D12: other signs always ask for as much; change, drop or declare it."


def test_a_sign_declared_idle_that_decides_is_found():
    faults = said(on(claims.idle_signs, idle=frozenset({"U13", "D12"})))

    assert faults == "declared.toml: D12 is said to be idle, and decides somebody's next step."


def test_rules_that_say_the_same_in_other_words_are_found():
    same = when(("desk_hours", "above", 7.5))
    faults = said(on(claims.alike, indicator("P07b", when=same)))

    assert faults.startswith("causes/poor_posture.toml, P07b: it is met by the very people")


def test_causes_told_beside_urgent_advice_are_found(monkeypatch):
    monkeypatch.setattr(Assessment, "is_hidden", False)

    assert "causes or tips are told" in said(on(claims.shown_when_urgent))


def test_a_status_that_does_not_fit_is_found(monkeypatch):
    monkeypatch.setattr(Assessment, "status", "mixed")

    assert "it is mixed" in said(on(claims.undecided))


@pytest.mark.parametrize("claim", list(CLAIMS.values())[1:], ids=lambda claim: claim.__name__)
def test_beyond_its_budget_nothing_is_proved(claim):
    verdict = verdict_on("A claim.", claim, CONTENT, Budget(20, 60))

    assert verdict.outcome is ProofOutcome.NOT_PROVED
    assert verdict.faults == ("more than 20 classes would have to be walked.",)


def test_beyond_its_time_nothing_is_proved():
    verdict = verdict_on("A claim.", claims.undecided, CONTENT, Budget(1_000_000, 0))

    assert verdict.outcome is ProofOutcome.NOT_PROVED
    assert verdict.faults == ("it took longer than 0 seconds.",)


def test_with_a_measure_that_nobody_declared_nothing_is_proved(monkeypatch):
    monkeypatch.delitem(READINGS, "moves_it")
    verdict = on(claims.lowered_by_others)

    assert verdict.outcome is ProofOutcome.NOT_PROVED
    assert "moves_it: say in READINGS what this measure reads." in verdict.faults[0]


def test_points_worked_out_in_parts_are_those_of_the_judgement():
    """The parts that the proofs walk add up to what anybody is given."""
    random = Chance(77)
    walked = [
        points_of(QUESTIONNAIRE, RULEBOOK, cause, Budget(1_000_000, 60))
        for cause in RULEBOOK.causes
    ]
    for _ in range(300):
        person = random_person(QUESTIONNAIRE, random, quiet_safety=1.0)
        answers = read_case(QUESTIONNAIRE, person)
        for finding, points in zip(assess(RULEBOOK, answers).findings, walked, strict=True):
            total = 0
            for part in points.parts:
                own = [
                    {name: answers[name] for name in block.questions if name in answers}
                    for block in part.blocks
                ]
                numbered = zip(part.blocks, own, strict=True)
                total += part.points(tuple(block.class_of(some) for block, some in numbered))

            assert finding.points == total, (finding.cause.id, answers)


def test_the_command_says_what_is_proved(app):
    printed = app.test_cli_runner().invoke(args=["rules", "check"])

    assert printed.exit_code == 0
    assert "proved      At same_day and emergency no cause and no tip is told." in printed.output
    assert printed.output.endswith("10 of 10 claims are proved.\n")


def test_the_command_fails_where_something_is_not_proved(app):
    printed = app.test_cli_runner().invoke(args=["rules", "check", "--classes", "1000"])

    assert printed.exit_code == 1
    assert "not proved  Every complete set of answers" in printed.output
    assert "- more than 1,000 classes would have to be walked." in printed.output
