"""`python -m tests.shell.worker`: a worker of its own process with the stub as its reader; settings by environment."""

import uvloop

from streams.app import build
from streams.cli.options import given
from streams.health import until_signal
from tests.shell import stub

if __name__ == "__main__":
    settings = given()
    uvloop.run(until_signal(lambda: build(settings, read=stub.read), settings))
