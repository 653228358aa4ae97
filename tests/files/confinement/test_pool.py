"""Confined processes: what a job does to its process is known, and costs the next job nothing."""

import os
import signal
import threading

import pytest

from files.confinement import Bounds, Cause, Failed, Pool

TASK = "tests.files.confinement.tasks"


@pytest.fixture
def pool():
    with Pool(TASK, bounds=Bounds(seconds=60, cpu_seconds=30, memory=400 << 20)) as pool:
        yield pool


@pytest.fixture
def hasty():
    with Pool(TASK, bounds=Bounds(seconds=1, cpu_seconds=1, memory=400 << 20)) as pool:
        yield pool


def ask(pool, do, files=(), **job):
    messages = []
    return pool.run({"do": do, **job}, files, messages.append), messages


def failure(pool, do, **job):
    messages = []
    with pytest.raises(Failed) as failed:
        pool.run({"do": do, **job}, [], messages.append)
    return failed.value.cause, failed.value.detail, messages


def test_messages_come_in_order_and_the_end_is_the_answer(pool):
    end, messages = ask(pool, "echo", messages=3, text="가나다")
    assert messages == [{"number": 0}, {"number": 1}, {"number": 2}]
    assert end["text"] == "가나다"


def test_one_process_serves_many_jobs(pool):
    assert len({ask(pool, "echo")[0]["pid"] for _ in range(5)}) == 1


def test_an_open_file_is_read_in_the_process(pool, tmp_path):
    path = tmp_path / "secret"
    path.write_text("내용")
    with path.open("rb") as stream:
        end, _messages = ask(pool, "read", [stream.fileno()])
    assert end == {"content": "내용", "files": 1}


def test_descriptors_of_a_job_are_closed_after_it(pool, tmp_path):
    counts = set()
    for _ in range(3):
        with (tmp_path / "file").open("wb") as stream:
            counts.add(ask(pool, "open_files", [stream.fileno()])[0]["count"])
    assert len(counts) == 1


def test_the_environment_of_the_city_is_not_the_process_s(pool, monkeypatch):
    monkeypatch.setenv("MADANG_SECRET_KEY", "secret")
    end, _messages = ask(pool, "environment")
    assert set(end["names"]) <= {"LANG", "LC_CTYPE"}


def test_a_job_that_sleeps_is_killed_and_the_next_one_is_served(hasty):
    cause, detail, messages = failure(hasty, "sleep")
    assert (cause, detail, messages) == (Cause.TIMED_OUT, "no answer within 1 seconds", [{"asleep": True}])
    assert ask(hasty, "echo", text="still here")[0]["text"] == "still here"


def test_a_job_that_never_ends_is_ended_by_its_processor_time():
    with Pool(TASK, bounds=Bounds(seconds=60, cpu_seconds=1, memory=400 << 20)) as pool:
        cause, detail, messages = failure(pool, "spin")
    assert (cause, detail, messages) == (Cause.TIMED_OUT, "more than 1 seconds of processor time", [])


def test_a_job_that_takes_all_memory_says_so_and_the_next_one_is_served(pool):
    cause, detail, messages = failure(pool, "allocate")
    assert (cause, detail, messages) == (Cause.MEMORY, "more than 400 MB of memory", [])
    assert ask(pool, "echo", text="still here")[0]["text"] == "still here"


def test_a_job_cannot_fill_the_disk(tmp_path):
    with Pool(TASK, bounds=Bounds(output=1 << 20)) as pool:
        cause, _detail, _messages = failure(pool, "fill", path=str(tmp_path / "big"))
    assert cause is Cause.CRASHED
    assert (tmp_path / "big").stat().st_size <= 1 << 20


@pytest.mark.parametrize(
    ("do", "detail", "messages"),
    [
        ("segfault", "the process ended by SIGSEGV", [{"before": True}]),
        ("kill", "the process ended by SIGKILL", []),
        ("leave", "the process ended by exit status 3", []),
        ("fail", "the process ended by exit status 1", []),
    ],
)
def test_a_job_that_ends_its_process_is_told_from_the_way_it_ended(pool, do, detail, messages):
    assert failure(pool, do) == (Cause.CRASHED, detail, messages)
    assert ask(pool, "echo", text="still here")[0]["text"] == "still here"


@pytest.mark.parametrize(
    "noise", ["ffffffff00", "00000003abcdef", "000000025b5d", "00000010ab", "00000006225c75643822"]
)
@pytest.mark.parametrize("stay", [False, True])
def test_bytes_that_are_no_message_end_the_process(pool, noise, stay):
    cause, _detail, messages = failure(pool, "shout", bytes=noise, stay=stay and noise != "00000010ab")
    assert (cause, messages) == (Cause.CRASHED, [])
    assert ask(pool, "echo", text="still here")[0]["text"] == "still here"


def test_what_a_job_has_started_ends_with_it(hasty):
    _cause, _detail, messages = failure(hasty, "have_child")
    with pytest.raises(ProcessLookupError):
        for _ in range(1000):
            os.kill(messages[0]["child"], 0)
            os.sched_yield()
            threading.Event().wait(0.01)


def test_a_process_killed_between_two_jobs_is_replaced_without_a_word(pool):
    first, _messages = ask(pool, "echo")
    os.kill(first["pid"], signal.SIGKILL)
    second, _messages = ask(pool, "echo", text="served")
    assert second["text"] == "served"
    assert second["pid"] != first["pid"]


def test_a_process_is_replaced_after_its_number_of_jobs():
    with Pool(TASK, bounds=Bounds(jobs=2)) as pool:
        pids = [ask(pool, "echo")[0]["pid"] for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_an_error_of_the_receiver_passes_and_the_next_job_is_served(pool):
    def receive(_message):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        pool.run({"do": "echo", "messages": 1}, [], receive)
    assert ask(pool, "echo", text="still here", messages=1) == (
        {"pid": ask(pool, "echo")[0]["pid"], "text": "still here"},
        [{"number": 0}],
    )


def test_threads_share_processes_and_each_gets_its_own_answers():
    answers = {}

    def work(name):
        answers[name] = [ask(pool, "echo", text=f"{name} {number}", messages=2) for number in range(10)]

    with Pool(TASK, bounds=Bounds(), processes=2) as pool:
        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {name: [end["text"] for end, _ in got] for name, got in answers.items()} == {
        name: [f"{name} {number}" for number in range(10)] for name in "abcd"
    }
    assert all(messages == [{"number": 0}, {"number": 1}] for got in answers.values() for _end, messages in got)
    assert len({end["pid"] for got in answers.values() for end, _ in got}) <= 2


def test_leaving_the_context_ends_the_processes():
    with Pool(TASK, bounds=Bounds()) as pool:
        end, _messages = ask(pool, "echo")
    with pytest.raises(ProcessLookupError):
        os.kill(end["pid"], 0)


def test_a_task_that_cannot_be_imported_is_an_error_of_the_installation(capfd):
    with (
        Pool("tests.files.confinement.nothing", bounds=Bounds()) as pool,
        pytest.raises(RuntimeError, match="start"),
    ):
        ask(pool, "echo")
    assert "ModuleNotFoundError" in capfd.readouterr().err
