"""An address as a picture to scan."""


def qr_code(address: str, title: str) -> str:
    """An SVG that needs no style of its own. `title`: what it is, for whoever cannot see it."""
    import segno  # a serving process seldom needs it

    picture: str = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True,
        svgclass="code",
        lineclass=None,
        border=4,
        dark="#000",
        light="#fff",
        title=title,
    )
    return picture
