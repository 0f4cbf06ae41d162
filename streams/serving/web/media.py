"""Which media type of those we have a caller wants: the Accept header with its weights (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

from streams.serving.problems import Problem, shown


def preferred(accept: str, offered: Sequence[str]) -> str:
    """The type that the header likes best; the first of `offered` where it has no choice to make.

    Raises a problem, 406, where it takes none of them.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offered[0]
    weights = {media: _weight(media, ranges) for media in offered}
    # Of types that are liked equally, that which the caller names first.
    order = [media for media, _ in ranges]
    best = min(offered, key=lambda media: (-weights[media], order.index(media) if media in order else len(order)))
    if not weights[best]:
        raise Problem(406, "not-acceptable", f"Accept {shown(accept)}: there is {', '.join(offered)}")
    return best


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = next((one.removeprefix("q=") for one in parameters if one.startswith("q=")), "1")
    try:
        return media, min(1.0, max(0.0, float(weight)))
    except ValueError:
        return media, 1.0


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """By the most specific range that holds the type."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        for named, weight in ranges:
            if named == wanted:
                return weight
    return 0.0
