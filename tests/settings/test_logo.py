"""A clinic's logo: good files are shown, bad ones stop the start with a sentence."""

import re

import pytest
from click import ClickException

from tests.factories import healthy_runner, sit_down_with
from tests.test_content import ROOT

PNG = (ROOT / "static/img/icon-192.png").read_bytes()
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    b'<path d="M8 58c0-18 7-28 18-29h12c11 1 18 11 18 29Z" fill="#0b5d5e"/></svg>'
)
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'


def drawn(inside):
    return f"{OPEN}{inside}</svg>".encode()


GOOD = {
    "png": (PNG, "image/png"),
    "svg": (SVG, "image/svg+xml"),
    "svg with a head": (
        b'<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->' + SVG,
        "image/svg+xml",
    ),
    "svg that refers to itself": (
        drawn(
            '<defs><linearGradient id="a"/></defs><style>path{fill:url(#a)}</style>'
            '<path fill="url(#a)"/><use x:href="#a"/><image href="data:image/png;base64,AA=="/>'
        ),
        "image/svg+xml",
    ),
}
BAD = {
    "too large": (PNG + b"\0" * 40_000, "41 kB, and 40 kB are the most"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is no SVG and no PNG, whatever its name says"),
    "half a PNG": (PNG[:500], "is no SVG and no PNG"),
    "a web page": (b"<html><body>Logo</body></html>", "is no SVG and no PNG"),
    "nothing": (b"", "is no SVG and no PNG"),
    "an SVG that is broken off": (SVG[:100], "is no SVG and no PNG"),
    "a script": (drawn("<script>alert(1)</script>"), "has a <script> in it"),
    "a script of another name": (drawn('<s:script xmlns:s="urn:s"/>'), "has a <script> in it"),
    "a page in it": (drawn("<foreignObject/>"), "has a <foreignObject> in it"),
    "a link": (drawn('<a href="#a"/>'), "has a <a> in it"),
    "a handler": (drawn('<path onclick="alert(1)"/>'), "has onclick= in it"),
    "a handler of the whole": (SVG.replace(b"viewBox", b'onload="x()" viewBox', 1), "onload="),
    "a picture from elsewhere": (drawn('<image x:href="https://example.org/a.png"/>'), "elsewhere"),
    "a picture within, of another kind": (
        drawn('<image href="data:image/svg+xml,a"/>'),
        "elsewhere",
    ),
    "a font from elsewhere": (
        drawn("<style>@import url(https://example.org/f)</style>"),
        "elsewhere",
    ),
    "a fill from elsewhere": (drawn('<path fill="url(https://example.org/f#a)"/>'), "elsewhere"),
    "a style from elsewhere": (
        b'<?xml-stylesheet href="https://example.org/f.css"?>' + SVG,
        "DOCTYPE or a style sheet",
    ),
    "a bomb": (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG, "DOCTYPE or a style sheet"),
}


@pytest.fixture
def with_logo(make_app, settings, tmp_path):
    """The app with this content as a logo; the file's name says nothing about it."""

    def with_logo(content, name="logo"):
        (tmp_path / name).write_bytes(content)
        return make_app(settings | {"CLINIC_LOGO": str(tmp_path / name)})

    return with_logo


@pytest.mark.slow
@pytest.mark.parametrize("kind", GOOD)
def test_a_good_logo_is_shown_in_place_of_the_name(with_logo, kind):
    content, mimetype = GOOD[kind]
    client = with_logo(content).test_client()
    [(src, alt)] = re.findall('class="logo" src="([^"]+)" alt="([^"]+)"', client.get("/").text)
    answer = client.get(src)

    assert (answer.data, answer.mimetype, alt) == (content, mimetype, "The physio next door")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_logo_stops_the_start(with_logo, kind):
    content, said = BAD[kind]
    with pytest.raises(ClickException) as refused:
        with_logo(content, "logo.png")

    assert "FLASK_CLINIC_LOGO: " in refused.value.message
    assert said in refused.value.message


def test_a_logo_that_is_not_there_stops_the_start(make_app, settings):
    with pytest.raises(ClickException, match="no-such-logo.svg' cannot be read"):
        make_app(settings | {"CLINIC_LOGO": "no-such-logo.svg"})


def test_a_result_carries_the_logo_on_paper_too(with_logo, questionnaire):
    client = with_logo(SVG).test_client()
    sit_down_with(client, questionnaire, healthy_runner())

    for address in ("/assessment", "/assessment/print"):
        assert client.get(address).text.count('class="logo"') == 2  # above the page, and on paper


def test_without_a_logo_the_name_stands_there(client):
    html = client.get("/").text

    assert 'class="logo"' not in html
    assert '<p class="clinic-name" translate="no">The physio next door</p>' in html
