"""What was promised against what is kept, opened with the keys."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bench.runner import ANSWERS
from questionnaire.distance import Distance
from questionnaire.loading import load_content
from questionnaire.sheet import Sheet
from records import audit, invitations, links, responses, visit_requests
from records.responses import Response
from torture.clients.patient import Patient
from torture.kills.crowd import Crowd, fields_of
from torture.kills.house import House

QUESTIONNAIRE = load_content()[0]
EVERY = 10**6  # rows
UNSENT = "this was never answered"


@dataclass
class Found:
    """What did not fit, in words; `promised`: how many answers were at the last look."""

    promised: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    """Neither what was promised nor what was under way."""
    damaged: list[str] = field(default_factory=list)

    def look(self, house: House, crowd: Crowd) -> None:
        """Compare everything. Nobody may be writing meanwhile."""
        self.promised = sum(len(one.promised) for one in crowd.people) + len(crowd.links)
        check = house.db.execute("PRAGMA integrity_check").fetchone()[0]
        if check != "ok":
            self.damaged.append(check)
        for what, (kept, said) in texts(house, crowd).items():
            self._compare(what, Counter(kept), dict(said))
        self._compare_links(house, crowd)
        for patient in crowd.patients:
            self._compare_answers(house, patient)

    def _compare(self, what: str, kept: Counter[str], said: dict[str, bool]) -> None:
        self.lost += [f"{what} {one}" for one, is_sure in said.items() if is_sure > kept[one]]
        self.doubled += [f"{what} {one}" for one, times in kept.items() if times > 1]
        self.strange += [f"{what} {one}" for one in kept if one not in said]

    def _compare_links(self, house: House, crowd: Crowd) -> None:
        for reference, token in crowd.links.copy().items():
            link = links.of_token(house.db, token)
            one = invitations.find(house.db, house.sealer, link.invitation) if link else None
            if one is None or one.reference != reference:
                self.lost.append(f"the address of {reference}")

    def _compare_answers(self, house: House, patient: Patient) -> None:
        rounds = rounds_of(house, patient)
        if len(rounds) > 1:
            self.doubled.append(f"round {patient.name}")
        kept = answers_of(rounds[0]) if rounds else {}
        said, sending = patient.answered(), patient.pending
        under_way = sending.fields if sending else {}
        for name, value in kept.items():
            if value not in (said.get(name), under_way.get(name)):
                self.strange.append(f"{patient.name} {name}: {value}")
        self.lost += [f"{patient.name} {name}" for name in said if name not in kept]
        if is_sent(patient) and not (rounds and rounds[0].submitted and rounds[0].told):
            self.lost.append(f"{patient.name} as it was sent")


def texts(
    house: House, crowd: Crowd
) -> dict[str, tuple[Iterable[str], Iterable[tuple[str, bool]]]]:
    """By kind of record: the texts that are kept, and those that were sent."""
    db, sealer = house.db, house.sealer
    asked = visit_requests.newest(db, sealer, limit=EVERY)
    people = crowd.people
    references = [*fields_of(people, "/links/made", "reference")]
    return {
        "request": (
            [(one.contact or {}).get("name", "") for one in asked if one.attached],
            fields_of(people, "/booking", "name"),
        ),
        "note": (opened(house, "notes", "text"), fields_of(people, "/note", "note")),
        "acknowledged": (
            filter(None, opened(house, "warnings", "done")),
            fields_of(people, "/acknowledge", "detail"),
        ),
        "link": (
            opened(house, "invitations", "reference"),
            [*references, *((one, True) for one in crowd.links.copy())],
        ),
        "own words": (
            filter(None, (words_of(house, one) for one in crowd.patients)),
            fields_of(people, "/your-words", "ask"),
        ),
    }


def opened(house: House, table: str, name: str) -> Iterator[str]:
    """One value of what is sealed in each row."""
    for row in house.db.table(table).rows:
        yield (house.sealer.open_if_it_can(row["sealed"]) or {name: "unreadable"})[name]


def rounds_of(house: House, patient: Patient) -> list[Response]:
    """The rounds of a patient's visit, the newest first."""
    one = invitations.find(house.db, house.sealer, patient.name)
    return responses.rounds(house.db, house.sealer, one.id) if one else []


def words_of(house: House, patient: Patient) -> str:
    """A patient's own words as kept."""
    rounds = rounds_of(house, patient)
    return str(((rounds[0].kept or {}).get("words") or {}).get("ask", "")) if rounds else ""


def answers_of(response: Response) -> dict[str, list[str]]:
    """What is kept of each question that the patients are asked, as typed."""
    answers = Sheet.of(response.kept or {}, QUESTIONNAIRE).answers
    return {name: as_typed(answer) for name, answer in answers.items() if name in ANSWERS}


def as_typed(answer: object) -> list[str]:
    """An answer as a browser would send it."""
    if isinstance(answer, str):
        return [answer]
    if isinstance(answer, Distance):
        return [f"{answer.value:g}"]
    return [*answer] if isinstance(answer, (list, tuple)) else [f"{answer:g}"]


def is_sent(patient: Patient) -> bool:
    """Whether a patient was promised that the answers were sent."""
    return any(sent.led_to.endswith("/sent") for sent in patient.promised)


def is_chained(house: House) -> bool:
    """Whether the audit is whole."""
    return audit.verify(house.db).broken is None
