"""One accent colour that a clinic may set, made readable in light and dark.

Contrast as WCAG 2.2 defines it (1.4.3): 4.5 to 1 at least for text.
"""

import re
from dataclasses import dataclass

Rgb = tuple[int, int, int]
READABLE = 4.5
LIGHT_PAPER: Rgb = (0xFB, 0xF8, 0xF2)  # --paper of tokens.css, light and dark
DARK_PAPER: Rgb = (0x17, 0x1B, 0x1E)
WHITE: Rgb = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Colours:
    """The accent on light paper, and a lighter one of the same hue on dark paper."""

    light: str
    dark: str

    @property
    def css(self) -> str:
        """Custom properties that override those of tokens.css."""
        return f"@layer clinic{{:root{{--accent-light:{self.light};--accent-dark:{self.dark}}}}}"


def colours_for(accent: str) -> Colours:
    """The colours made from an accent such as "#0b5d5e".

    Raises ValueError when it is no colour, or too pale to read on the page.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", accent):
        raise ValueError(f"'{accent}' is not a colour. Write it as #0b5d5e.")
    colour = _rgb(accent)
    ratio = min(contrast(colour, LIGHT_PAPER), contrast(colour, WHITE))
    if ratio < READABLE:
        raise ValueError(
            f"{accent} is too pale to read: its contrast with the page is {ratio:.1f}, "
            f"and {READABLE} is needed. Choose a darker one."
        )
    return Colours(accent, _lightened(colour))


def _lightened(colour: Rgb) -> str:
    """Mixed with white until it reads on dark paper."""
    for part in range(0, 101, 4):
        red, green, blue = (round(c + (255 - c) * part / 100) for c in colour)
        mixed = red, green, blue
        if contrast(mixed, DARK_PAPER) >= READABLE + 2:
            return "#{:02x}{:02x}{:02x}".format(*mixed)
    return "#ffffff"


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(c / 255) for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _rgb(text: str) -> Rgb:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)
