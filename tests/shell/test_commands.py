"""The command line: one line that says what to do, and the right exit code."""

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
from confluent_kafka import Producer

from schemas.correction import Dismiss, Mark, correct
from schemas.message import encode
from streams.broker import embedded
from streams.cli import outcome
from streams.letters import Letter, replay
from streams.settings import Settings
from streams.up import where_to_look
from tests.builders import an_article

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nonsense"], 2, "No such command"),
        (["worker", "--stages", "sleep"], 2, "there are code, fuse, tally"),
        (["worker", "--broker", "127.0.0.1:1"], 3, "127.0.0.1:1 does not answer"),
        (["serve", "--broker", "127.0.0.1:1"], 3, "--broker or SITREP_BROKER"),
        (["topics", "apply", "--broker", "127.0.0.1:1"], 3, "make kafka"),
        (["up", "--port", "0", "--broker", "127.0.0.1:1"], 3, "does not answer"),
        (["up", "--port", "0", "--store", "paper"], 2, "SITREP_STORE"),
        (["schemas", "poem.v1"], 2, "sitrep schemas"),
        (["schemas", "--write", "/proc/none"], 2, "/proc/none: "),
        (["keys", "new", "desk", "--scope", "read", "--data", "/proc/none"], 2, "/proc/none: "),
        (["keys", "new", "two\nlines", "--scope", "read"], 2, "the name of a key is one line"),
        (["keys", "new", " ", "--scope", "read"], 2, "the name of a key is one line"),
        (["keys", "rotate", "desk", "--overlap", "99999999"], 2, "--overlap"),
        (["feed", "replay", "--demo", "--from", "soon"], 2, "'soon' is no day"),
        (["dlq", "ls", "--reason", "nonsense"], 2, "'not-json'"),
        (["dlq", "replay", "--stage", "nonsense"], 2, "'fuse', 'enter'"),
    ],
)
def test_wrong_use_is_said_in_one_line(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(arguments) == code
    heard = capsys.readouterr().err.strip()
    assert said in heard
    assert "\n" not in heard


@pytest.mark.parametrize("arguments", ["code", "export", "code - -"])
def test_a_closed_standard_input_is_said_in_one_line(arguments: str) -> None:
    assert at_a_shell(f"{arguments} <&-") == (2, "sitrep: standard input: closed\n")


def test_what_comes_packed_down_a_pipe_is_unpacked() -> None:
    """A file that is named otherwise, or a pipe, would give a line of refusal for each thousand bytes."""
    done = at_a_shell("code < streams/demo.ndjson | gzip | " + f"{sys.executable} -m streams.cli export > /dev/null")
    assert (done[0], done[1].split()[1:]) == (0, ["rows"])


@pytest.mark.parametrize("arguments", ["--version", "topics ls", "explain 'US troops were attacked in Iraq.'"])
def test_a_full_disk_is_said_in_one_line(arguments: str) -> None:
    assert at_a_shell(f"{arguments} > /dev/full") == (1, "sitrep: cannot write: No space left on device\n")


def at_a_shell(line: str) -> tuple[int, str]:
    """The exit code of a command as a shell runs it, and what it said on standard error."""
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m streams.cli {line}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def test_a_misspelt_setting_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SITREP_BROKR", "127.0.0.1:9092")
    monkeypatch.setenv("SITREP_ZEBRAS", "")
    assert outcome(["doctor"]) == 0
    heard = capsys.readouterr().err
    assert "SITREP_BROKR is no setting; did you mean SITREP_BROKER?" in heard
    assert "SITREP_ZEBRAS is no setting\n" in heard


def test_addresses_of_ipv6_are_written_as_such(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITREP_HOST", "::1")
    assert outcome(["counts"]) == 3
    assert "no server at http://[::1]:8000;" in capsys.readouterr().err
    look = where_to_look(Settings(metrics_host="::1"), [9108], forgets=False)
    assert "http://[::1]:8000/v1/counts" in look
    assert "http://[::1]:9108/metrics" in look


def test_the_doctor_finds_what_would_keep_a_worker_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SITREP_WORDS", str(tmp_path / "none"))
    assert outcome(["doctor", "--data", str(tmp_path / "file" / "data")]) == 1
    failed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("FAIL")]
    assert [line.split("  ")[1].split(" ", 1)[1] for line in failed] == [
        "cannot be written; give another folder with --data or SITREP_DATA",
        "is no folder of words",
    ]


def test_a_busy_port_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert outcome(["up", "--port", str(taken.getsockname()[1])]) == 2
    assert "is busy" in capsys.readouterr().err


def test_topics_are_applied_and_compared(capsys: pytest.CaptureFixture[str]) -> None:
    with embedded() as broker:
        assert outcome(["topics", "diff", "--broker", broker.address, "--json"]) == 1
        missing = orjson.loads(capsys.readouterr().out)
        assert {one["what"] for one in missing} == {"missing"}
        assert outcome(["worker", "--broker", broker.address]) == 2
        assert "topics apply" in capsys.readouterr().err
        assert outcome(["topics", "apply", "--broker", broker.address]) == 0
        assert outcome(["topics", "diff", "--broker", broker.address]) == 0
        assert outcome(["doctor", "--broker", broker.address]) == 0


def test_up_comes_up_restarts_a_killed_worker_and_goes_down_cleanly(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "streams.cli", "up", "--port", "0", "--data", str(tmp_path)]
    environment = {**os.environ, "SITREP_METRICS_PORT": "0"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout
    lines = [process.stdout.readline()]
    while b"forgets everything" not in lines[-1]:
        assert lines[-1], b"".join(lines).decode()
        lines.append(process.stdout.readline())
    children = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, check=True)
    [worker] = [int(line.split()[0]) for line in children.stdout.splitlines() if b"streams.cli worker" in line]
    os.kill(worker, signal.SIGKILL)
    assert b"starting it again" in process.stdout.readline()
    time.sleep(1.5)
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    process.stdout.close()
    assert process.wait(20) == 0
    assert time.monotonic() - started < 12
    assert b"Traceback" not in rest


def test_a_folder_that_cannot_be_written_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    with embedded() as broker:
        assert outcome(["topics", "apply", "--broker", broker.address]) == 0
        capsys.readouterr()
        assert outcome(["worker", "--broker", broker.address, "--data", str(tmp_path / "file")]) == 2
    heard = capsys.readouterr().err.strip()
    assert "--data or SITREP_DATA" in heard
    assert "\n" not in heard


def test_dead_letters_are_listed_shown_and_put_back_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.ndjson").write_bytes(b"no json\nno json\n" + b"x" * 2_100_000 + b"\n")
    with embedded() as broker:
        to = ["--broker", broker.address]
        assert outcome(["topics", "apply", *to]) == 0
        assert outcome(["feed", "publish", str(tmp_path / "bad.ndjson"), *to]) == 1
        capsys.readouterr()
        assert outcome(["dlq", "ls", "--reason", "not-json", *to]) == 0
        place, *_ = capsys.readouterr().out.split()
        assert outcome(["dlq", "show", place, *to]) == 0
        assert "no json" in capsys.readouterr().out
        assert outcome(["dlq", "replay", *to]) == 1
        told = capsys.readouterr()
        assert "1 of 3 letters put back" in told.out
        assert "too large" in told.err
        assert outcome(["dlq", "replay", place, "9:9", *to]) == 1
        told = capsys.readouterr()
        assert (told.out, told.err) == ("", "sitrep: No dead letter 9:9; `sitrep dlq ls` lists them.\n")


def test_letters_cannot_speak_to_a_terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    value, key = b"\x1b[31mred\xff", b"key"
    with embedded() as broker:
        to = ["--broker", broker.address]
        assert outcome(["topics", "apply", *to]) == 0
        producer = Producer({"bootstrap.servers": broker.address})
        detail = b"\x1b]0;title: Field required"
        producer.produce("dead-letters.v1", value, key=key, headers=[("dlq_detail", detail)], partition=0)
        assert producer.flush(20) == 0
        capfdbinary.readouterr()
        assert outcome(["dlq", "ls", *to]) == 0
        assert b"]0;title: Field required" in (listed := capfdbinary.readouterr().out)
        assert b"\x1b" not in listed
        assert outcome(["dlq", "show", "0:0", *to]) == 0
        assert capfdbinary.readouterr().out == value


def test_a_letter_as_large_as_an_article_may_be_is_put_back() -> None:
    value = b'{"text": "' + b"x" * 1_500_000 + b'"}'
    with embedded() as broker:
        settings = Settings(broker=broker.address)
        letter = Letter("0:0", "contract", "code", "", "articles.v1", "0:0", 1, b"key", value)
        too_large = replace(letter, value=2 * value)
        assert replay(settings, [letter, too_large, replace(letter, key=b"other")]) == 2


@pytest.mark.parametrize("command", ["backtest", "code"])
@pytest.mark.parametrize(("name", "code"), [("none.ndjson", 2), ("", 2), ("no.ndjson.gz", 1)])
def test_a_file_that_cannot_be_read_is_said_in_one_line(
    command: str, name: str, code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no.ndjson.gz").write_bytes(b"not compressed")
    assert outcome([command, str(tmp_path / name)]) == code
    heard = capsys.readouterr().err.strip()
    assert str(tmp_path) in heard
    assert "\n" not in heard


def test_a_text_is_explained_as_lines_as_json_and_as_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["explain", "Rebels attacked a post in Chad.", "--published", "2023-11-07"]
    assert outcome(asked) == 0
    assert "attack.actor-active" in capsys.readouterr().out
    assert outcome([*asked, "--json"]) == 0
    assert orjson.loads(capsys.readouterr().out)["accounts"][0]["events"][0]["rule"] == "attack.actor-active"
    assert outcome([*asked, "--html", str(tmp_path / "page.html")]) == 0
    assert "<mark" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert outcome([*asked, "--html", str(tmp_path / "none" / "page.html")]) == 2
    assert "none" in capsys.readouterr().err


def test_a_headline_alone_is_explained_and_nothing_at_all_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["explain", "", "--title", "Rebels attack a post in Chad"]) == 0
    assert "attack.actor-active" in capsys.readouterr().out
    assert outcome(["explain", " "]) == 2
    assert "--title" in capsys.readouterr().err


def test_a_backtest_takes_corrections_and_reports_what_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "US forces came under drone attack at al-Asad air base in Iraq on Sunday, officials said."
    article = an_article(text, source="A", published="2023-11-06T09:30:00Z")
    (tmp_path / "news.ndjson").write_bytes(encode(article))
    assert outcome(["code", str(tmp_path / "news.ndjson")]) == 0
    event = orjson.loads(capsys.readouterr().out)["id"]
    made = correct("attack/USA", Dismiss(events=(Mark(event=event),)), "ann", "an exercise", article.published)
    (tmp_path / "made.ndjson").write_bytes(encode(made) + b"\n{}\n")
    asked = ["backtest", str(tmp_path / "news.ndjson"), "--target", "us-forces", "--json"]
    assert outcome(asked) == 0
    assert orjson.loads(capsys.readouterr().out)["best"] == 1
    assert outcome([*asked, "--corrections", str(tmp_path / "made.ndjson")]) == 1
    heard = capsys.readouterr()
    assert orjson.loads(heard.out)["best"] == 0
    assert "made.ndjson, line 2: id: Field required" in heard.err
    assert outcome([*asked, "--corrections", str(tmp_path / "none.ndjson")]) == 2


def test_a_backtest_as_of_a_moment_knows_what_was_published_by_then(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "US forces came under drone attack at al-Asad air base in Iraq on Sunday, officials said."
    article = an_article(text, source="A", published="2023-11-06T09:30:00Z")
    (tmp_path / "news.ndjson").write_bytes(encode(article))
    asked = ["backtest", str(tmp_path / "news.ndjson"), "--target", "us-forces", "--json", "--as-of"]
    for as_of, best in (("2023-11-05", 0), ("2023-11-06", 1), ("2023-11-06T09:29:59Z", 0), ("2023-11-06T09:30:00Z", 1)):
        assert outcome([*asked, as_of]) == 0
        assert orjson.loads(capsys.readouterr().out)["best"] == best
    assert outcome([*asked, "noon"]) == 2
    assert capsys.readouterr().err == "sitrep: 'noon' is no moment; write a day, or 2023-11-05T12:00:00Z\n"
