"""What the deploy files ask Prometheus for: the queries of rules and dashboards, and the metrics they name."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES = DEPLOY / "prometheus" / "rules.yml"
RULE_TESTS = tuple(sorted((DEPLOY / "prometheus").glob("rules*_test.yml")))
DASHBOARDS = tuple(sorted((DEPLOY / "grafana" / "dashboards").glob("*.json")))


def metrics_of(query: str) -> set[str]:
    """Names of sitrep's sample series in PromQL, its recording rules left out."""
    return set(re.findall(r"\bsitrep_[a-z_]+\b", query))


def process_metrics_of(query: str) -> set[str]:
    """Names in PromQL of what prometheus_client tells of the process itself."""
    return set(re.findall(r"\bprocess_[a-z_]+\b", query))


def recorded_in(query: str) -> set[str]:
    """Names of recording rules in PromQL."""
    return set(re.findall(r"\bsitrep:[a-z0-9_]+:[a-z0-9_]+", query))


def strings(value: object) -> Iterator[tuple[str, str]]:
    """Every (key, text) of a JSON document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        if isinstance(inner, str):
            yield str(key), inner
        else:
            yield from strings(inner)


def dashboard_queries(path: Path) -> list[str]:
    """The expressions of all panels, annotations and variables."""
    wanted = {"expr", "definition", "query"}
    return [text for key, text in strings(json.loads(path.read_text())) if key in wanted and text != "prometheus"]


def alerts() -> list[str]:
    """Names of the alerts, in the order of the file."""
    return re.findall(r"^ +- alert: (\w+)$", RULES.read_text(), re.MULTILINE)


def recording_rules() -> set[str]:
    """Names of the recording rules."""
    return set(re.findall(r"^ +- record: (\S+)$", RULES.read_text(), re.MULTILINE))


def expectations() -> Iterator[tuple[str, bool]]:
    """(alert, whether it is expected to fire) of every check in the rules' tests."""
    text = "\n".join(path.read_text() for path in RULE_TESTS)
    for check in re.split(r"(?=alertname: )", text)[1:]:
        yield check.split()[1].strip(","), "exp_labels" in check.split("- name:")[0]
