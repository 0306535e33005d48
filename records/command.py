"""What its commands are called where it runs: `flask`, or what an installed package brings."""

import sys
from pathlib import Path

INSTALLED = "upper-back-self-check"
FLASK = INSTALLED if Path(sys.argv[0]).stem == INSTALLED else "flask"
