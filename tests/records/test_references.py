"""Which spellings of a reference are one patient."""

from records.engine.encryption import same_reference
from tests.tables import every_row


@every_row(
    ("one", "other"),
    [
        ("KL 4711", "kl 4711"),
        ("KL 4711", "KL-4711"),
        ("KL 4711", "  KL  4711 "),
        ("KL 4711", "kl4711"),
        ("GG-5", "gg5"),
        ("4711/b", "4711B"),
        ("KL 4711", "KL\u00a04711"),
        ("2026/1-12", "2026-1-12"),
        ("2026/1-12", "2026 / 1 – 12"),
        ("ＫＬ４７１１", "KL4711"),
        ("Straße 1", "STRASSE 1"),
        ("É 1", "É 1"),
    ],
)
def test_the_same_patient(one, other):
    assert same_reference(one) == same_reference(other)


@every_row(
    ("one", "other"),
    [
        ("2026/1-12", "2026/11-2"),
        ("1-11", "11-1"),
        ("KL 47-11", "KL4711"),
        ("KL 4711", "KL 4712"),
        ("KL.", "KL"),
        ("कि 1", "का 1"),
    ],
)
def test_another_patient(one, other):
    assert same_reference(one) != same_reference(other)
