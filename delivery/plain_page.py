"""A page that needs nothing: no template, no style sheet, no name of the clinic."""


def plain_page(title: str, words: str) -> bytes:
    """One heading and one paragraph, both ours, as HTML."""
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<h1>{title}</h1>\n<p>{words}</p>\n</html>\n"
    ).encode()
