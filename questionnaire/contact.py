"""How to reach somebody, as people write it: a phone number, a mail address, a host's name."""

import re
import unicodedata

FEWEST, MOST = 7, 12  # digits of a number without a country in front
MOST_ABROAD = 15  # digits from the country on
ABROAD = re.compile(r"\+|00|011")
NUMBER = re.compile(r"(?<![^\W_])[+(\[]*\d(?:[\d ().\[\]/-]*\d)?")
TRUNK_ZERO = re.compile(r"((?:\+|\b00)(?!39)\d{1,3})[ -]?[(\[]0")  # Italy dials its zero
ENDS_A_NUMBER = re.compile(r"[/(\[]")
CONNECTION_USABLE = re.compile(r"[.-]?[^\W\d_]")
IN_CAPITALS, ALL_DIGITS = re.compile(r" [A-Z]{4}"), 10  # 1 416 555 PAIN, but 07700 900123 HOME
EXTENSION = re.compile(
    r"[ ,;/(]*(?:extension|extn|ext|poste|durchwahl|x|#)[ .:=#]*(\d{1,6})(?!\d)", re.IGNORECASE
)

LONGEST_ADDRESS, LONGEST_NAME = 200, 64  # characters: of a mail address, and before its @
# As it may stand in a header: nothing that could end an address or begin another.
MAIL_NAME = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
LABEL = r"(?!-)[a-zA-Z0-9-]{1,63}(?<!-)"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*")
READ_IN_TWO_WAYS = frozenset("ßẞς\u200c\u200d")  # by IDNA of 2003 and of 2008


def phone_link(text: str) -> str:
    """The address that dials the first number in a text, with its extension; "" without one.

    Its digits are 0 to 9, whatever script they were typed in. Two numbers that run together, and
    letters in place of digits, are none: no link is better than a wrong number.
    """
    text = TRUNK_ZERO.sub(r"\1 (", _plain(text))
    for found in NUMBER.finditer(text):
        end = found.start() + len(_first(found[0]))
        number, rest = text[found.start() : end], text[end:]
        digits = re.sub(r"\D", "", number)
        if len(digits) < FEWEST:
            continue
        extension = EXTENSION.match(rest)
        if _is_too_long(number.lstrip("(["), digits) or not extension and _goes_on(rest, digits):
            return ""
        plus = "+" if "+" in number else ""
        return f"tel:{plus}{digits}" + (f";ext={extension[1]}" if extension else "")
    return ""


def mail_address(text: str) -> str:
    """One email address as mail servers know it; "" for anything else, and for more than one."""
    name, _, host = text.rpartition("@")
    known = host_in_ascii(host)
    is_one = "." in known and len(name) <= LONGEST_NAME and MAIL_NAME.fullmatch(name)
    return f"{name}@{known}" if is_one and len(text) <= LONGEST_ADDRESS else ""


def host_in_ascii(name: str) -> str:
    """The name of a host as machines know it; "" for what is none.

    "münchen.example" is xn--mnchen-3ya.example. A name is none where some programs would read
    one host in it and some another.
    """
    try:
        known = name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return ""
    is_one = not set(name) & READ_IN_TWO_WAYS and HOST.fullmatch(known)
    return known.lower() if is_one else ""


def _plain(text: str) -> str:
    """With the digits 0 to 9, one kind of dash and one kind of gap."""
    signs = (str(unicodedata.decimal(sign, sign)) for sign in unicodedata.normalize("NFKC", text))
    dashed = (
        "-" if unicodedata.category(sign) == "Pd" or sign == "\u2212" else sign for sign in signs
    )
    return " ".join("".join(sign for sign in dashed if unicodedata.category(sign) != "Cf").split())


def _first(run: str) -> str:
    """The first number of a run: a bracket or a slash behind enough digits begins another."""
    for mark in ENDS_A_NUMBER.finditer(run):
        if len(re.sub(r"\D", "", run[: mark.start()])) >= FEWEST:
            return run[: mark.start()]
    return run


def _is_too_long(number: str, digits: str) -> bool:
    """Whether these are more digits than one number has, or a country that is none."""
    abroad = ABROAD.match(number)
    if abroad is None:
        return len(digits) > MOST
    country = digits.removeprefix(abroad[0])
    return len(country) > MOST_ABROAD or country.startswith("0")


def _goes_on(rest: str, digits: str) -> bool:
    """Whether a number goes on in letters, as on a keypad."""
    may_be_short = len(digits) < ALL_DIGITS and IN_CAPITALS.match(rest)
    return bool(CONNECTION_USABLE.match(rest) or may_be_short)
