"""Which style sheets and scripts go together, and under which name a template asks for them."""

from pathlib import Path

from delivery.assets import Asset, bundle, read_all

STYLES = ["tokens", "base", "forms", "body", "assessment", "print"]
STAFF_STYLES = ["clinic", "inbox", "face_sheet", "links"]
SCRIPTS = ["page", "choices", "copy"]


def bundles(root: Path, own_css: str) -> dict[str, Asset]:
    """Each bundle by its name in templates. `own_css`: what the clinic's settings add.

    What only staff see has a bundle of its own, so that runners need not fetch it.
    """
    css = root / "static" / "css"
    styles = read_all(css, (f"{name}.css" for name in STYLES))
    of_staff = read_all(css, (f"{name}.css" for name in STAFF_STYLES))
    of_sheet = read_all(css, ("tokens.css", "base.css", "clinic.css"))
    of_sheet += read_all(root / "templates" / "review", ["_sheet.css"])
    scripts = read_all(root / "static" / "js", (f"{name}.js" for name in SCRIPTS))
    return {
        "style_name": bundle("site", ".css", "text/css", [*styles, own_css]),
        "staff_style_name": bundle("staff", ".css", "text/css", of_staff),
        "sheet_style_name": bundle("sheet", ".css", "text/css", [*of_sheet, own_css]),
        "script_name": bundle("site", ".js", "text/javascript", scripts),
    }
