"""How fast articles are read on one core: articles and megabytes a second, and as ratios to bare decoding.

Run: `python tests/bench/bench_read.py [ARCHIVE]`, NDJSON or NDJSON.gz; by default the demo archive, repeated. What is
read is spread over the whole archive, for news of war takes longer than news of sport. Processor time, start-up apart;
the machine's mood is the same for both sides of a ratio, because they take turns.
"""

import gzip
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from schemas.article import Article
from schemas.message import decode, encode
from streams.analysis.lexicon.document import fold
from streams.analysis.lexicon.lexicon import Lexicon
from streams.analysis.reader import read
from streams.analysis.syntax.scan import scan
from streams.archive import DEMO
from streams.words import load

ITEMS = 12_000
LONG = 4096
TURNS = 20


def archive(path: Path, most: int) -> list[bytes]:
    """So many lines, spread over an archive; a short one is repeated."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        lines = [line for line in file if line.strip()]
    spread = lines[:: max(1, len(lines) // most)]
    return (spread * (most // max(1, len(spread)) + 1))[:most]


def long_articles(lines: Sequence[bytes]) -> Iterator[bytes]:
    """The items of a feed run together to articles of 4 KB."""
    text, size = [], 0
    for line in lines:
        item = decode(Article, line)
        text.append(f"{item.title}. {item.text}")
        size += len(text[-1].encode()) + 1
        if size >= LONG:
            whole = "\n".join(text).encode()[:LONG].decode("utf-8", "ignore")
            yield encode(item.model_copy(update={"text": whole}))
            text, size = [], 0


def reading(lexicon: Lexicon) -> Callable[[bytes], object]:
    """What `sitrep code` does with a line."""
    return lambda line: [encode(message) for message in read(decode(Article, line), lexicon)]


def scanning(lexicon: Lexicon) -> Callable[[bytes], object]:
    """Decoding and the one pass for known forms, nothing more."""

    def run(line: bytes) -> object:
        article = decode(Article, line)
        return [scan(fold(text), lexicon, upper=False) for text in (article.title, article.text)]

    return run


def decoding(line: bytes) -> object:
    return decode(Article, line)


def spent(work: Callable[[bytes], object], lines: Sequence[bytes]) -> float:
    begun = time.process_time()
    for line in lines:
        work(line)
    return time.process_time() - begun


def report(name: str, work: Callable[[bytes], object], lines: Sequence[bytes]) -> None:
    """One line: the median turn's speed, and the ratio of all turns to the bare decoding."""
    step = max(1, len(lines) // TURNS)
    turns = [lines[at : at + step] for at in range(0, len(lines), step)]
    pairs = [(spent(work, turn), spent(decoding, turn)) for turn in turns]
    size = sum(map(len, lines)) / len(lines)
    speeds = sorted(len(turn) / max(seconds, 1e-9) for turn, (seconds, _) in zip(turns, pairs, strict=True))
    median = speeds[len(speeds) // 2]
    ratio = sum(one for one, _ in pairs) / sum(bare for _, bare in pairs)
    speed = f"{median:10,.0f} articles/s {median * size / 1e6:8.2f} MB/s"
    print(f"{name:28}{speed}   best {speeds[-1]:8,.0f}   {ratio:6.1f} x decode")


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    begun = time.process_time()
    lexicon = load(None)
    print(f"{'lexicon':28}{time.process_time() - begun:10.2f} s")
    begun = time.process_time()
    print(f"{f'{len(lexicon.towns):,} towns':28}{time.process_time() - begun:10.2f} s")  # read when one is asked for
    items = archive(path, ITEMS)
    pool = archive(path, ITEMS // 2)
    report("feed items", reading(lexicon), items)
    report("feed items, scan alone", scanning(lexicon), items)
    report("4 KB articles", reading(lexicon), list(long_articles(pool)))
    report("4 KB articles, scan alone", scanning(lexicon), list(long_articles(pool)))


if __name__ == "__main__":
    main()
