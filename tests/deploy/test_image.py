"""The image and docker-compose: pinned, without root, and in step with the project and the local broker."""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.feedlist import read_list
from streams.settings import Settings
from tests.deploy.queries import DEPLOY
from tests.deploy.scripts import load

ROOT = DEPLOY.parent
COMPONENT = "app.kubernetes.io/component"
COMPOSE = (ROOT / "docker-compose.yml").read_text()
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()


def compose_client() -> Sequence[str] | None:
    """The compose client, as a plugin of docker or of its own."""
    if docker := shutil.which("docker"):
        found = subprocess.run([docker, "compose", "version"], capture_output=True, check=False)
        if found.returncode == 0:
            return (docker, "compose")
    alone = shutil.which("docker-compose")
    return (alone,) if alone else None


def test_compose_takes_the_configuration() -> None:
    client = compose_client()
    if client is None:
        pytest.skip("no compose client (Debian: apt-get install docker-compose)")
    done = subprocess.run([*client, "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_service_has_a_health_check_or_ends_by_itself() -> None:
    listed = COMPOSE.split("\nservices:\n")[1].split("\n# The bus")[0]
    services = re.split(r"^  (?=[a-z0-9-]+:$)", listed, flags=re.MULTILINE)[1:]
    assert len(services) == 8
    unchecked = [one.split(":")[0] for one in services if "healthcheck:" not in one and "<<: *worker" not in one]
    assert unchecked == []


def test_published_ports_are_this_machines_alone() -> None:
    published = re.findall(r"ports: \[(.+)\]", COMPOSE)
    assert published
    assert [port for port in published if not port.startswith('"127.0.0.1:')] == []


def test_no_secret_stands_in_the_files() -> None:
    assert re.findall(r"(?i)(?:password|token|secret_key)\w*: *[^\s/].*", COMPOSE) == []


def test_compose_configures_kafka_as_the_local_broker_is() -> None:
    template = (DEPLOY / "kafka" / "server.properties").read_text()
    local = dict(re.findall(r"^([a-z.]+)=([^$\n]+)$", template, re.MULTILINE))
    shared = dict(re.findall(r'^ +KAFKA_([A-Z_]+): "?([^"\n]+)"?$', COMPOSE, re.MULTILINE))
    named = {name.lower().replace("_", "."): value for name, value in shared.items()}
    both = (local.keys() & named.keys()) - {"listener.security.protocol.map"}
    assert {"auto.create.topics.enable", "message.max.bytes", "log.retention.ms"} <= both
    assert {name: named[name] for name in both} == {name: local[name] for name in both}


def test_the_image_runs_without_root_and_hears_signals() -> None:
    final = DOCKERFILE.split("\nFROM ")[-1]
    assert re.search(r"^USER [1-9]\d*$", final, re.MULTILINE)
    assert 'ENTRYPOINT ["sitrep"]' in final
    assert "HEALTHCHECK" in final


def test_constraints_pin_what_the_project_needs() -> None:
    lines = [line for line in (DEPLOY / "constraints.txt").read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.+!]*", line)] == []
    pinned = {line.split("==")[0] for line in lines}
    if sys.version_info[:2] == (3, 11):
        assert set(load(DEPLOY / "constraints.py").versions()) - pinned == set()


def pods() -> dict[str, dict[str, Any]]:
    """The pods of all Deployments, by their component."""
    files = (DEPLOY / "kubernetes").glob("*.yaml")
    each = [one for path in files for one in yaml.safe_load_all(path.read_text()) if one["kind"] == "Deployment"]
    return {one["spec"]["template"]["metadata"]["labels"][COMPONENT]: one["spec"]["template"] for one in each}


def test_a_service_of_our_name_does_not_set_our_settings() -> None:
    """Kubernetes tells each pod of the service `sitrep` by SITREP_PORT=tcp://..., unless told not to."""
    files = [path.read_text() for path in (DEPLOY / "kubernetes").glob("*.yaml")]
    made = [one for text in files for one in yaml.safe_load_all(text) if "template" in one.get("spec", {})]
    assert {one["kind"] for one in made} == {"Deployment", "Job"}
    assert {one["spec"]["template"]["spec"].get("enableServiceLinks") for one in made} == {False}


def test_pods_are_asked_and_scraped_where_they_listen() -> None:
    assert pods().keys() == {"worker", "serve", "feeds"}
    for pod in pods().values():
        [container] = pod["spec"]["containers"]
        [port] = container["ports"]
        assert pod["metadata"]["annotations"]["prometheus.io/port"] == str(port["containerPort"])
        probes = {name: container[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
        assert {name: probe["path"] for name, probe in probes.items()} == {
            "startup": "/livez",
            "liveness": "/livez",
            "readiness": "/readyz",
        }
        assert {probe["port"] for probe in probes.values()} == {port["name"]}
        mounted = {one["name"] for one in container["volumeMounts"]}
        assert mounted == {one["name"] for one in pod["spec"]["volumes"]}


def test_the_poller_of_the_manifests_reads_its_list(tmp_path: Path) -> None:
    documents = yaml.safe_load_all((DEPLOY / "kubernetes" / "feeds.yaml").read_text())
    [listed] = [one["data"]["feeds.toml"] for one in documents if one["kind"] == "ConfigMap"]
    (tmp_path / "feeds.toml").write_text(listed)
    assert len(read_list(tmp_path / "feeds.toml", 300)) == 2
    [poller] = pods()["feeds"]["spec"]["containers"]
    assert poller["args"][-1] == str(poller["ports"][0]["containerPort"])


def test_settings_of_containers_are_settings() -> None:
    """A misspelt variable would be passed over."""
    files = [ROOT / "docker-compose.yml", *sorted((DEPLOY / "kubernetes").glob("*.yaml"))]
    named = {name for path in files for name in re.findall(r"\b(SITREP_[A-Z_]+)(?=[:,]|\b *value)", path.read_text())}
    assert {name.removeprefix("SITREP_").lower() for name in named} - Settings.model_fields.keys() == {"feeds"}


def test_kubernetes_manifests_are_put_together() -> None:
    kubectl = shutil.which("kubectl")
    if kubectl is None:
        pytest.skip("kubectl is missing")
    built = subprocess.run([kubectl, "kustomize", DEPLOY / "kubernetes"], capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    containers = built.stdout.count("image: sitrep:")
    assert containers == built.stdout.count("readOnlyRootFilesystem: true") == built.stdout.count("runAsNonRoot: true")
    assert {"/livez", "/readyz"} == set(re.findall(r"path: (/\w+z)$", built.stdout, re.MULTILINE))
