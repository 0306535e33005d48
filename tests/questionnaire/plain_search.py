"""The search for the smallest change, done plainly: every answer tried, everything judged anew."""

from itertools import combinations, product

from questionnaire.journey import Journey
from questionnaire.questions import QuestionKind
from rules import NextStep, assess

THINNED = {"plank_seconds": 15, "prone_hold_seconds": 15}  # seconds: all of them would take hours

SCREENS = ("rf_now", "rf_heart_lungs", "rf_nerves", "rf_injury_bone", "rf_general", "rf_other")
SCREENS = (*SCREENS, "health_background")


def strengths(found):
    """2 most likely, 1 may play a part, 0 not shown, by cause: what the page says."""
    shown = {finding.cause.id: finding for finding in found.shown}
    is_first = found.next_step is NextStep.PHYSIO_FIRST
    return {
        finding.cause.id: (finding.cause.id in shown)
        + (finding.cause.id in shown and is_first and found.is_likely(finding))
        for finding in found.findings
    }


def answers_instead(question, answer, words):
    """Every healthier answer that the content has words for, with how far it is."""
    phrases, healthy = words.phrases[question.id], words.healthy.get(question.id)
    if question.kind is QuestionKind.NUMBER:
        low, high = question.range
        step = THINNED.get(question.id, question.step)
        values = [low + step * count for count in range(int((high - low) / step) + 1)]
        values = [v for v in values if (v > answer if healthy == "more" else v < answer)]
        return [(abs(v - answer) / question.step, v) for v in values]
    if question.kind is QuestionKind.CHOICE:
        places = list(question.options)
        given = places.index(answer)
        nearer = places[:given] if healthy == "first" else places[given + 1 :]
        return [(abs(places.index(o) - given), o) for o in phrases if o in nearer]
    return list(boxes_instead(question, answer, phrases))


def boxes_instead(question, ticked, phrases):
    options = list(question.options)
    for count in range(1, len(options) + 1):
        for boxes in map(list, combinations(options, count)):
            alone = [box for box in boxes if box in question.exclusive]
            gone, added = set(ticked) - set(boxes), set(boxes) - set(ticked)
            may_go = all(box in phrases and box not in question.exclusive for box in gone)
            may_come = added <= set(phrases) & set(question.exclusive)
            if gone and may_go and may_come and (not alone or count == 1):
                yield len(gone) + len(added), boxes


def ways(questionnaire, answers, cause, named, count):
    """Every way to change so many answers that count for a cause: (size, changes)."""
    words = questionnaire.what_if
    choices = {
        name: answers_instead(questionnaire.questions[name], answers[name], words)
        for name in named
        if name in cause.reads and name in answers
        if not questionnaire.questions[name].is_unsure(answers[name])
    }
    for names in combinations(choices, count):
        for chosen in product(*(choices[name] for name in names)):
            changes = {name: answer for name, (_, answer) in zip(names, chosen, strict=True)}
            if asked(questionnaire, answers | changes) - asked(questionnaire, answers):
                continue  # nobody knows what would be said there
            yield sum(size for size, _ in chosen), changes


def asked(questionnaire, answers):
    """The questions that these answers open."""
    way, questions = Journey(questionnaire, answers), questionnaire.questions
    return {name for name, question in questions.items() if way.is_met(question.show_when)}


def moves(rulebook, answers, cause, changes):
    """Whether the page would say less of a shown cause, and no more of any other."""
    before, after = assess(rulebook, answers), assess(rulebook, answers | changes)
    old, new = strengths(before), strengths(after)
    is_quiet = (
        not after.is_hidden
        and after.next_step <= before.next_step
        and set(after.cross_checks) <= set(before.cross_checks)
    )
    others = all(new[name] <= old[name] for name in old if name != cause.id)
    return is_quiet and others and new[cause.id] < old[cause.id]


def no_holds(answers):
    """Whether the holds' own help tells somebody to skip them."""
    ticked = {option for name in SCREENS for option in answers.get(name, ["skipped"])}
    return answers["pain_worst"] > 5 or ticked != {"none"}
