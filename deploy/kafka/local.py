#!/usr/bin/env python3
"""One local Apache Kafka (KRaft) on Java 17 or newer: start it, stop it, ask after it.

`python deploy/kafka/local.py start` fetches the jars by Maven the first time and keeps everything under `.kafka`, which
may be deleted at any time. Tests load this file by its path and call `start(data, port)`. It needs nothing beyond the
standard library. Exit codes: 0 done, 1 not running (`status`), 2 Java or Maven is missing, 3 it did not come up.
"""

import argparse
import base64
import contextlib
import hashlib
import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import string
import struct
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1] / ".kafka"
HOST = "127.0.0.1"
DEFAULT_PORT = 9092
JAVA_AT_LEAST = 17
START_SECONDS = 90.0
STOP_SECONDS = 30.0
HEAP = ("-Xms256m", "-Xmx512m")
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
LOGGING = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true")

# Below the range from which systems take the ports of outgoing connections: a client that keeps calling a broker which
# is down could otherwise be given that very port, connect to itself, and bar the broker from it.
FREE_PORTS = range(20_000, 32_000)


class BrokerError(Exception):
    """The broker did not come up, or did not stop."""

    exit_code = 3


class MissingError(BrokerError):
    """Java or Maven is not there, or too old."""

    exit_code = 2


@dataclass(frozen=True)
class State:
    """What `broker.json` in the data folder remembers of the last start; `pid` is 0 once the broker was stopped."""

    pid: int
    port: int
    controller_port: int


class Broker:
    """A Kafka node of ours, its data in one folder; `restart` keeps the data and the ports."""

    def __init__(self, data: Path, jars: Path, port: int, controller_port: int) -> None:
        self.data = data
        self.jars = jars
        self.port = port
        self.controller_port = controller_port
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        """The address for clients, `host:port`."""
        return f"{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """The Java process, or 0."""
        return self._process.pid if self._process else 0

    @property
    def alive(self) -> bool:
        """Whether the Java process runs."""
        return self._process is not None and self._process.poll() is None

    def launch(self, timeout: float = START_SECONDS) -> None:
        """Run Kafka and return once it answers requests."""
        for port in (self.port, self.controller_port):
            if not port_is_free(port):
                raise BrokerError(f"port {port} on {HOST} is in use")
        command = kafka_command(self.jars, properties_path(self.data))
        with log_path(self.data).open("ab") as log:
            # A session of its own: Ctrl-C in the terminal reaches us alone, and we stop Kafka in order.
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        write_state(self.data, State(self._process.pid, self.port, self.controller_port))
        try:
            self._await_answer(timeout)
        except BaseException:
            self.kill()
            raise

    def _await_answer(self, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while not answers(self.port):
            if not self.alive:
                raise BrokerError(f"Kafka ended while starting: {last_complaint(self.data)}")
            if time.monotonic() > deadline:
                raise BrokerError(f"Kafka did not answer in {timeout:.0f} s: see {log_path(self.data)}")
            time.sleep(0.05)

    def stop(self, timeout: float = STOP_SECONDS) -> None:
        """Stop in order (SIGTERM); SIGKILL after `timeout` seconds. Harmless when it does not run."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
        self._forget()

    def kill(self) -> None:
        """End it with SIGKILL, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._forget()

    def restart(self) -> None:
        """Start again, stopped before if need be, on the same data and ports."""
        self.stop()
        self.launch()

    def wait(self) -> int:
        """Wait for Kafka to end; its exit status."""
        return self._process.wait() if self._process else 0

    def _forget(self) -> None:
        self._process = None
        write_state(self.data, State(0, self.port, self.controller_port))

    def __enter__(self) -> "Broker":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(data: Path, port: int | None = None, *, home: Path = HOME, timeout: float = START_SECONDS) -> Broker:
    """Start a broker whose data is in `data`, on `port` (None or 0: a free one), and wait until it answers.

    Raises MissingError without Java or Maven, BrokerError when it does not come up.
    """
    data = data.resolve()
    require_java()
    jars = fetch_jars(home)
    running = find_running(data)
    if running:
        raise BrokerError(f"already running on {HOST}:{running.port} (process {running.pid}), data in {data}")
    ports = free_ports(2)
    broker = Broker(data, jars, port or ports[0], ports[1])
    prepare(broker)
    broker.launch(timeout)
    return broker


def require_java() -> str:
    """The java command; raises MissingError when there is none or it is older than Kafka needs."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    java = java or shutil.which("java")
    if java is None:
        raise MissingError(f"java is missing: Apache Kafka needs Java {JAVA_AT_LEAST} or newer")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < JAVA_AT_LEAST:
        raise MissingError(f"java is too old: Apache Kafka needs Java {JAVA_AT_LEAST} or newer")
    return java


