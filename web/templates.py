"""What every template knows: the clinic and its country, the request, how moments are told."""

import re

from flask import Flask
from jinja2.ext import Extension

from records.command import FLASK
from services import Services, here, services
from settings.times import ago, day, moment_of, short_day, until, visit_time, waited, weekday, when
from settings.version import VERSION


def teach_templates(app: Flask, built: Services) -> None:
    """Let the templates of an app know what it is built from."""
    zone, country = built.settings.zone, built.country
    app.jinja_env.globals.update(
        clinic=built.settings.clinic,
        country=country,
        flask=FLASK,
        here=here,
        program_version=VERSION,
        services=services,
    )
    app.add_template_filter(lambda moment: when(moment, zone), "when")
    app.add_template_filter(lambda at: moment_of(at, here().now, zone), "moment")
    app.add_template_filter(lambda moment: ago(moment, here().now), "ago")
    app.add_template_filter(lambda since: waited(since, here().now) or "1 second", "waited")
    app.add_template_filter(weekday, "weekday")
    app.add_template_filter(lambda moment: day(moment, zone), "day")
    app.add_template_filter(lambda moment: short_day(moment, zone), "short_day")
    app.add_template_filter(lambda moment: until(moment, zone), "until")
    app.add_template_filter(visit_time, "visit_time")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension(Unindented)


class Unindented(Extension):
    """Sends one space for every indent of a page, which may be all that parts two words."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """A template as it is compiled; plain text stays as it is."""
        is_page = (name or "").endswith(".html")
        return re.sub(r"^[ \t]+", " ", source, flags=re.MULTILINE) if is_page else source
