"""Which style sheets and scripts go together, and under which name a template asks for them."""

import re
from pathlib import Path

from flask import Flask

from settings.settings import Settings
from web.assets import Asset, asset_pages, bundle, read_all, without_comments
from web.pictures import pictures

STYLES = ["tokens", "base", "forms", "body", "assessment", "plan", "moves", "care_card"]
STYLES += ["watch", "print"]
STAFF_STYLES = ["staff", "today", "patients", "face_sheet", "trend", "links", "calls", "poster"]
KIOSK_STYLES = ["kiosk", "kiosk_pad"]
GAPS = re.compile(r'("[^"]*")|\s*([{};])\s*|([:,]) ')
"""What a style can do without, but in what is quoted."""
SCRIPTS = ["page", "choices", "copy", "share", "moves", "watch"]
STAFF_SCRIPTS = ["sound", "calls", "hearing", "menu", "fold", "signed_out", "sent", "today"]
WATCH_SCRIPTS = ["days", "csv", "fit", "tracks", "read", "distances", "fill"]
KIOSK_SCRIPTS = ["kiosk", "kiosk_idle", "kiosk_called", "kiosk_pad"]


def serve_bundles(app: Flask, settings: Settings) -> None:
    """Let the templates of an app know each address, and browsers fetch what is there."""
    root, known = Path(app.root_path), app.jinja_env.globals
    made = bundles(root, settings.clinic.colours.css)
    shown = pictures(root, settings.clinic, settings.logo)
    known.update({name: asset.address for name, asset in made.items()})
    known["pictures"] = {name: asset.address for name, asset in shown.items()}
    known["clinic_name"] = app.jinja_env.get_template("_clinic_name.html").module
    app.register_blueprint(asset_pages((*made.values(), *shown.values())))


def bundles(root: Path, own_css: str) -> dict[str, Asset]:
    """Each bundle by its name in templates. `own_css`: what the clinic's settings add.

    What only staff, a kiosk or one page shows has a bundle of its own, so that nobody else need
    fetch it.
    """
    css = root / "static" / "css"
    styles = read_all(css, (f"{name}.css" for name in STYLES))
    of_staff = read_all(css, (f"{name}.css" for name in STAFF_STYLES))
    of_sheet = read_all(css, ("tokens.css", "base.css", "staff.css"))
    of_sheet += read_all(root / "templates" / "review", ["_sheet.css"])
    of_kiosk = read_all(css, (f"{name}.css" for name in KIOSK_STYLES))
    js = root / "static" / "js"

    def script(stem: str, folder: Path, names: list[str]) -> Asset:
        texts = read_all(folder, (f"{name}.js" for name in names))
        return bundle(stem, ".js", "text/javascript", map(without_comments, texts))

    def style(stem: str, *texts: str) -> Asset:
        joined = (GAPS.sub(r"\1\2\3", without_comments(text)) for text in texts)
        return bundle(stem, ".css", "text/css", joined)

    return {
        "style_url": style("site", *styles, own_css),
        "guide_style_url": style("guide", *read_all(css, ["guide.css"])),
        "staff_style_url": style("staff", *of_staff),
        "sheet_style_url": style("sheet", *of_sheet, own_css),
        "kiosk_style_url": style("kiosk", *of_kiosk),
        "kiosk_script_url": script("kiosk", js, KIOSK_SCRIPTS),
        "staff_script_url": script("staff", js, STAFF_SCRIPTS),
        "watch_script_url": script("watch", js / "watch", WATCH_SCRIPTS),
        "script_url": script("site", js, SCRIPTS),
    }
