"""HTTP Observatory's published scoring of one answer, as far as an answer alone can tell.

100 to begin with. Redirection, certificates and preloading are the proxy's; they count nothing
here. From https://github.com/mdn/mdn-http-observatory, src/grader/charts.js.
"""

import re

PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
SIX_MONTHS = 15_768_000  # seconds


def score(answer):
    """Points of an answer; 100 and above is an A+."""
    tests = (policy, cookies, sharing, referrer, transport, scripts, sniffing, frames, resource)
    return 100 + sum(test(answer) for test in tests)


def directives(answer):
    """The policy's directives and their sources."""
    parts = [part.split() for part in answer.headers.get("Content-Security-Policy", "").split(";")]
    return {part[0]: part[1:] for part in parts if part}


def policy(answer):
    found = directives(answer)
    if not found:
        return -25
    sources = [source for one in found.values() for source in one]
    if any("unsafe" in source or source in ("*", "http:", "https:") for source in sources):
        return -20
    if "data:" in found.get("script-src", []) + found.get("object-src", []):
        return -20
    is_shut = found.get("default-src") == ["'none'"]
    return 10 if is_shut and found.get("form-action") in (["'none'"], ["'self'"]) else 5


def cookies(answer):
    lines = [set(line.lower().split("; ")) for line in answer.headers.getlist("Set-Cookie")]
    if not lines:
        return 0
    if not all("secure" in line for line in lines):
        return -40
    if not all("httponly" in line for line in lines):
        return -30
    return 5 if all(line & {"samesite=lax", "samesite=strict"} for line in lines) else -20


def sharing(answer):
    return -50 if "Access-Control-Allow-Origin" in answer.headers else 0


def referrer(answer):
    said = answer.headers.get("Referrer-Policy")
    return 0 if said is None else 5 if said in PRIVATE else -5


def transport(answer):
    found = re.search(r"max-age=(\d+)", answer.headers.get("Strict-Transport-Security", ""))
    if found is None:
        return -20
    return 0 if int(found[1]) >= SIX_MONTHS else -10


def scripts(answer):
    is_page = answer.mimetype == "text/html"
    sources = re.findall(r'<script[^>]*\ssrc="([^"]*)"', answer.text) if is_page else []
    return -50 if any(not re.match(r"/(?!/)", source) for source in sources) else 0


def sniffing(answer):
    return 0 if answer.headers.get("X-Content-Type-Options") == "nosniff" else -5


def frames(answer):
    if "frame-ancestors" in directives(answer):
        return 5
    return 0 if answer.headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN") else -20


def resource(answer):
    said = answer.headers.get("Cross-Origin-Resource-Policy")
    return 10 if said in ("same-origin", "same-site") else 0
