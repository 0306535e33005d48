"""The drawings, the icons and a clinic's logo, and the manifest that names the icons."""

import json
from pathlib import Path

from settings.clinic import Clinic
from settings.colour import LIGHT_PAPER
from settings.logo import Logo
from web.assets import Asset, asset

NAME = "Upper-back self-check"
ICON_SIZES = (192, 512)  # pixels; those that a manifest needs
PNGS = ("icon-180", "icon-192", "icon-512", "share")


def pictures(root: Path, clinic: Clinic, logo: Logo | None) -> dict[str, Asset]:
    """Each picture by its name in templates."""
    folder = root / "static" / "img"
    made = {name: _png(name, (folder / f"{name}.png").read_bytes()) for name in PNGS}
    made["moves"] = _svg("moves", (folder / "moves.svg").read_bytes())
    if logo:
        made["logo"] = _svg("logo", logo.content) if logo.is_svg else _png("logo", logo.content)
    icons = {size: made[f"icon-{size}"].name for size in ICON_SIZES}
    made["manifest"] = asset(
        "manifest", ".webmanifest", "application/manifest+json", _manifest(clinic, icons).encode()
    )
    return made


def _svg(name: str, content: bytes) -> Asset:
    return asset(name, ".svg", "image/svg+xml", content)


def _png(name: str, content: bytes) -> Asset:
    return asset(name, ".png", "image/png", content)


def _manifest(clinic: Clinic, icons: dict[int, str]) -> str:
    """Without a service worker: it opens in a window of its own, and needs the network."""
    manifest = {
        "name": NAME,
        "short_name": "Upper back",
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": clinic.colours.light,
        "background_color": "#{:02x}{:02x}{:02x}".format(*LIGHT_PAPER),
        "icons": [
            {"src": name, "sizes": f"{size}x{size}", "type": "image/png"}
            for size, name in icons.items()
        ],
    }
    return json.dumps(manifest)
