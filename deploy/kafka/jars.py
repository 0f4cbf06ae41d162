"""The jars of Apache Kafka and the Java to run them: fetched once by Maven, kept, fetched anew when `pom.xml` changes.

It needs nothing beyond the standard library.
"""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1] / ".kafka"
JAVA_AT_LEAST = 17


class BrokerError(Exception):
    """The broker did not come up, or did not stop."""

    exit_code = 3


class MissingError(BrokerError):
    """Java or Maven is not there, or too old."""

    exit_code = 2


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
        shutil.rmtree(jars, ignore_errors=True)
    try:
        fetched.rename(jars)
    except OSError:
        if not has_stamp(jars, stamp):
            raise
