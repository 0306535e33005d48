"""Headers and cookies that no browser of ours sends."""

from collections.abc import Mapping, Sequence
from random import Random

from torture.fuzz.carriers import Headers

TEXTS = ["", "*", ";", ",", "q=", "gzip;q=x", "gzip;q=9e999", "a=b; c=d", '"', "bytes=0-", "W/"]
TEXTS += ["bytes=" + "0-," * 500, "en-" * 800, "\xff\xfe", "x" * 3000, "-1", "null", "http://["]
TEXTS += ["https://other.example", "other.example", "[::1", "1.2.3.4, 5.6.7.8", "unknown", "1:2:3"]
TEXTS += [
    "=?utf-8?q?=3Cb=3E?=",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "cross-site",
    "identity;q=0",
]
NAMES = ["Accept-Language", "Accept-Encoding", "Accept", "Referer", "Origin", "Host", "Range"]
NAMES += ["If-None-Match", "If-Modified-Since", "If-Range", "User-Agent", "Authorization"]
NAMES += ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix"]
NAMES += ["Forwarded", "X-HTTP-Method-Override", "X-Original-URL", "Sec-Fetch-Site", "Cookie"]
NAMES += ["Content-Encoding", "Purpose", "Upgrade", "Via", "X-CSRFToken", "Date", "Warning"]


def odd_headers(chance: Random) -> Headers:
    """One to three."""
    return tuple((chance.choice(NAMES), odd_text(chance)) for _ in range(chance.randint(1, 3)))


def odd_text(chance: Random) -> str:
    """What can stand in a header, and should not."""
    signs = "".join(chr(chance.randint(33, 255)) for _ in range(chance.randrange(60)))
    return chance.choice([*TEXTS, *[signs.replace("\x7f", "").replace("\x85", "")] * 8])


def odd_cookies(chance: Random, held: Mapping[str, str], own: Sequence[str]) -> Headers:
    """Cookies of which one is cut, bent, swapped, doubled or nothing of the kind."""
    kept = dict(held) or {"self-check": ""}
    name = chance.choice(sorted(kept))
    value = kept[name]
    bent = [value[:-5], value[:20], value[::-1], value + "=", f'"{value}"', value.swapcase(), ""]
    bent += ["x" * 4000, "gAAAAA==", "\xff\xfe", "a\\012b", "=;=;", f"{value}; {name}={value}"]
    kept[name] = chance.choice([*bent, *[plain(chance.choice(own))] * 8])
    return (("Cookie", "; ".join(f"{key}={value}" for key, value in kept.items())),)


def plain(text: str) -> str:
    """What of a text can stand in a header."""
    return "".join(sign for sign in text if 32 <= ord(sign) < 127)
