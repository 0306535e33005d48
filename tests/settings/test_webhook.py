"""Settings of the webhook are right, or the start says what to do."""

import pytest

from settings.clinic import BadSetting
from settings.webhook import DEFAULTS, webhook_from
from tests.tables import every_row

SECRET = "whsec_" + "A" * 32
SET = {"WEBHOOK_URL": "https://practice.example/events?of=1", "WEBHOOK_SECRET": SECRET}


def test_as_it_comes_nobody_is_told():
    assert not webhook_from(DEFAULTS).is_on


@every_row(
    "url",
    [
        "https://practice.example",
        "https://practice.example:8443/a/b?c=d",
        "http://127.0.0.1:9000/events",
        "http://localhost/events",
        "http://[::1]:9000/",
    ],
)
def test_with_an_address_and_a_secret_somebody_is(url):
    webhook = webhook_from(SET | {"WEBHOOK_URL": url})

    assert (webhook.is_on, webhook.url, webhook.secrets) == (True, url, (bytes(24),))


@every_row(
    ("changed", "words"),
    [
        ({"WEBHOOK_URL": ""}, "FLASK_WEBHOOK_SECRET needs FLASK_WEBHOOK_URL"),
        ({"WEBHOOK_SECRET": ""}, "FLASK_WEBHOOK_URL needs FLASK_WEBHOOK_SECRET. Make one"),
        ({"WEBHOOK_SECRET": "A" * 32}, "FLASK_WEBHOOK_SECRET must be"),
        ({"WEBHOOK_SECRET": "whsec_" + "A" * 28}, "24 to 64 bytes"),
        ({"WEBHOOK_SECRET": "whsec_" + "A" * 88}, "24 to 64 bytes"),
        ({"WEBHOOK_SECRET": "whsec_" + "ä" * 32}, "FLASK_WEBHOOK_SECRET must be"),
        ({"WEBHOOK_SECRET": f"{SECRET},whsec_no"}, "FLASK_WEBHOOK_SECRET must be"),
        ({"WEBHOOK_URL": "http://practice.example/"}, "must begin with https://"),
        ({"WEBHOOK_URL": "practice.example/events"}, "is no address"),
        ({"WEBHOOK_URL": "ftp://practice.example/"}, "is no address"),
        ({"WEBHOOK_URL": "https:///events"}, "is no address"),
        ({"WEBHOOK_URL": "https://practice.example:99999/"}, "is no address"),
        ({"WEBHOOK_URL": "https://[::1/"}, "is no address"),
        ({"WEBHOOK_URL": "https://me:secret@practice.example/"}, "no name, no password"),
        ({"WEBHOOK_URL": "https://practice.example/#here"}, "nothing behind a #"),
        ({"WEBHOOK_URL": "https://practice.example/two words"}, "as %XX"),
        ({"WEBHOOK_URL": "https://praxis-müller.example/"}, "as %XX"),
        ({"WEBHOOK_URL": "https://practice.example/\r\nX: y"}, "as %XX"),
    ],
)
def test_what_cannot_be_used_is_said(changed, words):
    with pytest.raises(BadSetting) as said:
        webhook_from(SET | changed)

    assert words in str(said.value)
    assert SECRET not in str(said.value)
