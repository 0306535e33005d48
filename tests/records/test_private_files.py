import multiprocessing
import stat

import pytest

from records.private_files import NotPrivate
from records.sealing import BadKey, load_or_make_keys, load_or_make_secret

pytestmark = pytest.mark.parametrize("load", [load_or_make_keys, load_or_make_secret])


def test_the_second_start_finds_what_the_first_made(tmp_path, load):
    path = tmp_path / "instance" / "key"

    assert load(path) == load(path)
    assert [entry.name for entry in path.parent.iterdir()] == ["key"]


def test_only_the_app_may_read_it(tmp_path, load):
    path = tmp_path / "instance" / "key"
    load(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused_with_the_remedy(tmp_path, load, mode):
    path = tmp_path / "key"
    load(path)
    path.chmod(mode)

    with pytest.raises(NotPrivate, match=f"Run: chmod 600 {path}"):
        load(path)


@pytest.mark.parametrize("text", ["", "short"])
def test_a_file_with_something_else_in_it_is_refused_by_name(tmp_path, load, text):
    path = tmp_path / "key"
    path.write_text(text)
    path.chmod(0o600)

    with pytest.raises(BadKey, match=str(path)):
        load(path)


def test_processes_that_start_at_once_end_with_the_same(tmp_path, load):
    paths = [tmp_path / f"key-{n}" for n in range(50) for _ in range(4)]
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        loaded = pool.map(load, paths, chunksize=1)

    assert [load(path) for path in paths] == loaded
