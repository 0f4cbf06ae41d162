"""Pairs of labelled articles that tell of one incident are fused, others are not; collected where the labels are."""

from pathlib import Path

import pytest

from streams.analysis.lexicon.lexicon import load
from tests.bench.score_fusing import of_articles

LABELLED = Path(__file__).parents[2] / "shared" / "eval"
ENOUGH = 0.85


def test_pairs_of_one_incident_are_fused_and_others_kept_apart(capsys: pytest.CaptureFixture[str]) -> None:
    score = of_articles(LABELLED, load())
    with capsys.disabled():
        print(f"\nfusing, by labelled articles: {score}")
    assert score.f1 >= ENOUGH
