"""Alerts, their stories, the runbook and the dashboards speak of metrics and alerts that exist."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from streams.metrics import CATALOGUE, REGISTRY
from tests.deploy.queries import (
    DASHBOARDS,
    DEPLOY,
    RULE_TESTS,
    RULES,
    alerts,
    dashboard_queries,
    expectations,
    metrics_of,
    process_metrics_of,
    recorded_in,
    recording_rules,
)

RUNBOOK = (DEPLOY / "runbook.md").read_text()


@pytest.fixture(scope="module")
def promtool() -> str:
    """The checker that comes with Prometheus."""
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("promtool is missing (Debian: apt-get install prometheus)")
    return found


def run(*command: str) -> None:
    """Run a checker; what it says is the failure's message."""
    done = subprocess.run(command, cwd=DEPLOY.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [RULES, *RULE_TESTS, *DASHBOARDS], ids=lambda path: path.name)
def test_every_metric_is_in_the_catalogue(path: Path) -> None:
    text = "\n".join(dashboard_queries(path)) if path.suffix == ".json" else path.read_text()
    assert metrics_of(text) - CATALOGUE == set()
    assert recorded_in(text) - recording_rules() == set()


@pytest.mark.skipif(sys.platform != "linux", reason="prometheus_client measures the process on Linux only")
def test_the_process_is_measured() -> None:
    queries = "\n".join(query for path in DASHBOARDS for query in dashboard_queries(path))
    assert process_metrics_of(queries) - CATALOGUE == set()


def test_every_metric_of_the_catalogue_is_watched() -> None:
    watched = metrics_of("\n".join([RULES.read_text(), *(q for path in DASHBOARDS for q in dashboard_queries(path))]))
    families = {family.name for family in REGISTRY.collect() if family.name.startswith("sitrep_")}
    assert {name for name in families if not any(metric.startswith(name) for metric in watched)} == set()


def test_every_bound_asked_for_is_a_bucket() -> None:
    asked = set(re.findall(r'(sitrep_\w+)_bucket\{le="([^"]+)"', RULES.read_text()))
    kept = {
        (family.name, sample.labels["le"])
        for family in REGISTRY.collect()
        for sample in family.samples
        if sample.name.endswith("_bucket")
    }
    assert asked
    assert asked <= kept


def test_every_alert_has_a_story_that_fires_and_one_that_does_not() -> None:
    told = set(expectations())
    assert {alert for alert in alerts() if {(alert, True), (alert, False)} - told} == set()
    assert {alert for alert, _ in told} <= set(alerts())


@pytest.mark.parametrize("alert", alerts())
def test_every_alert_has_its_place_in_the_runbook(alert: str) -> None:
    assert f"runbook: deploy/runbook.md#{alert.lower()}\n" in RULES.read_text()
    entry = RUNBOOK.split(f"\n## {alert}\n")[1].split("\n## ")[0]
    assert [word for word in ("means", "look", "do") if f"**{word}**" not in entry.lower()] == []


def test_the_runbook_has_no_entry_too_many() -> None:
    assert re.findall(r"^## (\w+)$", RUNBOOK, re.MULTILINE) == alerts()


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.name)
def test_dashboards_are_whole(path: Path) -> None:
    dashboard = json.loads(path.read_text())
    panels = dashboard["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert [panel["title"] for panel in panels if panel["type"] == "row"] == [
        "Flow",
        "Lag",
        "Errors",
        "Serving",
        "Host",
    ]
    drawn = [panel for panel in panels if panel["type"] != "row"]
    assert [panel["title"] for panel in drawn if not (panel["description"] and panel["targets"])] == []
    assert {panel["datasource"]["uid"] for panel in drawn} == {"${datasource}"}


def test_prometheus_takes_the_configuration(promtool: str) -> None:
    run(promtool, "check", "config", "deploy/prometheus/prometheus.yml")


def test_the_pods_have_the_jobs_that_alerts_ask_for() -> None:
    pods = "\n".join(path.read_text() for path in (DEPLOY / "kubernetes").glob("*.yaml"))
    named = {f"sitrep-{name}" for name in re.findall(r"app.kubernetes.io/component: (\w+)", pods)}
    assert set(re.findall(r'job="([^"]+)"', RULES.read_text())) <= named


@pytest.mark.parametrize("path", RULE_TESTS, ids=lambda path: path.name)
def test_the_stories_of_the_alerts(promtool: str, path: Path) -> None:
    run(promtool, "test", "rules", str(path))


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.name)
def test_prometheus_understands_the_queries_of_dashboards(promtool: str, path: Path, tmp_path: Path) -> None:
    queries = [query for query in dashboard_queries(path) if not query.startswith("label_values")]
    rules = [
        {"record": f"query:{number}", "expr": query.replace("$__rate_interval", "5m")}
        for number, query in enumerate(queries)
    ]
    # JSON is YAML, so no writer of YAML is needed.
    (tmp_path / "rules.yml").write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    run(promtool, "check", "rules", str(tmp_path / "rules.yml"))
