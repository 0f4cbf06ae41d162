"""One Apache Kafka node (KRaft) on this machine: its storage, its process, its ports, and what is remembered of it.

It needs nothing beyond the standard library.
"""

import base64
import contextlib
import itertools
import json
import random
import socket
import string
import struct
import subprocess
import time
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from jars import HERE, HOME, BrokerError, fetch_jars, require_java

HOST = "127.0.0.1"
START_SECONDS = 90.0
STOP_SECONDS = 30.0
HEAP = ("-Xms256m", "-Xmx512m")
QUICK_START = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
LOGGING = ("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Dorg.slf4j.simpleLogger.showDateTime=true")

# Below the range from which systems take the ports of outgoing connections: a client that keeps calling a broker which
# is down could otherwise be given that very port, connect to itself, and bar the broker from it.
FREE_PORTS = range(20_000, 32_000)


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
