"""A distance as the runner gave it."""

from dataclasses import dataclass

KM_PER = {"km": 1.0, "mi": 1.609344}


@dataclass(frozen=True, slots=True)
class Distance:
    """A number of kilometres ("km") or miles ("mi"), kept as typed."""

    value: float
    unit: str = "km"

    @property
    def km(self) -> float:
        """In kilometres, to a thousandth of a millimetre."""
        return round(self.value * KM_PER[self.unit], 9)

    @property
    def in_words(self) -> str:
        """As it is read back: "12.5 km", "1 mile"."""
        if self.unit == "km":
            return f"{self.value:g} km"
        return f"{self.value:g} mile" if self.value == 1 else f"{self.value:g} miles"

    @property
    def before_noun(self) -> str:
        """As it stands before a noun: a "12.5 km" run, a "14-mile" run."""
        return f"{self.value:g} km" if self.unit == "km" else f"{self.value:g}-mile"

    def in_unit(self, unit: str) -> float:
        """In another unit, to a thousandth of a millimetre; unchanged in its own."""
        return self.value if unit == self.unit else round(self.km / KM_PER[unit], 9)
