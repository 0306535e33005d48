"""What a run prints: figures, and what had to hold with PASS or FAIL."""

from collections.abc import Sequence


class Report:
    """Prints each line as it comes, and knows whether everything held."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def say(self, words: str) -> None:
        """What is being done."""
        print(f"      {words}", flush=True)

    def figure(self, what: str, value: str) -> None:
        """Something measured, which has no bound."""
        self.say(f"{what:<64}{value:>18}")

    def holds(self, what: str, is_so: bool, found: str = "") -> None:
        """Something that must be so."""
        if not is_so:
            self.failed.append(what)
        print(f"{'PASS' if is_so else 'FAIL'}  {what:<64}{found:>18}".rstrip(), flush=True)

    def none(self, what: str, wrong: Sequence[str], of: int | None = None) -> None:
        """None of these may be; the first few are told."""
        count = f"{len(wrong):,}" if of is None else f"{len(wrong):,} of {of:,}"
        self.holds(what, not wrong, count)
        for words in list(dict.fromkeys(wrong))[:5]:
            self.say(f"  {words[:300]}")

    def aim(self, what: str, value: float, most: float, unit: str = "") -> None:
        """A measured value beside what it should be at most; no FAIL where it is more."""
        verdict = "met" if value <= most else "MISSED"
        self.say(f"{what:<64}{f'{value:.3g}{unit}':>18}   <= {most:g}{unit}: {verdict}")

    def at_most(self, what: str, value: float, most: float, unit: str = "") -> None:
        """A measured value with an aim."""
        self.holds(f"{what}, at most {most:g}{unit}", value <= most, f"{value:.3g}{unit}")
