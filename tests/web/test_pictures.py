"""Icons, the manifest, and what a chat shows of a page that is for everybody."""

import json
import re
import struct

import pytest

FOR_EVERYBODY = ["/", "/upper-back-pain-when-running"]
LINKS = re.compile(r'<link rel="(icon|apple-touch-icon|manifest)" href="([^"]+)"')
LARGEST = 40_000  # bytes


def size_of(png):
    """The width and height of a PNG."""
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_every_page_has_icons_of_our_own(client):
    for address in (*FOR_EVERYBODY, "/clinic/sign-in", "/nothing-here"):
        icons = [href for rel, href in LINKS.findall(client.get(address).text) if rel != "manifest"]
        answers = [client.get(icon) for icon in icons]

        assert [size_of(one.data) for one in answers] == [(180, 180), (180, 180)]


def test_the_manifest_names_the_icons_and_the_colours(client):
    [manifest] = [href for rel, href in LINKS.findall(client.get("/").text) if rel == "manifest"]
    answer = client.get(manifest)
    told = json.loads(answer.text)

    assert answer.mimetype == "application/manifest+json"
    assert told["name"] == "Upper-back self-check"
    assert told["theme_color"] == "#0b5d5e"
    for icon in told["icons"]:
        width, height = size_of(client.get(f"/assets/{icon['src']}").data)
        assert icon["sizes"] == f"{width}x{height}"


def test_the_clinic_chooses_the_colour(make_app, settings):
    client = make_app(settings | {"ACCENT": "#7a1f4b"}).test_client()
    [manifest] = re.findall('rel="manifest" href="([^"]+)"', client.get("/").text)

    assert json.loads(client.get(manifest).text)["theme_color"] == "#7a1f4b"


@pytest.mark.slow
@pytest.mark.parametrize("address", FOR_EVERYBODY)
def test_a_chat_shows_a_title_a_sentence_and_a_picture(make_app, settings, address):
    client = make_app(settings | {"BASE_URL": "http://localhost"}).test_client()
    html = client.get(address).text
    told = dict(re.findall('property="og:(\\S+)" content="([^"]+)"', html))

    assert told["url"] == f"http://localhost{address}"
    assert f'name="description" content="{told["description"]}"' in html
    assert "pper back" in told["title"]
    picture = client.get(told["image"].removeprefix("http://localhost"))
    assert size_of(picture.data) == (1200, 630)
    assert len(picture.data) < LARGEST


def test_no_other_page_is_offered_to_chats_with_a_picture(pages):
    offered = [name for name, html in pages.items() if "og:image" in html or "manifest" in html]

    assert set(offered) <= set(FOR_EVERYBODY)
