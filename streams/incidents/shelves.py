"""Where reports are found again: by the days they may be about, by article and by sentence."""

from collections.abc import Iterator

from streams.incidents.report import Rank, Report


class Shelves:
    """All reports, found by the days they may be about, by article and by sentence."""

    # Reports with a wide window stand apart from the narrow ones, so that few days are looked through for many.
    WIDTHS = (1, 7, 30, 365)

    def __init__(self) -> None:
        self._days: dict[int, dict[int, dict[str, Report]]] = {width: {} for width in self.WIDTHS}
        self._akin: dict[str, dict[str, Report]] = {}

    def add(self, one: Report) -> None:
        """Put a report where it will be found."""
        for shelf in self._shelves(one):
            shelf[one.event.id] = one

    def drop(self, one: Report) -> None:
        """Take a report away."""
        for shelf in self._shelves(one):
            del shelf[one.event.id]

    def akin(self, one: Report) -> Iterator[Report]:
        """The later reports of the same article or with the same sentence."""
        for key in (one.event.article_id, one.words):
            yield from (other for other in self._akin[key].values() if other.rank > one.rank)

    def of_article(self, article: str) -> Iterator[Report]:
        """All reports of an article."""
        yield from (one for one in self._akin.get(article, {}).values() if one.event.article_id == article)

    def between(self, rank: Rank, until: Rank | None, opened: int) -> Iterator[Report]:
        """The reports after one rank, up to another, that may look at a cluster of that day."""
        last = until[0] if until else opened + self.WIDTHS[-1] + 1
        for width, days in self._days.items():
            if days:
                for day in range(rank[0], min(opened + width + 1, last) + 1):
                    for one in days.get(day, {}).values():
                        if one.lo <= opened + 1 and one.rank > rank and (until is None or one.rank <= until):
                            yield one

    def _shelves(self, one: Report) -> Iterator[dict[str, Report]]:
        width = next(width for width in self.WIDTHS if one.hi - one.lo <= width)
        yield self._days[width].setdefault(one.hi, {})
        yield self._akin.setdefault(one.event.article_id, {})
        yield self._akin.setdefault(one.words, {})
