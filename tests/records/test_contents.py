"""The questions of every version that somebody answered."""

from datetime import timedelta

from records.answers import contents


def test_a_version_is_kept_as_it_was_the_first_time(db, now):
    contents.keep(db, "0.1", {"title": "One"}, now)
    contents.keep(db, "0.1", {"title": "Another"}, now + timedelta(days=1))
    contents.keep(db, "0.2", {"title": "Two"}, now)

    assert contents.find(db, "0.1") == {"title": "One"}
    assert contents.find(db, "0.2") == {"title": "Two"}
    assert contents.find(db, "0.3") is None


def test_every_version_the_newest_first(db, now):
    contents.keep(db, "0.1", {"title": "One"}, now)
    contents.keep(db, "0.2", {"title": "Two"}, now + timedelta(days=1))

    assert list(contents.every(db)) == ["0.2", "0.1"]
