"""The scripts of one page run as one: a name that two of them declare stops both."""

import re
from collections import Counter
from pathlib import Path

import pytest

from web.bundles import KIOSK_SCRIPTS, SCRIPTS, STAFF_SCRIPTS

JS = Path(__file__).parents[2] / "static" / "js"
FUNCTION = re.compile(r"^(?:async )?(?:function\*?|class) (\w+)", re.M)
VALUES = re.compile(r"^(?:const|let|var) (.*?;)", re.M | re.S)
VALUE = re.compile(r"(?:^|, )(\w+)(?= =|[,;])")


@pytest.mark.parametrize("beside", [STAFF_SCRIPTS, KIOSK_SCRIPTS], ids=["staff", "kiosk"])
def test_no_two_scripts_of_a_page_declare_one_name(beside):
    declared = Counter()
    for name in [*SCRIPTS, *beside]:
        text = (JS / f"{name}.js").read_text()
        declared.update(FUNCTION.findall(text))
        for one in VALUES.findall(text):
            declared.update(VALUE.findall(one))

    assert len(declared) > 10
    assert [name for name, times in declared.items() if times > 1] == []
