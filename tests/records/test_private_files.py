import multiprocessing
import os
import stat
from contextlib import closing

import pytest

from records.engine.database import open_database, prepare_database
from records.engine.encryption import BadKey, load_or_make_keys, load_or_make_secret
from records.engine.private_files import NotPrivate

pytestmark = [pytest.mark.sqlite, pytest.mark.unix]

each = pytest.mark.parametrize("load", [load_or_make_keys, load_or_make_secret])


@each
def test_the_second_start_finds_what_the_first_made(tmp_path, load):
    path = tmp_path / "instance" / "key"

    assert load(path) == load(path)
    assert [entry.name for entry in path.parent.iterdir()] == ["key"]


@each
def test_only_the_app_may_read_it(tmp_path, load):
    path = tmp_path / "instance" / "key"
    load(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@each
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path, load, mode):
    path = tmp_path / "key"
    load(path)
    path.chmod(mode)

    with pytest.raises(NotPrivate, match=f"Run: chmod 600 {path}"):
        load(path)


@each
@pytest.mark.parametrize("text", ["", "short"])
def test_a_file_with_something_else_in_it_is_refused_by_name(tmp_path, load, text):
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)

    with pytest.raises(BadKey, match=str(path)):
        load(path)


@pytest.mark.slow
@each
def test_processes_that_start_at_once_end_with_the_same(tmp_path, load):
    paths = [tmp_path / f"key-{n}" for n in range(50) for _ in range(4)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        loaded = pool.map(load, paths, chunksize=1)

    assert [load(path) for path in paths] == loaded


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o602, 0o666])
def test_a_database_that_others_can_read_is_refused_with_the_remedy(tmp_path, mode):
    path = tmp_path / "records.db"
    prepare_database(path)
    path.chmod(mode)

    with pytest.raises(NotPrivate, match=f"Others can read {path}. Run: chmod 600 {path}$"):
        prepare_database(path)
    path.chmod(0o600)
    prepare_database(path)


@pytest.mark.parametrize("beside", ["-wal", "-shm"])
def test_so_is_what_stands_beside_it_while_it_is_open(tmp_path, beside):
    path = tmp_path / "records.db"
    prepare_database(path)
    with closing(open_database(path)) as db:
        db.execute("CREATE TABLE numbers (number INTEGER)")
        path.with_name(f"records.db{beside}").chmod(0o644)

        with pytest.raises(NotPrivate, match=f"Run: chmod 600 {path}{beside}$"):
            prepare_database(path)


@each
def test_a_folder_in_which_anybody_could_change_the_file_is_refused(tmp_path, load):
    folder = tmp_path / "instance"
    load(folder / "key")
    folder.chmod(0o777)

    with pytest.raises(NotPrivate, match=f"Run: chmod o-w {folder}$"):
        load(folder / "key")
    folder.chmod(0o1777)  # sticky: nobody takes away what is another's
    load(folder / "key")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_of_another_account_names_that_account(tmp_path):
    path = tmp_path / "records.db"
    prepare_database(path)
    path.chmod(0o640)
    os.chown(path, 65_534, -1)

    with pytest.raises(NotPrivate, match=r"Run as \w+, whose it is: chmod 600"):
        prepare_database(path)
