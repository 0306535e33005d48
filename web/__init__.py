"""How a page reaches a browser, and what a browser may do there.

Nothing here knows what is asked or what it means.

server.py            waitress, within limits, and how it ends
sessions.py          sessions in one encrypted cookie
csrf.py              forms come from our own pages, or change nothing
headers.py           what a browser may do; compression
hosts.py             under which names the app answers
assets.py            style, script and pictures, each one file under a hash; bundles.py: which
                     go together; pictures.py: drawings, icons, a clinic's logo
templates.py         what templates may use
errors.py            pages for what went wrong; problems.py: the same for programs;
                     redirects.py: where a post leads
logs.py              one line of JSON a request, with no value in it
password_hashing.py  passphrases and patients' words hashed, few at once
qr_code.py           an address as a picture to scan
"""
