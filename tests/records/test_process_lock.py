"""Many may use the records at once; who restores or changes the keys has them alone."""

import multiprocessing
import stat
import time

import pytest

from records.engine.database import Unusable
from records.engine.process_lock import ProcessLock

pytestmark = pytest.mark.sqlite


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def elsewhere():
    """Another process, for as long as it is needed."""
    context = multiprocessing.get_context("spawn")
    started = []

    def start(target, path):
        ready = context.Event()
        started.append(context.Process(target=target, args=(path, ready)))
        started[-1].start()
        assert ready.wait(30)
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.join()


def use(path, ready):
    """A process that has the records in use."""
    mine = ProcessLock(path)
    ready.set()
    time.sleep(60)
    del mine


def use_alone(path, ready):
    """A process that restores, or changes the keys."""
    with ProcessLock(path).exclusive():
        ready.set()
        time.sleep(60)


def test_many_use_them_at_once(path, elsewhere):
    elsewhere(use, path)

    assert ProcessLock(path)
    assert stat.S_IMODE(path.with_name("records.db-in-use").stat().st_mode) == 0o600


def test_nobody_has_them_alone_while_another_uses_them(path, elsewhere):
    mine, other = ProcessLock(path), elsewhere(use, path)

    with pytest.raises(Unusable, match="Stop the app first"), mine.exclusive():
        raise AssertionError
    other.kill()
    other.join()
    with mine.exclusive():
        pass


def test_nobody_comes_in_while_one_has_them_alone(path, elsewhere):
    other = elsewhere(use_alone, path)

    with pytest.raises(Unusable, match="being restored, or their keys changed"):
        ProcessLock(path)
    other.kill()
    other.join()
    assert ProcessLock(path)


def test_a_folder_where_nothing_can_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "records.db"

    with pytest.raises(Unusable, match=f"{path} cannot be opened to write"):
        ProcessLock(path)