def fetch_jars(home: Path = HOME) -> Path:
    """The folder of Kafka's jars, filled by Maven when `pom.xml` has changed since or nothing is there."""
    jars, stamp = home / "jars", hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()
    if has_stamp(jars, stamp):
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingError("mvn is missing: the jars of Apache Kafka come by Maven (Debian: apt-get install maven)")
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix="jars-") as folder:
        copy_jars(maven, Path(folder) / "jars")
        (Path(folder) / "jars" / "pom.sha256").write_text(stamp)
        move_into_place(Path(folder) / "jars", jars, stamp)
    return jars


def copy_jars(maven: str, folder: Path) -> None:
    """Let Maven copy what `pom.xml` names into `folder`, showing one line of progress."""
    copy = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    command = [maven, "--batch-mode", "--file", str(HERE / "pom.xml"), *copy]
    seen: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            seen.append(line.rstrip())
            fetched = sum("Downloaded from" in line for line in seen)
            progress(f"fetching Apache Kafka by Maven: {fetched} files")
    progress("fetching Apache Kafka by Maven: " + ("failed" if process.returncode else "done"), last=True)
    if process.returncode:
        why = next((line for line in seen if "ERROR" in line), seen[-1] if seen else "no output")
        raise BrokerError(f"Maven could not fetch Apache Kafka: {why}")


def progress(text: str, *, last: bool = False) -> None:
    """Rewrite one line of stderr when a person looks on; otherwise print only the last text."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="\n" if last else "", file=sys.stderr, flush=True)
    elif last:
        print(text, file=sys.stderr, flush=True)


def has_stamp(jars: Path, stamp: str) -> bool:
    """Whether the folder was filled, to its end, from the pom with this digest."""
    with contextlib.suppress(OSError):
        return (jars / "pom.sha256").read_text() == stamp
    return False


def move_into_place(fetched: Path, jars: Path, stamp: str) -> None:
    """Put a filled folder where it belongs, unless another process was quicker with the same."""
    if jars.exists() and not has_stamp(jars, stamp):
        shutil.rmtree(jars)
    try:
        fetched.rename(jars)
    except OSError:
        if not has_stamp(jars, stamp):
            raise


def prepare(broker: Broker) -> None:
    """Write the properties, and format the storage the first time."""
    logs = broker.data / "logs"
    broker.data.mkdir(parents=True, exist_ok=True)
    template = string.Template((HERE / "server.properties").read_text())
    filled = template.substitute(port=broker.port, controller_port=broker.controller_port, logs=logs)
    properties_path(broker.data).write_text(filled)
    if not (logs / "meta.properties").exists():
        format_storage(broker)


def format_storage(broker: Broker) -> None:
    """Give the storage its cluster id, by `kafka.tools.StorageTool`."""
    # The highest bit is cleared, so that the id never begins with "-", which the tool would take for an option.
    raw = (uuid.uuid4().int >> 1).to_bytes(16, "big")
    cluster = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    tool = ["kafka.tools.StorageTool", "format", "--cluster-id", cluster, "--config", str(properties_path(broker.data))]
    command = [require_java(), *QUICK_START, *java_options(broker.jars), *tool]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        why = (done.stderr or done.stdout).strip().splitlines()
        raise BrokerError(f"the storage could not be formatted: {why[-1] if why else 'no reason given'}")


def java_options(jars: Path) -> list[str]:
    """Logging and class path, the same for the tool and the broker."""
    return [*LOGGING, "-cp", str(jars / "*")]


def kafka_command(jars: Path, properties: Path) -> list[str]:
    """The command that is the broker."""
    return [require_java(), *HEAP, *java_options(jars), "kafka.Kafka", str(properties)]


def properties_path(data: Path) -> Path:
    """The filled-in properties; this path in a process's arguments also tells that it is ours."""
    return data / "server.properties"


