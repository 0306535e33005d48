"""The front door: settings, services, pages, error pages and commands.

The only file that knows every room. `python app.py` serves; `flask` finds `create_app` itself.
"""

import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from kiosk.desk.routes import kiosks
from kiosk.phone import take_home
from kiosk.routes import kiosk
from kiosk.safety_fallback import cannot_serve, warning_anyway
from operations.commands import commands
from operations.commands.content import commands as content_commands
from operations.commands.doctor import or_doctor
from operations.jobs import keep_going, rounds_from
from operations.monitoring.views import Monitor, watching
from pre_visit.access import arrival
from pre_visit.views import visit
from records.engine.database import Unusable
from records.engine.encryption import BadKey, load_or_make_secret
from records.engine.errors import StorageError
from records.engine.private_files import NotPrivate
from review.commands.group import commands as review_commands
from review.proving.check import problems
from review.views import show_sheet
from rules import ContentError
from self_check.answer_store import InCookie
from self_check.booking import booking
from self_check.views import pages
from services import NAME, Services, build_services, here, services_of
from settings.clinic import BadSetting
from settings.settings import DEFAULTS, read_settings
from staff.accounts.access import staff_only
from staff.accounts.first_sign_in import words_at_start
from staff.accounts.roles import Action
from staff.accounts.views import staff
from staff.admin.views import office
from staff.export.views import export
from staff.face_sheet.views import sheet
from staff.inbox.views import inbox
from staff.links.views import links
from staff.requests.views import requests
from web.assets import asset_pages
from web.bundles import bundles
from web.csrf import OwnForms
from web.errors import answer_errors
from web.headers import guard
from web.hosts import refuse_other_hosts
from web.logs import watch, write_log
from web.server import listen, serve
from web.sessions import keep_sessions
from web.templates import teach_templates

HERE = Path(__file__).resolve().parent
OF_STAFF = (staff, office, links, inbox, requests, sheet, export, kiosks)
OF_PATIENTS = (arrival, visit, kiosk, take_home)
LARGEST_POST = 64 * 1024  # bytes
MAY_NOT_START = (ContentError, BadSetting, BadKey, NotPrivate, Unusable, OSError)


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """The whole application.

    `settings` go before the environment (FLASK_…), which goes before the defaults. Raises
    click.ClickException, whose message says what to do, when it cannot start; but `flask doctor`
    may look at what there is.
    """
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(DEFAULTS)
    app.config.from_prefixed_env()
    app.config.update(settings or {})
    app.instance_path = str(HERE / str(app.config["INSTANCE"]))
    try:
        chosen = read_settings(app.config, os.environ, HERE, Flask.default_config)
        secret = chosen.secret_key or load_or_make_secret(chosen.instance / "secret_key")
        built = build_services(chosen, Monitor(datetime.now(UTC)))
        if found := problems(built.questionnaire, built.rulebook):
            raise ContentError(found)
    except MAY_NOT_START as error:
        return or_doctor(app, error)
    app.config.update(SECRET_KEY=secret, MAX_CONTENT_LENGTH=LARGEST_POST)
    app.extensions[NAME] = built
    _begin_requests(app, built)
    _add_pages(app, built)
    _end_requests(app, built)
    return app


def _begin_requests(app: Flask, built: Services) -> None:
    """What holds before any page is looked for."""
    settings = built.settings
    if settings.is_behind_proxy:
        app.wsgi_app = ProxyFix(  # type: ignore  # as Flask says to
            app.wsgi_app, x_for=1, x_proto=1, x_host=1
        )
    keep_sessions(app, built.encryption, settings.is_https, settings.visitors_port, warning_anyway)
    refuse_other_hosts(app, settings.base_url if settings.is_base_url_set else "")
    teach_templates(app, built)

    @app.before_request
    def keep_answers_in_the_cookie() -> None:
        here().answers = InCookie()


def _add_pages(app: Flask, built: Services) -> None:
    made = bundles(Path(app.root_path), built.settings.clinic.colours.css)
    app.jinja_env.globals.update({name: asset.name for name, asset in made.items()})
    for blueprint in (
        pages,
        booking,
        *OF_STAFF,
        *OF_PATIENTS,
        watching,
        asset_pages(made.values()),
    ):
        app.register_blueprint(blueprint)
    rulebook_page = staff_only(Action.READ_RULES)(show_sheet)
    app.add_url_rule("/clinic/rulebook", "rulebook", rulebook_page)
    for group in (content_commands, commands):
        app.register_blueprint(group)
    app.cli.add_command(review_commands)


def _end_requests(app: Flask, built: Services) -> None:
    """What holds behind every page; forms are looked at once it is known who is here."""
    watch(app, built.counters.request)
    answer_errors(app, warning_anyway)
    app.register_error_handler(StorageError, cannot_serve)  # on a page with no way of its own
    OwnForms(app)
    guard(app)


def main() -> None:
    """Serve until told to stop. The port is taken first: without it nothing else begins."""
    try:
        app = create_app()
    except click.ClickException as error:
        sys.exit(f"The app did not start. {error.message}")
    built = services_of(app)
    settings, connections = built.settings, built.connections
    write_log(settings.logs_only_faults)
    where = settings.host, settings.port
    server = listen(app, *where, is_behind_proxy=settings.is_behind_proxy)
    end_rounds = keep_going(rounds_from(built), connections, heartbeat=built.heartbeat)
    try:
        notes = words_at_start(connections.database(), settings.base_url, datetime.now(UTC))
        notes = [f"Its records are in {connections.path}", *notes]
        serve(server, *where, is_https=settings.is_https, notes=notes)
    finally:
        if not end_rounds(at_most=1):
            os._exit(0)  # a mail is on its way: to close the records under it could crash
        connections.close()


if __name__ == "__main__":
    main()
