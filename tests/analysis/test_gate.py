"""The gate turns away no sentence that a rule would have made an event of."""

import datetime
import random
import tomllib
from pathlib import Path

import pytest

from schemas.article import Article
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import readings

CORPUS = Path(__file__).parent.parent / "corpus"
NAMES = (
    "Iran;Israel;Turkish troops;the Taliban;Hamas;the rebels;gunmen;police;a drone;a hospital;he;they;it;the group;"
    "the minister"
)
VERBS = (
    "struck;hit;killed;fired rockets at;met;visited;clashed with;seized;murdered;was attacked by;told;targeted;"
    "arrived in;raided;offered talks to;exploded near;invited;were killed in a strike by;held talks with;shot down;"
    "torched;battled"
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def told(text: str, lexicon: Lexicon, *, hopeful: bool) -> list[tuple[str, int, str]]:
    """The findings of a text as rule, item and sentence."""
    article = Article(
        id="a", url="https://example.org/a", source="s", title="", text=text,
        published=datetime.datetime(2023, 11, 5, 12, tzinfo=datetime.UTC),
    )  # fmt: skip
    return [
        (finding.rule, finding.at, reading.sentence.text)
        for reading in readings(article, lexicon, hopeful=hopeful)
        for finding in reading.findings
    ]


def corpus() -> list[str]:
    files = sorted(CORPUS.glob("*.toml"))
    rows = [row for file in files for row in tomllib.loads(file.read_text())["case"]]
    return [row["text"] for row in rows if row.get("text")]


def test_corpus_passes_the_gate(lexicon: Lexicon) -> None:
    for text in corpus():
        assert told(text, lexicon, hopeful=True) == told(text, lexicon, hopeful=False), text


@pytest.mark.parametrize("seed", range(8))
def test_composed_sentences_pass_the_gate(lexicon: Lexicon, seed: int) -> None:
    chance = random.Random(seed)
    names, verbs = NAMES.split(";"), VERBS.split(";")
    for _ in range(100):
        parts = [f"{chance.choice(names)} {chance.choice(verbs)} {chance.choice(names)}" for _ in range(3)]
        text = ". ".join(part[0].upper() + part[1:] for part in parts) + "."
        assert told(text, lexicon, hopeful=True) == told(text, lexicon, hopeful=False), text