def log_path(data: Path) -> Path:
    """What Kafka prints, over all starts."""
    return data / "kafka.log"


def write_state(data: Path, state: State) -> None:
    """Remember a start or a stop."""
    (data / "broker.json").write_text(json.dumps(asdict(state)))


def find_running(data: Path) -> State | None:
    """The broker that runs on this data, whoever started it."""
    try:
        state = State(**json.loads((data / "broker.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return state if state.pid and is_ours(state.pid, data) else None


def is_ours(pid: int, data: Path) -> bool:
    """Whether the process is the broker on this data: ids are used again, so its arguments are looked at."""
    return str(properties_path(data)) in arguments_of(pid)


def arguments_of(pid: int) -> str:
    """The command line of a process, empty when there is none."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")
    if Path("/proc/self").exists():
        return ""
    listed = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return listed.stdout


def last_complaint(data: Path) -> str:
    """The last line of the log that names an error."""
    lines = log_path(data).read_text(errors="replace").splitlines()
    complaints = [line for line in lines if "ERROR" in line or "Exception" in line]
    return (complaints or lines or ["no reason given"])[-1].strip()


def port_is_free(port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_ports(count: int) -> list[int]:
    """Different ports that nobody listens on."""
    shuffled = random.sample(FREE_PORTS, len(FREE_PORTS))
    return list(itertools.islice((port for port in shuffled if port_is_free(port)), count))


def answers(port: int) -> bool:
    """Whether Kafka answers an ApiVersions request (key 18, version 0): an open port alone comes too early."""
    request = struct.pack(">hhih", 18, 0, 1, -1)
    try:
        with socket.create_connection((HOST, port), timeout=1) as link:
            link.sendall(struct.pack(">i", len(request)) + request)
            return len(link.recv(8)) == 8
    except OSError:
        return False


def start_command(data: Path, port: int, *, background: bool) -> int:
    """`start`: run until a signal, or leave the broker running behind."""
    began = time.monotonic()
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGINT, interrupt)
    broker = start(data, port)
    try:
        print(broker.bootstrap, flush=True)
        progress(f"Apache Kafka is up in {time.monotonic() - began:.1f} s, data in {data}", last=True)
        return 0 if background else broker.wait()
    except KeyboardInterrupt:
        broker.stop()
        return 0


def interrupt(signum: int, frame: FrameType | None) -> None:
    """Let SIGTERM be what Ctrl-C is."""
    raise KeyboardInterrupt


def stop_command(data: Path) -> int:
    """`stop`: end the broker on this data in order, and wait until it has ended."""
    running = find_running(data)
    if running is None:
        print("not running")
        return 0
    os.kill(running.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while is_ours(running.pid, data):
        if time.monotonic() > deadline:
            os.kill(running.pid, signal.SIGKILL)
        time.sleep(0.1)
    write_state(data, State(0, running.port, running.controller_port))
    print("stopped")
    return 0


def status_command(data: Path) -> int:
    """`status`: the address when it answers; otherwise say so with exit code 1."""
    running = find_running(data)
    if running and answers(running.port):
        print(f"{HOST}:{running.port} (process {running.pid}, data in {data})")
        return 0
    print("not running" if running is None else f"process {running.pid} does not answer on {HOST}:{running.port}")
    return 1


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="local.py", description="One local Apache Kafka, kept under .kafka.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("start", "start it"), ("stop", "stop it"), ("status", "tell whether it runs")):
        command = commands.add_parser(name, help=text)
        command.add_argument("--data", type=Path, default=HOME / "data", help="its folder (default: .kafka/data)")
        if name == "start":
            command.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: %(default)s; 0: a free one")
            command.add_argument("--background", action="store_true", help="return once it is up")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns its exit code."""
    options = parse_arguments(arguments)
    data: Path = options.data.resolve()
    try:
        if options.command == "start":
            return start_command(data, options.port, background=options.background)
        return stop_command(data) if options.command == "stop" else status_command(data)
    except BrokerError as error:
        print(f"kafka: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
