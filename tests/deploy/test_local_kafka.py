"""deploy/kafka: a real broker that keeps its data through kill -9, and clear words when it cannot start."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from tests.local_kafka import SCRIPT, broker, jars

needs_java = pytest.mark.skipif(
    not (shutil.which("java") and shutil.which("mvn")), reason="Java or Maven is missing: no local Apache Kafka"
)


def command(*arguments: str | Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the script; `path` holds all the programs it may find."""
    environment: Mapping[str, str] = os.environ if path is None else {"PATH": str(path)}
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def program(folder: Path, name: str, script: str) -> None:
    """A program that runs this shell script."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_without_java_it_says_so(tmp_path: Path) -> None:
    done = command("start", "--data", tmp_path / "data", path=tmp_path)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "java is missing" in done.stderr
    assert not (tmp_path / "data").exists()


def test_an_old_java_is_refused(tmp_path: Path) -> None:
    program(tmp_path, "java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2")
    done = command("start", "--data", tmp_path / "data", path=tmp_path)
    assert done.returncode == 2
    assert "java is too old" in done.stderr


def test_without_maven_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(jars.MissingError, match="mvn is missing"):
        jars.fetch_jars(tmp_path / "home")


def test_a_fetch_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "mvn", "echo '[INFO] fine'; echo '[ERROR] no such artifact'; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(jars.BrokerError, match="no such artifact"):
        jars.fetch_jars(tmp_path / "home")
    assert list((tmp_path / "home").iterdir()) == []


def test_status_of_a_broker_that_never_ran(tmp_path: Path) -> None:
    done = command("status", "--data", tmp_path)
    assert (done.returncode, done.stdout) == (1, "not running\n")
    assert command("stop", "--data", tmp_path).returncode == 0


def test_the_process_id_of_somebody_else_is_not_taken_for_a_broker(tmp_path: Path) -> None:
    broker.write_state(tmp_path, broker.State(pid=os.getpid(), port=1, controller_port=2))
    assert broker.find_running(tmp_path) is None


@pytest.mark.kafka
@needs_java
def test_a_busy_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        done = command("start", "--data", tmp_path, "--port", str(port))
    assert done.returncode == 3
    assert f"port {port} on 127.0.0.1 is in use" in done.stderr


@pytest.mark.kafka
@needs_java
def test_what_was_written_outlives_kill_9(tmp_path: Path) -> None:
    with broker.start(tmp_path) as node:
        create(node.bootstrap, "notes")
        write(node.bootstrap, "notes", b"before")
        assert broker.find_running(tmp_path).pid == node.pid
        node.kill()
        assert not node.alive
        node.restart()
        write(node.bootstrap, "notes", b"after")
        assert read(node.bootstrap, "notes", 2) == [b"before", b"after"]
    assert broker.find_running(tmp_path) is None


@pytest.mark.kafka
@needs_java
def test_sigterm_stops_the_broker_with_the_script(tmp_path: Path) -> None:
    script = [sys.executable, str(SCRIPT), "start", "--data", str(tmp_path), "--port", "0"]
    with subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        bootstrap = process.stdout.readline().strip()
        status = command("status", "--data", tmp_path)
        again = command("start", "--data", tmp_path, "--port", "0")
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert (status.returncode, status.stdout.startswith(bootstrap)) == (0, True)
    assert (again.returncode, "already running" in again.stderr) == (3, True)
    assert command("status", "--data", tmp_path).returncode == 1


def create(bootstrap: str, topic: str) -> None:
    """Create a topic of one partition."""
    admin = AdminClient({"bootstrap.servers": bootstrap, "log_level": 0})
    for future in admin.create_topics([NewTopic(topic, 1, 1)]).values():
        future.result(30)


def write(bootstrap: str, topic: str, value: bytes) -> None:
    """Write one record and wait for its acknowledgement."""
    producer = Producer({"bootstrap.servers": bootstrap, "log_level": 0})
    producer.produce(topic, value)
    assert producer.flush(30) == 0


def read(bootstrap: str, topic: str, count: int) -> list[bytes | None]:
    """The first records of the topic's partition."""
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "unused"})
    consumer.assign([TopicPartition(topic, 0, 0)])
    try:
        return [message.value() for message in consumer.consume(count, timeout=30)]
    finally:
        consumer.close()
