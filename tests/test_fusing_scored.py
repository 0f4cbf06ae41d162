"""Reports of one incident are fused and others kept apart, by the labelled news; collected where that lies."""

from pathlib import Path

import pytest

from streams.analysis.lexicon.lexicon import load
from tests.bench.score_fusing import of_articles, of_reports

LABELLED = Path(__file__).parents[2] / "shared" / "eval"
ENOUGH = 0.85
FEWEST, MOST = 0.8, 1.25


def test_pairs_of_one_incident_are_fused_and_others_kept_apart(capsys: pytest.CaptureFixture[str]) -> None:
    score = of_articles(LABELLED, load())
    with capsys.disabled():
        print(f"\nfusing, by labelled articles: {score}")
    assert score.f1 >= ENOUGH


def test_a_report_gives_about_as_many_incidents_as_it_tells_of(capsys: pytest.CaptureFixture[str]) -> None:
    score = of_reports(LABELLED, load())
    with capsys.disabled():
        print(f"\nfusing, by labelled reports: {score}")
    assert FEWEST * score.gold <= score.held <= MOST * score.gold
