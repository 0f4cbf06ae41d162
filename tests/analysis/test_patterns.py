"""Every rule has a line in the corpus, and every table of cues has most of its words there."""

from streams.analysis.lexicon.lexicon import load
from streams.analysis.status import cues
from tests.corpus_gaps import unused_cues, unused_rules
from tests.test_corpus import cases


def test_every_rule_reads_a_sentence_of_the_corpus() -> None:
    assert not unused_rules(load())


def test_most_cues_of_status_stand_in_the_corpus() -> None:
    gaps = unused_cues()
    for table in ("WISHING", "THREAT", "DENIAL", "REJECTING", "CONDITION"):
        missing = gaps[f"cues.{table}"]
        assert 2 * len(missing) <= len(getattr(cues, table)), missing


def test_the_corpus_is_large_and_many_of_it_are_near_misses() -> None:
    told = [parameters.values[1] for parameters in cases()]
    assert len(told) >= 600
    assert sum(not case["events"] for case in told) >= len(told) / 4
