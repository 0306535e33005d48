"""What this clinic's questionnaire and options are called outside, and FHIR's own names."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

UNITS = "http://unitsofmeasure.org"
CODES = {"km": "km", "mi": "[mi_i]"}
"""A unit of distance as UCUM writes it."""
UNIT_WORDS = {"km": "km", "mi": "miles"}
EXTENSIONS = "http://hl7.org/fhir/StructureDefinition"


@dataclass(frozen=True, slots=True)
class Names:
    """The addresses of what a clinic defines; they name it, and need not open."""

    base_url: str = ""
    """The clinic's own address; without one, names that no other project uses stand in."""

    def of(self, *parts: str) -> str:
        """The name of something of this clinic's."""
        if self.base_url:
            return "/".join((self.base_url.rstrip("/"), "fhir", *parts))
        return ":".join(("urn", "upper-back-self-check", *parts))

    @property
    def questionnaire(self) -> str:
        """The canonical name of the questions, whatever their version."""
        return self.of("Questionnaire", "self-check")

    def coding(self, question: str, option: str, words: str, version: str) -> dict[str, str]:
        """An option: one code system a question, since two questions may have a "none"."""
        system = self.of("CodeSystem", question)
        return {"system": system, "version": version, "code": option, "display": words}

    def full_url(self, of: str) -> str:
        """A name for a place in a bundle, the same every time."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, self.of(of))}"


def activity_links(question: str) -> tuple[str, str]:
    """The linkIds within one of the activities of a question: own words, and their rating."""
    return f"{question}.what", f"{question}.rating"


def extension(name: str, **value: object) -> dict[str, object]:
    """One of FHIR's own extensions with its value."""
    return {"url": f"{EXTENSIONS}/{name}", **value}
