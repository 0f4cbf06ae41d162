"""Everything on one machine: a broker unless one is named, topics, workers and the server, watched and restarted."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import FrameType

from streams import topics
from streams.broker import EMBEDDED_FETCH_WAIT, EMBEDDED_NOTICE, embedded, require
from streams.generations import Following
from streams.serving.access.keys import KeysError, local_key
from streams.settings import Settings, url_of

TICK = 0.2
READY_WITHIN = 90.0
GRACE = 8.0
LONGEST_PAUSE = 30.0
STEADY = 60.0
DEMO_SPEED = 86_400
WRONG_USE = 2


class UpError(RuntimeError):
    """It did not come up; the text is one line. Exit code 2 where the use is wrong, else 1."""

    def __init__(self, line: str, code: int = 1) -> None:
        super().__init__(line)
        self.code = code


@dataclass(slots=True)
class Child:
    """A process of ours; `health` is where it says that it is ready. One that is not `kept` may end."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    health: str | None = None
    kept: bool = True
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    crashes: int = 0
    again_at: float = 0.0

    def start(self) -> None:
        """Run it in a session of its own, so that a Ctrl-C reaches us alone."""
        command = [sys.executable, "-m", "streams.cli", *self.arguments]
        environment = {**os.environ, **self.environment, "SITREP_PARENT": str(os.getpid())}
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, start_new_session=True)
        self.started = time.monotonic()

    @property
    def code(self) -> int | None:
        """The exit code, or None while it runs."""
        return self.process.poll() if self.process else None

    def ready(self) -> bool:
        """Whether it says so."""
        if self.health is None:
            return True
        try:
            with urllib.request.urlopen(self.health, timeout=1) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False


@dataclass(slots=True)
class Supervisor:
    """Starts children, restarts those that crash, and stops all when a signal comes."""

    say: Callable[[str], None]
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def add(self, child: Child) -> None:
        """Start another."""
        self.children.append(child)
        child.start()

    def signalled(self, _signal: int, _frame: FrameType | None) -> None:
        """Ctrl-C or SIGTERM."""
        self.stopping = True

    def tick(self) -> None:
        """Look after the children once. Raises `UpError` when one refuses to run as asked."""
        for child in self.children:
            if child.code is not None and child.kept:
                self._restart(child)
        time.sleep(TICK)

    def _restart(self, child: Child) -> None:
        now = time.monotonic()
        if child.code == WRONG_USE:
            raise UpError(f"{child.name} cannot run; its line above says why", WRONG_USE)
        if not child.again_at:
            child.crashes = 1 if now - child.started > STEADY else child.crashes + 1
            pause = min(2.0 ** (child.crashes - 1), LONGEST_PAUSE)
            child.again_at = now + pause
            self.say(f"{child.name} ended with {child.code}; starting it again in {pause:.0f} s")
        elif now >= child.again_at:
            child.again_at = 0.0
            child.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all are ready; False when a signal came first. Raises `UpError` when it takes too long."""
        until = time.monotonic() + seconds
        waiting = list(self.children)
        while waiting and not self.stopping:
            self.tick()
            waiting = [child for child in waiting if not child.ready()]
            if waiting and time.monotonic() > until:
                raise UpError(f"{waiting[0].name} is not ready after {seconds:.0f} s; see its lines above")
        return not self.stopping

    def watch(self) -> None:
        """Run until a signal comes."""
        while not self.stopping:
            self.tick()

    def stop(self) -> None:
        """End all: asked first, then made to."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + GRACE
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.1, until - time.monotonic()))
            if process.poll() is None:
                process.kill()
                process.wait()


@contextlib.contextmanager
def a_broker(settings: Settings) -> Iterator[tuple[Settings, bool]]:
    """The named broker, or an embedded one of this process, whose tables are in memory because it forgets."""
    if settings.broker:
        require(settings)
        yield settings, False
        return
    with embedded() as broker:
        own = {
            "broker": broker.address,
            "store": "memory",
            "replication": 1,
            "fetch_wait": EMBEDDED_FETCH_WAIT,
            "snapshot_every": 0,
        }
        yield settings.model_copy(update=own), True


