"""`python -m qa.hello`: a bare Flask app on the app's web server, to measure against."""

import os

import waitress
from flask import Flask

THREADS = 8  # as many as the app has

app = Flask(__name__)


@app.get("/")
@app.get("/readyz")
def hello() -> str:
    """The least there is."""
    return "hello"


if __name__ == "__main__":
    waitress.serve(app, host="127.0.0.1", port=int(os.environ["PORT"]), threads=THREADS, ident=None)
