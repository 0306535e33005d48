"""Bodies that are no form: parts, JSON, and what only looks like either."""

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
KINDS = [
    *("", "application/json", "text/plain", "text/html", "application/xml", "x", "/", ";", "a;c"),
    *(f"{FORM}; charset={name}" for name in ("utf-16", "utf-7", "idna", "\xff", "x" * 300)),
    *("multipart/form-data", PARTS, "multipart/mixed; boundary=b"),
    *(f"multipart/form-data; boundary={text}" for text in ("", "b" * 300, "\xff", '"')),
]
BROKEN = [
    b"--b",
    b"--b--",
    b"--b\r\n",
    b"--b\r\n\r\n",
    b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
    b"--b\r\nContent-Disposition: form-data; name\r\n\r\nx\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="a\x00"\r\n\r\nx\r\n--b--\r\n',
    b"--b\r\nContent-Disposition: form-data; name*=utf-8''%ff\r\n\r\nx\r\n--b--\r\n",
    b"--b\r\nContent-Disposition: form-data; name*=nope''a\r\n\r\nx\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\nx\r\n--b--\r\n',
    b'--b\r\nContent-Disposition: form-data; name="a"\r\nContent-Type: text/plain; charset=x\r\n'
    b"\r\nx\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n' + b"X: y\r\n" * 3000 + b"\r\nx\r\n--b--",
    b"[" * 5000,
    b'{"a":' * 5000,
    b"&" * 3000,
    b"=" * 3000,
    b"a&" * 3000,
    b"%" * 3000,
    b"%zz=%u1234",
    b"\x00" * 100,
    bytes(range(256)),
    b"",
]
