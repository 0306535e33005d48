"""A clinic's logo: an SVG or PNG file, looked into before any browser gets it."""

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from settings.clinic import BadSetting

LARGEST = 40 * 1024  # bytes
PNG_BEGINS, PNG_ENDS = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"
SVG = "{http://www.w3.org/2000/svg}"
REFUSED = {"script", "foreignObject", "iframe", "embed", "object", "audio", "video", "a", "set"}
REFUSED |= {"animate", "animateMotion", "animateTransform", "handler", "listener"}
OWN_IMAGE = re.compile(r"data:image/(png|jpeg);base64,")


@dataclass(frozen=True, slots=True)
class Logo:
    """What a browser is sent."""

    content: bytes
    is_svg: bool


def logo_from(path: str, root: Path) -> Logo | None:
    """The logo in a file, relative to `root`; None where none is set. Raises BadSetting."""
    if not path:
        return None
    file = root / path
    try:
        size, content = file.stat().st_size, b""
        if size <= LARGEST:
            content = file.read_bytes()
    except OSError as error:
        raise _bad(path, f"cannot be read ({error.strerror})") from error
    if size > LARGEST:
        raise _bad(path, f"has {size / 1024:.0f} kB, and {LARGEST // 1024} kB are the most")
    if content.startswith(PNG_BEGINS) and content.endswith(PNG_ENDS):
        return Logo(content, is_svg=False)
    _check_svg(path, content)
    return Logo(content, is_svg=True)


def _check_svg(path: str, content: bytes) -> None:
    try:
        text = content.decode()
        if re.search(r"<!(DOCTYPE|ENTITY)|<\?(?!xml\s)", text, re.IGNORECASE):
            raise _bad(path, "begins with a DOCTYPE or a style sheet of its own; save a plain SVG")
        drawing = ElementTree.fromstring(text)  # noqa: S314  # as without a DOCTYPE nothing expands
    except (UnicodeDecodeError, ElementTree.ParseError) as error:
        raise _bad(path, "is no SVG and no PNG, whatever its name says") from error
    if drawing.tag != f"{SVG}svg":
        raise _bad(path, "is no SVG and no PNG, whatever its name says")
    for element in drawing.iter():
        _check_element(path, element)


def _check_element(path: str, element: ElementTree.Element) -> None:
    name = element.tag.rpartition("}")[2]
    if name in REFUSED:
        raise _bad(path, f"has a <{name}> in it, which a logo may not have")
    words = [element.text or "", *element.attrib.values()]
    for key, value in element.attrib.items():
        attribute = key.rpartition("}")[2].lower()
        if attribute.startswith("on"):
            raise _bad(path, f"has {attribute}= in it, and a logo may not do anything")
        if attribute in ("href", "src") and not (value.startswith("#") or OWN_IMAGE.match(value)):
            raise _bad(path, f"needs something from elsewhere: {value[:60]}")
    for text in words:
        for found in re.finditer(
            r"@import|url\(\s*['\"]?(?!['\"#]).*|image-set\(.*", text, re.IGNORECASE
        ):
            raise _bad(path, f"needs something from elsewhere: {found[0][:60]}")


def _bad(path: str, what: str) -> BadSetting:
    return BadSetting(f"FLASK_CLINIC_LOGO: '{path}' {what}.")
