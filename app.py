"""The front door: settings, keys, database, content, pages, error pages and commands.

The only file that knows every room. `python app.py` serves; `flask` finds `create_app` itself.
"""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask, g
from werkzeug.local import LocalProxy
from werkzeug.middleware.proxy_fix import ProxyFix

import clinic.commands
import questionnaire.commands
from clinic import terms
from clinic.addresses import base_url_from, hsts_from, https_from, port_of_visitors
from clinic.commands.doctor import or_doctor
from clinic.details import DEFAULTS as CLINIC_DEFAULTS
from clinic.details import BadSetting, Clinic, clinic_from, refuse_unknown, yes_or_no
from clinic.kiosk import settings as kiosk
from clinic.mail import settings as mail
from clinic.mail.rounds import keep_going, rounds_from
from clinic.office.settings import NEVER_SHOWN
from clinic.out_of_order.showing import warning_anyway
from clinic.pages import OF_PATIENTS, OF_STAFF
from clinic.staff.access import staff_only
from clinic.staff.first import words_at_start
from clinic.staff.roles import Action
from clinic.times import ago, day, moment_of, until, visit_time, when, zone_from
from clinic.watching import settings as watching
from clinic.watching.views import keep_watch
from delivery.assets import assets
from delivery.bundles import bundles
from delivery.errors import answer_errors
from delivery.headers import guard
from delivery.hosts import refuse_other_hosts
from delivery.logs import watch, write_log
from delivery.own_forms import OwnForms
from delivery.serving import listen, serve, where
from delivery.sessions import keep_sessions
from questionnaire.booking import booking
from questionnaire.keeping import InCookie
from questionnaire.loading import load_content
from questionnaire.views import pages
from records.engine.database import (
    Connections,
    Unusable,
    prepare_database,
)
from records.engine.encryption import (
    SHORTEST_SECRET,
    BadKey,
    Sealer,
    keys_from_text,
    load_or_make_keys,
    load_or_make_secret,
)
from records.engine.private_files import NotPrivate
from records.engine.process_lock import InUse
from records.text import on_one_line
from records.unlocking import refuse_wrong_keys
from review.commands.group import commands as review_commands
from review.proving.check import problems
from review.views import show_sheet
from rules import ContentError

