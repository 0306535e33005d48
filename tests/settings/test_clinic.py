"""The clinic's settings: what is refused, and with which remedy."""

import pytest
from click import ClickException

from settings.clinic import DEFAULTS, WHAT_TO_SET, clinic_from
from settings.colour import DARK_PAPER, LIGHT_PAPER, WHITE, colours_for, contrast
from tests.tables import every_row


def rgb(colour):
    return tuple(bytes.fromhex(colour[1:]))


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [
        ("BOOKING_URL", "clinic.example/book", "FLASK_BOOKING_URL must start with https://"),
        ("BOOKING_URL", "javascript:alert(1)", "FLASK_BOOKING_URL must start with https://"),
        ("BOOKING_URL", "https://clinic.example/a b", "FLASK_BOOKING_URL must start"),
        ("TAKE_REQUESTS", "yes", "FLASK_TAKE_REQUESTS must be true or false."),
        ("TAKE_REQUESTS", 1, "FLASK_TAKE_REQUESTS must be true or false."),
        ("ACCENT", "teal", "'teal' is not a colour. Write it as #0b5d5e."),
        ("ACCENT", "#0b5", "'#0b5' is not a colour."),
        ("ACCENT", "#0b5d5e;}", "is not a colour."),
        ("ACCENT", "#ffcc00", "too pale to read"),
        ("COUNTRY", "FR", "FLASK_COUNTRY must be one of CA, US, GB, IE, EU, not 'FR'."),
    ],
)
def test_a_setting_that_cannot_be_used_stops_the_start(make_app, settings, setting, value, remedy):
    with pytest.raises(ClickException, match=remedy.replace("(", r"\(")):
        make_app(settings | {setting: value})


def test_a_key_that_is_none_stops_the_start(make_app, settings):
    with pytest.raises(ClickException, match="Key 1 is not a key"):
        make_app(settings | {"ENCRYPTION_KEYS": "short"})


@pytest.mark.parametrize("country", ["CA", "gb", "IE"])
def test_a_country_that_is_known(make_app, settings, country):
    numbers = {"CA": "911", "gb": "999", "IE": "112"}
    page = make_app(settings | {"COUNTRY": country}).test_client().get("/").text

    assert f'href="tel:{numbers[country]}"' in page


def test_without_any_settings_it_is_your_clinic():
    clinic = clinic_from(DEFAULTS)

    assert clinic.name == "Your clinic"
    assert clinic.takes_requests
    assert (clinic.phone, clinic.booking_url, clinic.address, clinic.hours) == ("", "", "", "")


@pytest.mark.parametrize(
    ("name", "shown"), [("  Next door ", "Next door"), (" ", "Your clinic"), ("", "Your clinic")]
)
def test_spaces_around_a_setting_are_taken_away(make_app, settings, name, shown):
    page = make_app(settings | {"CLINIC_NAME": name}).test_client().get("/clinic/sign-in")

    assert f"- {shown}</title>" in page.text


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("(555) 010-0100", "tel:5550100100"),
        ("+44 (0)20 7946 0000, ext. 12", "tel:+442079460000;ext=12"),
    ],
)
def test_a_phone_number_as_a_phone_dials_it(phone, link):
    assert link == clinic_from(DEFAULTS | {"CLINIC_PHONE": phone}).phone_link


def test_every_setting_says_what_it_is_for():
    assert set(WHAT_TO_SET) == set(DEFAULTS)


@every_row(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21),
        ((255, 255, 255), (255, 255, 255), 1),
        ((118, 118, 118), (255, 255, 255), 4.54),
        ((119, 119, 119), (255, 255, 255), 4.48),
    ],
)
def test_contrast_as_wcag_counts_it(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@every_row("accent", ["#0b5d5e", "#000000", "#7a1f2b", "#1d3fbb", "#5a5a00"])
def test_an_accent_reads_on_light_and_on_dark(accent):
    colours = colours_for(accent)

    assert contrast(rgb(colours.light), LIGHT_PAPER) >= 4.5
    assert contrast(rgb(colours.light), WHITE) >= 4.5
    assert contrast(rgb(colours.dark), DARK_PAPER) >= 4.5


def test_the_papers_are_those_of_the_style_sheet():
    with open("static/css/tokens.css", encoding="utf-8") as file:
        tokens = file.read().lower()

    for paper in (LIGHT_PAPER, DARK_PAPER):
        assert "#{:02x}{:02x}{:02x}".format(*paper) in tokens


def test_the_accent_is_in_the_style_sheet(make_app, settings):
    app = make_app(settings | {"ACCENT": "#7a1f2b"})

    style = app.test_client().get(app.jinja_env.globals["style_url"])
    assert b"--accent-light:#7a1f2b" in style.data


@pytest.mark.parametrize(
    ("variable", "remedy"),
    [("FLASK_CLINIC_NAM", "Did you mean 'CLINIC_NAME'"), ("FLASK_COUNTY", "'COUNTRY'")],
)
def test_a_misspelt_setting_stops_the_start(make_app, settings, monkeypatch, variable, remedy):
    monkeypatch.setenv(variable, "x")
    with pytest.raises(ClickException, match=remedy):
        make_app(settings)


@pytest.mark.parametrize(
    "phone", ["abc", "1-800-PHYSIO", "123", "555 0100 555 0101", "call us: 555 010"]
)
def test_a_phone_that_cannot_be_dialled_stops_the_start(make_app, settings, phone):
    with pytest.raises(ClickException, match=f"'{phone}' cannot be dialled. Write one number in"):
        make_app(settings | {"CLINIC_PHONE": phone})
