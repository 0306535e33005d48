"""A rule's condition as one plain sentence, in the words of the questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from questionnaire.questions import Question, Questionnaire
from review.reading.clauses import UNANSWERED, between, of_measure, of_question
from review.reading.phrases import Phrases
from rules.conditions import Condition, When

LOWER, UPPER = ("at_least", "above"), ("at_most", "below")


@dataclass(frozen=True)
class Words:
    """Says rules in the words of one questionnaire and of the measures' phrases."""

    questions: Mapping[str, Question]
    phrases: Mapping[str, Phrases]

    def sentence(self, when: When, of_answered: bool = False) -> str:
        """When …, and …, and either …, or … .

        `of_answered`: of a check, which holds only where all that it looks at was answered.
        """
        clauses = list(self._every(when.all_of))
        choices = _joined(when.any_of)
        said = [self._clause(one) for one in choices]
        if len(said) == 1:
            clauses += said
        elif any(self._has_or(one) for one in choices):
            clauses.append("at least one of these holds: " + "; ".join(said))
        elif said:
            clauses.append("either " + ", or ".join(said))
        said_in_full = f"When {', and '.join(clauses)}."
        return said_in_full.replace(f" {UNANSWERED}", "") if of_answered else said_in_full

    def measures_in(self, when: When) -> list[str]:
        """What each measure is that the condition looks at."""
        subjects = dict.fromkeys(one.subject for one in when.all_of + when.any_of)
        return [self.phrases[name].what for name in subjects if name in self.phrases]

    def _every(self, conditions: Sequence[Condition]) -> Iterator[str]:
        """A clause for each condition; two bounds on one number share a clause."""
        for subject, run in groupby(conditions, key=lambda condition: condition.subject):
            same = list(run)
            if len(same) == 2 and same[0].comparison in LOWER and same[1].comparison in UPPER:
                yield between(self._subject(subject), same[0], same[1])
            else:
                yield self._clause(same[0])
                yield from (self._clause(one, again=True) for one in same[1:])

    def _clause(self, condition: Condition, again: bool = False) -> str:
        subject = self._subject(condition.subject)
        if isinstance(subject, Question):
            return of_question(subject, condition, again)
        return of_measure(subject, condition)

    def _subject(self, name: str) -> Question | Phrases:
        return self.questions[name] if name in self.questions else self.phrases[name]

    def _has_or(self, condition: Condition) -> bool:
        """Whether its clause lists several options, so that one more "or" would confuse."""
        is_asked = condition.subject in self.questions
        return is_asked and isinstance(condition.against, frozenset) and len(condition.against) > 1


def words_of(questionnaire: Questionnaire, phrases: Mapping[str, Phrases]) -> Words:
    """The words of a questionnaire."""
    return Words(questionnaire.questions, phrases)


def _joined(conditions: Sequence[Condition]) -> list[Condition]:
    """Alternatives; those that look for options of one question in a row become one."""
    found: list[Condition] = []
    for one in conditions:
        last = found[-1] if found else None
        if last and last.subject == one.subject and last.comparison == one.comparison == "one_of":
            found[-1] = Condition(one.subject, "one_of", last.against | one.against, one.compare)
        else:
            found.append(one)
    return found