LARGEST_POST = 64 * 1024  # bytes
HERE = Path(__file__).resolve().parent
DEFAULTS: dict[str, Any] = CLINIC_DEFAULTS | {
    **terms.DEFAULTS,
    **mail.DEFAULTS,
    **kiosk.DEFAULTS,
    **watching.DEFAULTS,
    "INSTANCE": "instance",
    "DATABASE": "",
    "SEALING_KEYS": "",
    "HTTPS": None,
    "HSTS": 0,
    "BEHIND_PROXY": False,
    "TIMEZONE": "",
    "BASE_URL": "",
}
MAY_NOT_START = (ContentError, BadSetting, BadKey, NotPrivate, Unusable, OSError)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The whole application.

    `settings` go before the environment (FLASK_…), which goes before the defaults. Raises
    click.ClickException, whose message says what to do, when it cannot start; but `flask doctor`
    may look at what there is.
    """
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(DEFAULTS)
    known = set(app.config)
    app.config.from_prefixed_env()
    app.config.update(settings or {})
    app.config.update(as_typed(app.config))
    app.extensions.update(defaults=DEFAULTS, content_mistakes=problems)
    _find_instance(app)
    try:
        refuse_unknown(os.environ, known)
        _set_up(app)
    except MAY_NOT_START as error:
        return or_doctor(app, error)
    return app


def _find_instance(app: Flask) -> None:
    """Where records and keys are, the same from wherever a server or a command was started."""
    instance = HERE / app.config["INSTANCE"]
    app.instance_path = str(instance)
    app.config["DATABASE"] = HERE / (app.config["DATABASE"] or instance / "records.db")


def as_typed(settings: Mapping[str, Any]) -> dict[str, str]:
    """The settings that are words, each on one line; paths and secrets stay as they are."""
    words = {name: settings[name] for name in DEFAULTS if name not in NEVER_SHOWN}
    return {name: on_one_line(text) for name, text in words.items() if isinstance(text, str)}


def _set_up(app: Flask) -> None:
    path = app.config["DATABASE"]
    app.extensions["in_use"] = InUse(path)  # before the keys are read, which may be changing
    app.extensions["base_url"] = base_url_from(str(app.config["BASE_URL"]), *where())
    _set_up_sessions(app)
    _set_up_records(app, path)
    details = clinic_from(app.config)
    app.extensions["mail"] = mail.mail_from(app.config)
    _set_up_content(app, details)
    refuse_other_hosts(app, app.extensions["base_url"] if app.config["BASE_URL"] else "")
    _set_up_pages(app, details)


def _set_up_sessions(app: Flask) -> None:
    """Keys from the settings, or made in the instance folder on first use."""
    instance = Path(app.instance_path)
    secret = str(app.config["SECRET_KEY"] or load_or_make_secret(instance / "secret_key"))
    if len(secret) < SHORTEST_SECRET:
        raise BadSetting(f"FLASK_SECRET_KEY must have {SHORTEST_SECRET} characters or more.")
    app.config["SECRET_KEY"] = secret
    given = str(app.config["SEALING_KEYS"]).replace(",", "\n")
    file = None if given else instance / "sealing_keys"
    is_first = app.extensions["in_use"].is_first
    keys = load_or_make_keys(file, is_first) if file else keys_from_text(given)
    app.extensions.update(sealer=Sealer(keys), keys=keys, key_file=file)
    port = port_of_visitors(app.config, where()[1])
    keep_sessions(app, app.extensions["sealer"], https_from(app.config), port)
    app.config["HSTS"] = hsts_from(app.config)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_POST
    if yes_or_no(app.config, "BEHIND_PROXY"):
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)


def _set_up_records(app: Flask, path: Path) -> None:
    app.extensions["keep"] = terms.keep_from(app.config)
    app.extensions["kiosk"] = kiosk.kiosk_settings_from(app.config)
    prepare_database(path)
    refuse_wrong_keys(path, app.extensions["keys"])
    app.extensions["connections"] = Connections(path)


def _set_up_content(app: Flask, details: Clinic) -> None:
    """What every page may reach for, laid out on `g` before each request."""
    questions, rulebook = load_content()
    if found := problems(questions, rulebook):
        raise ContentError(found)
    app.extensions.update(questionnaire=questions, rulebook=rulebook)
    countries = rulebook.advice.countries
    if (name := str(app.config["COUNTRY"]).upper()) not in countries:
        raise BadSetting(f"FLASK_COUNTRY must be one of {', '.join(countries)}, not '{name}'.")
    country, zone = countries[name], zone_from(str(app.config["TIMEZONE"]))
    app.extensions.update(zone=zone, clock=lambda: datetime.now(UTC))

    @app.before_request
    def lay_out() -> None:
        g.questionnaire, g.rulebook, g.clinic, g.country = questions, rulebook, details, country
        g.db = LocalProxy(app.extensions["connections"].database)
        g.sealer = app.extensions["sealer"]
        g.now, g.zone = app.extensions["clock"](), zone
        g.base_url = app.extensions["base_url"]
        g.keeping = InCookie()

    app.add_template_filter(country.fill, "fill")
    app.add_template_filter(lambda moment: when(moment, zone), "when")
    app.add_template_filter(lambda at: moment_of(at, g.now, zone), "moment")
    app.add_template_filter(lambda moment: ago(moment, g.now), "ago")
    app.add_template_filter(lambda moment: day(moment, zone), "day")
    app.add_template_filter(lambda moment: until(moment, zone), "until")
    app.add_template_filter(visit_time, "visit_time")


def _set_up_pages(app: Flask, details: Clinic) -> None:
    made = bundles(Path(app.root_path), details.colours.css)
    app.extensions["assets"] = {asset.name: asset for asset in made.values()}
    for name, asset in made.items():
        app.add_template_global(asset.name, name)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for blueprint in (pages, booking, *OF_STAFF, *OF_PATIENTS, assets):
        app.register_blueprint(blueprint)
    rulebook_page = staff_only(Action.READ_RULES)(show_sheet)
    app.add_url_rule("/clinic/rulebook", "rulebook", rulebook_page)
    for room in (questionnaire, clinic):
        app.register_blueprint(room.commands.commands)
    app.cli.add_command(review_commands)
    watch(app, keep_watch(app))
    answer_errors(app, warning_anyway)
    OwnForms(app)  # after what every page may reach for, since it answers with a page too
    guard(app)


def main() -> None:
    """Serve until told to stop. The port is taken first: without it nothing else begins."""
    host, port = where()
    try:
        app = create_app()
    except click.ClickException as error:
        sys.exit(f"The app did not start. {error.message}")
    parts = app.extensions
    write_log(parts["only_faults"])
    server, connections = listen(app, host, port), parts["connections"]
    end_rounds = keep_going(rounds_from(parts), connections, pulse=parts["pulse"])
    try:
        notes = words_at_start(connections.database(), parts["base_url"], datetime.now(UTC))
        serve(app, server, host, port, [f"Its records are in {connections.path}", *notes])
    finally:
        if not end_rounds(at_most=1):
            os._exit(0)  # a mail is on its way: to close the records under it could crash
        connections.close()


if __name__ == "__main__":
    main()
