"""The front door: settings, services, pages, error pages and commands.

The only file that knows every room. `python app.py` serves; `flask` finds `create_app` itself.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from flask import Flask

import kiosk.routes
import pre_visit.routes
import self_check.routes
import staff.routes
from kiosk.safety_fallback import cannot_serve, warning_anyway
from operations.commands.group import commands
from operations.monitoring.views import Monitor, watching
from records.engine.database import Unusable
from records.engine.encryption import BadKey, load_or_make_secret
from records.engine.errors import StorageError
from records.engine.private_files import NotPrivate
from review.proving.check import problems
from rules import ContentError
from self_check.answer_store import CookieStore
from services import NAME, Services, build_services, here
from settings.clinic import BadSetting
from settings.folders import instance_of
from settings.settings import DEFAULTS, read_settings
from web.bundles import serve_bundles
from web.csrf import protect_forms
from web.errors import answer_errors
from web.headers import guard
from web.hosts import believe_the_proxy, refuse_other_hosts
from web.logs import watch
from web.sessions import keep_sessions
from web.templates import teach_templates

HERE = Path(__file__).resolve().parent
ROOMS = (self_check.routes, pre_visit.routes, kiosk.routes, staff.routes)
LARGEST_POST = 64 * 1024  # bytes
MAY_NOT_START = (ContentError, BadSetting, BadKey, NotPrivate, Unusable, OSError)


def create_app(settings: Mapping[str, object] | None = None) -> Flask:
    """The whole application.

    `settings` go before the environment (FLASK_…), which goes before the defaults. Raises
    click.ClickException, whose message says what to do, when it cannot start; but `flask doctor`
    may look at what there is.
    """
    app = Flask(__name__, static_folder=None)
    app.config.from_mapping(DEFAULTS)
    app.config.from_prefixed_env()
    app.config.update(settings or {})
    app.instance_path = str(instance_of(str(app.config["INSTANCE"]), HERE))
    try:
        chosen = read_settings(app.config, os.environ, HERE, Flask.default_config)
        secret = chosen.secret_key or load_or_make_secret(chosen.instance / "secret_key")
        built = build_services(chosen, Monitor())
        if found := problems(built.questionnaire, built.rulebook):
            raise ContentError(found)
    except MAY_NOT_START as error:
        from operations.commands.doctor import or_doctor  # it imports all that can go wrong

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
        believe_the_proxy(app)
    keep_sessions(app, built.encryption, settings.is_https, settings.visitors_port, warning_anyway)
    refuse_other_hosts(app, settings.base_url if settings.is_base_url_set else "")
    teach_templates(app, built)

    @app.before_request
    def keep_answers_in_the_cookie() -> None:
        here().answers = CookieStore()


def _add_pages(app: Flask, built: Services) -> None:
    for blueprint in (watching, *(one for room in ROOMS for one in room.blueprints)):
        app.register_blueprint(blueprint)
    serve_bundles(app, built.settings)
    app.cli = commands


def _end_requests(app: Flask, built: Services) -> None:
    """What holds behind every page; forms are looked at once it is known who is here."""
    watch(app, built.counters.request)
    answer_errors(app, warning_anyway)
    app.register_error_handler(StorageError, cannot_serve)  # on a page with no way of its own
    protect_forms(app)
    guard(app)


def main() -> None:
    """Serve until told to stop."""
    from operations.run import run  # a command sends no mail and serves nothing

    try:
        app = create_app()
    except click.ClickException as error:
        sys.exit(f"The app did not start. {error.message}")
    run(app)


if __name__ == "__main__":
    main()
