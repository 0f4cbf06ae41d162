#!/usr/bin/env python3
"""One local Apache Kafka (KRaft) on Java 17 or newer: start it, stop it, ask after it.

`python deploy/kafka/local.py start` fetches the jars by Maven the first time and keeps everything under `.kafka`, which
may be deleted at any time. It needs nothing beyond the standard library. Exit codes: 0 done, 1 not running (`status`),
2 Java or Maven is missing, 3 it did not come up.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from broker import HOST, STOP_SECONDS, State, answers, find_running, is_ours, start, write_state
from jars import HOME, BrokerError, progress

DEFAULT_PORT = 9092


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
