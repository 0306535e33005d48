"""What a patient says in their own words, beside the answers."""

import hashlib
import json
from dataclasses import asdict, dataclass

from records.answers.snapshot import KeptAnswers

ASK, STOPS, RATING = "ask", "stops", "stops_rating"
ASKED = {
    ASK: "What would you most like to ask or achieve at this visit?",
    STOPS: "What does this pain stop you doing?",
    RATING: "How much does it stop you?",
}
LONGEST_ASK = 1000  # characters
LONGEST_STOPS = 300


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What they would most like to ask or achieve; what the pain stops them doing, 0 to 10."""

    ask: str = ""
    stops: str = ""
    stops_rating: int | None = None
    """How much it stops them: 0 not at all, 10 completely; None where they did not say."""

    @classmethod
    def of(cls, kept: KeptAnswers) -> "OwnWords | None":
        """The words in a submission; None while they were not asked for."""
        return cls(**kept["words"]) if "words" in kept else None

    @property
    def data(self) -> dict[str, object]:
        """As a submission keeps them."""
        return asdict(self)

    @property
    def etag(self) -> str:
        """A tag that changes with the words, and tells nothing of them."""
        return hashlib.sha256(json.dumps(self.data).encode()).hexdigest()[:12]
