"""The catalogue of metrics is what is exposed, and no label can hold what a sender wrote."""

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from streams import metrics

LABELS = {"stage", "topic", "reason", "partition", "table", "kind", "modality", "rules", "outcome", "route", "method"}
LABELS |= {"status", "version", "le"}


def test_all_samples_are_in_the_catalogue() -> None:
    metrics.handled("code", 0.001)
    metrics.records("code", ["articles.v1"])
    metrics.dead_letter("code", "contract")
    metrics.consumer_lag("articles.v1", 0, 3, 1.5)
    metrics.http_request("/v1/counts", "GET", 200, 0.002)
    page, kind = metrics.exposition()
    assert kind.startswith("application/openmetrics-text")
    families = text_string_to_metric_families(page.decode())
    samples = [sample for family in families for sample in family.samples]
    assert {sample.name for sample in samples if not sample.name.endswith("_created")} <= metrics.CATALOGUE
    assert {label for sample in samples for label in sample.labels} <= LABELS


def test_the_series_of_a_partition_end_with_it() -> None:
    metrics.consumer_lag("gone.v1", 7, 3, 1.5)
    assert b'topic="gone.v1"' in metrics.exposition()[0]
    metrics.partition_gone("gone.v1", 7)
    metrics.partition_gone("gone.v1", 7)
    assert b'topic="gone.v1"' not in metrics.exposition()[0]
