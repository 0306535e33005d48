"""What is pressed: each kind with its form, and how many records came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from clinic.staff.roles import Role
from records import invitations, staff, visit_requests
from torture.chance import Chance
from torture.clients.patient import Patient
from torture.clients.runner import Runner
from torture.clients.staff import Staff
from torture.double.fingers import Button
from torture.kills.crowd import WARNED
from torture.kills.house import House
from torture.kills.ledger import opened

Press = tuple[Button, Callable[[], int]]


@dataclass
class Desk:
    """People at their browsers, on the servers of a house."""

    house: House
    runner: Runner
    physio: Staff
    patients: list[Patient] = field(default_factory=list)

    @property
    def kinds(self) -> Mapping[str, Callable[[int], Press]]:
        """By name: what is pressed in a round, and what counts the records of it."""
        return {
            "a visit asked for": self.request,
            "a link made": self.link,
            "answers sent": self.sending,
            "a note": self.note,
            "a warning acknowledged": self.acknowledging,
            "a passphrase chosen": self.passphrase,
        }

    def close(self) -> None:
        """Leave."""
        self.runner.close()
        self.physio.close()

    def request(self, number: int) -> Press:
        """A runner's request."""
        name = f"Runner {number}"
        button = Button(self.runner, "/booking", self.runner.request(name, "Note"))
        return button, lambda: self._requests().count(name)

    def link(self, number: int) -> Press:
        """A link for a patient."""
        path, fields = self.physio.link_form(f"KL {number}", tomorrow())
        count = self._counts("invitations", "reference", f"KL {number}")
        return Button(self.physio, path, fields), count

    def sending(self, number: int) -> Press:
        """A patient's answers, which raise a warning."""
        token = self.physio.make_link(f"PT {number}", tomorrow())
        patient = Patient(self.physio.line, Chance(number), token, WARNED, "To run again")
        self.patients.append(patient)
        page = patient.go(until="/answers")
        patient.close()
        return Button(patient, page.path, patient.filled(page)), self._times_sent

    def note(self, number: int) -> Press:
        """A note beside the last answers."""
        path, fields = self.physio.note_form(self.patients[-1].name, f"Note {number}")
        count = self._counts("notes", "text", f"Note {number}")
        return Button(self.physio, path, fields), count

    def acknowledging(self, number: int) -> Press:
        """The warning of the answers of a round."""
        name = self.patients[number].name
        path, fields = self.physio.acknowledge_form(name, f"Called {number}")
        return Button(self.physio, path, fields), lambda: self._times(name, "acknowledged")

    def passphrase(self, number: int) -> Press:
        """A set-up link, spent."""
        db, name = self.house.db, f"Kim {number}"
        person = staff.add(db, name, [Role.FRONT_DESK])
        token = staff.new_set_up_link(db, person.id, datetime.now(UTC))
        newcomer = Staff(self.physio.line, Chance(number))
        button = Button(newcomer, "/clinic/set-up", newcomer.passphrase(token, name))
        newcomer.close()
        return button, lambda: int(staff.by_id(db, person.id).is_set_up)

    def _counts(self, table: str, column: str, text: str) -> Callable[[], int]:
        return lambda: list(opened(self.house, table, column)).count(text)

    def _requests(self) -> list[str]:
        found = visit_requests.newest(self.house.db, self.house.sealer, limit=10**6)
        return [(one.contact or {}).get("name", "") for one in found]

    def _times_sent(self) -> int:
        """Rounds that were sent, warnings raised or steps noted, whichever is most."""
        db, name = self.house.db, self.patients[-1].name
        one = invitations.find(db, self.house.sealer, name)
        number = one.id if one else 0
        rounds = list(db.table("responses").rows_where("invitation = ?", [number]))
        raised = db.table("warnings").count_where("response = ?", [rounds[0]["id"]])
        sent = sum(row["submitted"] is not None for row in rounds)
        return max(sent, raised, self._times(name, "submitted")) if sent else 0

    def _times(self, name: str, did: str) -> int:
        """How often the audit says that something was done about a visit."""
        about = [f"visit {name}", did]
        return self.house.db.table("audit").count_where("about = ? AND did = ?", about)


def tomorrow() -> str:
    """The day of a visit."""
    return (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