def up(settings: Settings, *, workers: int, demo: bool, say: Callable[[str], None]) -> None:
    """Run everything until Ctrl-C or SIGTERM. Raises `UpError` and `streams.broker.UnreachableError`."""
    refuse_busy(settings.host, settings.port)
    settings = settings.model_copy(update={"port": settings.port or any_port(settings.host)})
    with_key(settings)
    supervisor = Supervisor(say)
    signal.signal(signal.SIGINT, supervisor.signalled)
    signal.signal(signal.SIGTERM, supervisor.signalled)
    with a_broker(settings) as (chosen, forgets):
        topics.apply(Following(chosen).settings)
        try:
            ports = free_ports(chosen.metrics_host, chosen.metrics_port, workers)
            for number, port in enumerate(ports):
                supervisor.add(worker(chosen, number, port))
            supervisor.add(server(chosen))
            if supervisor.wait(READY_WITHIN):
                say(where_to_look(chosen, ports, forgets=forgets))
                if demo:
                    supervisor.add(demonstration(chosen))
                supervisor.watch()
        finally:
            supervisor.stop()


def with_key(settings: Settings) -> None:
    """See to it that the person at this machine has a key. Raises `UpError`."""
    try:
        local_key(settings.keys_file, settings.key_file, datetime.now(UTC))
    except KeysError as wrong:
        raise UpError(str(wrong), WRONG_USE) from wrong
    except OSError as wrong:
        raise UpError(f"{settings.keys_file} cannot be written ({wrong.strerror}); see --data", WRONG_USE) from wrong


def worker(settings: Settings, number: int, port: int) -> Child:
    """A worker process."""
    mine = {"SITREP_WORKER": f"worker-{number}", "SITREP_METRICS_PORT": str(port)}
    health = f"{url_of(settings.metrics_host, port)}/readyz"
    return Child(f"worker {number}", ["worker"], {**passed_on(settings), **mine}, health)


def server(settings: Settings) -> Child:
    """The process that answers."""
    return Child("serve", ["serve"], passed_on(settings), f"{url_of(settings.host, settings.port)}/readyz")


def demonstration(settings: Settings) -> Child:
    """The demo feed, a day of it each second, once."""
    arguments = ["feed", "replay", "--demo", "--speed", str(DEMO_SPEED)]
    return Child("demo feed", arguments, passed_on(settings), kept=False)


def passed_on(settings: Settings) -> dict[str, str]:
    """What children inherit: the settings that are not as they would be by default."""
    changed = settings.model_dump(exclude_defaults=True, mode="json")
    return {f"SITREP_{name.upper()}": str(value) for name, value in changed.items() if value is not None}


def where_to_look(settings: Settings, ports: Sequence[int], *, forgets: bool) -> str:
    """What to open next."""
    at = url_of(settings.host, settings.port)
    metrics = "  ".join(f"{url_of(settings.metrics_host, port)}/metrics" for port in ports)
    lines = [
        "sitrep is up; Ctrl-C stops it.",
        f"  page     {at}/",
        f"  API      {at}/v1/counts?kind=attack&target=us-forces&since=2023-10-07   (described at {at}/openapi.json)",
        f"  metrics  {at}/metrics  {metrics}",
        f"  key      {settings.key_file}   (for what writes: Authorization: Bearer KEY; `sitrep keys` makes more)",
        f"  broker   {settings.broker}" + ("   (embedded)" if forgets else ""),
    ]
    return "\n".join([*lines, EMBEDDED_NOTICE] if forgets else lines)


def refuse_busy(host: str, port: int) -> None:
    """Raise `UpError` where somebody else listens."""
    if port and not is_free(host, port):
        raise UpError(f"Port {port} on {host} is busy; give another with --port or SITREP_PORT.", WRONG_USE)


def free_ports(host: str, first: int, count: int) -> list[int]:
    """That many ports that nobody uses, from the first on; from any where it is 0."""
    found = []
    for port in range(first or any_port(host), 65536):
        if is_free(host, port):
            found.append(port)
        if len(found) == count:
            return found
    raise UpError(f"No {count} free ports from {first} on.", WRONG_USE)


def any_port(host: str) -> int:
    """A port that nobody uses, as the system gives it."""
    with a_socket(host) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def a_socket(host: str) -> socket.socket:
    """A socket for addresses of this kind."""
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)


def is_free(host: str, port: int) -> bool:
    """Whether the port can be bound."""
    with a_socket(host) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
