"""The page of an explanation: one HTML file that needs no script, no network and no other file."""

from collections.abc import Iterator
from html import escape

from streams.analysis.explaining.explain import Account, Explanation, Lack, Part, Told
from streams.analysis.explaining.transcript import TAGS, words

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--dim:#57606a;--page:#fff;--card:#f6f8fa;--line:#d0d7de;
--trigger:#ffd8a8;--actor:#ffc9c9;--target:#bfdbfe;--mediator:#e0c3fc;--place:#b2f2bb;--day:#fff3a3;--known:#e9ecef}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--dim:#9aa4af;--page:#0d1117;--card:#161b22;--line:#30363d;
--trigger:#7a4a10;--actor:#7d2b2b;--target:#1d4c8f;--mediator:#57348a;--place:#1f5e31;--day:#6b5a00;--known:#2d333b}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:1.5rem 1rem 3rem;font:1rem/1.55 system-ui,sans-serif;color:var(--ink);
background:var(--page)}
h1{font-size:1.3rem;margin:0 0 .3rem}h2{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.3rem 0}.dim,.tags{color:var(--dim);font-size:.85rem}.tags{font-family:ui-monospace,monospace}
section{border:1px solid var(--line);border-radius:.5rem;padding:.9rem 1rem;margin:1rem 0;background:var(--card)}
.said{font-size:1.15rem;line-height:2}
mark{color:inherit;border-radius:.25rem;padding:.1rem .25rem;background:var(--known);
box-decoration-break:clone;-webkit-box-decoration-break:clone}
.trigger{background:var(--trigger);font-weight:600}.near{background:none;outline:2px dashed var(--trigger)}
.actor{background:var(--actor)}.target{background:var(--target)}.mediator{background:var(--mediator)}
.place{background:var(--place)}.day{background:var(--day)}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .7rem .25rem 0;border-top:1px solid var(--line)}
th{font-weight:600;width:6rem}td:nth-child(2){min-width:12rem}td:last-child{color:var(--dim)}td{overflow-wrap:anywhere}
details{margin-top:.6rem}summary{cursor:pointer;color:var(--dim);font-size:.9rem}
code{font-family:ui-monospace,monospace;font-size:.9em}
@media(max-width:36rem){td,th{display:block;width:auto;padding:.1rem 0;border:0}th{border-top:1px solid var(--line)}}
"""
LEGEND = {
    "trigger": "makes the event", "near": "could have made one", "actor": "actor", "target": "target",
    "mediator": "mediator", "place": "place", "day": "day", "known": "known, not used",
}  # fmt: skip


def markup(explanation: Explanation) -> str:
    """The whole page."""
    head = escape(explanation.head.capitalize())
    body = "".join(
        [
            f"<h1>{head}</h1>",
            f'<p class="dim">in a text published on {escape(explanation.published)}</p>',
            "".join(f"<p>{escape(line)}</p>" for line in explanation.outcome),
            f'<p aria-label="Legend">{legend()}</p>',
            "".join(f"<section>{''.join(section(one))}</section>" for one in explanation.accounts),
            f'<p class="dim">Tags: {escape(TAGS)}</p>',
        ]
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>{head}: how a text is read</title>'
        f"<style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def legend() -> str:
    return " ".join(f'<mark class="{name}">{escape(told)}</mark>' for name, told in LEGEND.items())


def section(one: Account) -> Iterator[str]:
    """One sentence."""
    yield f'<p class="said">{"".join(marked(one))}</p>'
    if not one.parts:
        yield '<p class="dim">No word that could make an event (attack, meet, call ...) stands in it.</p>'
        return
    for event in one.events:
        yield from told(event)
    for lack in one.lacks:
        yield from missed(lack)
    rows = "".join(row(text, means, "") for text, means in words(one.parts))
    tags = " ".join(part.tag for part in one.parts)
    yield "<details><summary>What is known in it</summary>"
    yield f'<p class="tags">{escape(tags)}</p><table>{rows}</table></details>'


def marked(one: Account) -> Iterator[str]:
    """The sentence as published, its parts marked."""
    at = 0
    for part in one.parts:
        if part.start < at:
            continue
        yield escape(one.text[at : part.start])
        yield span(part)
        at = part.end
    yield escape(one.text[at:])


def span(part: Part) -> str:
    if not part.part:
        return escape(part.text)
    told = "; ".join(f"{text}: {means}" for text, means in part.known)
    title = f' title="{escape(told)}"' if told else ""
    return f'<mark class="{part.part}"{title}>{escape(part.text)}</mark>'


def told(event: Told) -> Iterator[str]:
    """One event as a table."""
    fate = f' <span class="dim">{escape(event.fate)}</span>' if event.fate else ""
    yield f"<h2>{escape(event.what.capitalize())}{fate}</h2><table>"
    yield row("rule", event.rule, f"as in “{event.pattern}”, at “{event.words}”")
    yield from (row(slot.name, slot.value, slot.reason) for slot in event.slots)
    yield "</table>"


def missed(lack: Lack) -> Iterator[str]:
    """A word that made no event, as a table."""
    yield f"<h2>No {escape(lack.kind or 'event')} at “{escape(lack.words)}”</h2><table>"
    yield row("nearest", " or ".join(lack.rules), "")
    yield row("missing", lack.missing, "")
    yield "</table>"


def row(name: str, value: str, reason: str) -> str:
    return f"<tr><th scope='row'>{escape(name)}</th><td>{escape(value)}</td><td>{escape(reason)}</td></tr>"
