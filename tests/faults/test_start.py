"""A start that cannot be a good one is refused with one line, and nothing is written."""

import shutil
from itertools import cycle
from pathlib import Path

import pytest
from click import ClickException
from cryptography.fernet import Fernet

from questionnaire.loading import CONTENT as QUESTIONS
from questionnaire.loading import load_content
from records.engine.database import Unusable, prepare_database
from records.engine.encryption import BadKey, load_or_make_keys, load_or_make_secret
from records.engine.process_lock import ProcessLock
from rules import ContentError
from rules.loading import CONTENT as RULES
from services import services_of
from tests.factories import an_invitation

LOOKED_AT_BY_STAFF = {"declared.toml", "disagreements.toml", "measures.toml"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.db"


def test_the_first_start_makes_the_file_and_later_ones_miss_it(path):
    first = ProcessLock(path)
    prepare_database(path)
    path.unlink()
    for end in ("-wal", "-shm"):
        path.with_name(f"records.db{end}").unlink(missing_ok=True)
    later = ProcessLock(path)

    with pytest.raises(Unusable, match="records.db is missing, but it was there before"):
        prepare_database(path)
    assert not path.exists()
    path.touch(mode=0o600)
    with pytest.raises(Unusable, match="records.db is empty, but it was there before"):
        prepare_database(path)
    assert (first.is_first, later.is_first) == (True, True)


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="Only Linux has a folder like it.")
def test_where_nothing_can_be_kept_it_says_what_to_set(make_app):
    """A checkout or an image that is read-only, as this folder is even for root."""
    with pytest.raises(ClickException) as refusal:
        make_app({"INSTANCE": "/sys/self-check"})

    said = refusal.value.message
    assert said.startswith("Nothing can be kept in /sys/self-check, where ")
    assert said.endswith("FLASK_INSTANCE=/path/to/a/folder")


def test_a_first_start_that_was_cut_short_is_still_the_first(path):
    ProcessLock(path)
    prepare_database(path)

    assert path.exists()


def test_keys_are_made_at_the_first_start_alone(tmp_path):
    with pytest.raises(BadKey, match="keys is missing, and there are records that only its keys"):
        load_or_make_keys(tmp_path / "keys", is_first=False)
    assert not (tmp_path / "keys").exists()

    made = load_or_make_keys(tmp_path / "keys", is_first=True)
    assert load_or_make_keys(tmp_path / "keys", is_first=False) == made


@pytest.mark.parametrize("load", [load_or_make_keys, load_or_make_secret])
def test_a_damaged_key_file_is_named(tmp_path, load):
    file = tmp_path / "keys"
    file.write_bytes(b"\xff\x00" * 40)
    file.chmod(0o600)

    with pytest.raises(BadKey, match=f"{file} is damaged. Put it back"):
        load(file)


def test_keys_that_open_nothing_are_refused(app, make_app, settings):
    an_invitation(app)
    wrong = settings | {"ENCRYPTION_KEYS": Fernet.generate_key().decode()}

    with pytest.raises(ClickException, match="None of the encryption keys opens what is in"):
        make_app(wrong)


def test_a_key_in_front_of_the_right_one_is_welcome(app, make_app, settings):
    an_invitation(app)
    right = "\n".join(services_of(app).keys)

    assert make_app(settings | {"ENCRYPTION_KEYS": f"{Fernet.generate_key().decode()}\n{right}"})


@pytest.mark.parametrize("whose", ["questions", "rules"])
def test_damaged_content_is_refused_by_the_name_of_its_file(tmp_path, whose):
    folders = {"questions": tmp_path / "questions", "rules": tmp_path / "rules"}
    shutil.copytree(QUESTIONS, folders["questions"])
    shutil.copytree(RULES, folders["rules"])
    files = {file.name: file for file in folders[whose].rglob("*.toml")}
    damages = cycle([b"\xff\xfe", b"\x00" * 100, b'"'])
    for name, damage in zip(sorted(files.keys() - LOOKED_AT_BY_STAFF), damages, strict=False):
        sound = files[name].read_bytes()
        files[name].write_bytes(sound + damage)

        with pytest.raises(ContentError) as refusal:
            load_content(**folders)
        assert name in str(refusal.value)
        files[name].write_bytes(sound)
