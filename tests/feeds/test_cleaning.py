"""Cleaning: what must come out, whatever goes in."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.feeds.cleaning import from_html, line, plain, title_from_html

HTML_ISH = st.lists(
    st.one_of(
        st.text(max_size=10),
        st.sampled_from(
            ["<", ">", "</", "<!--", "-->", "<p>", "</P>", "<br/>", "<script>", "</script>", "&lt;", "&#0;"]
        ),
        st.sampled_from(
            ["<a href='", '"', "'", "=", "&", "&#x202e;", "\u202e", "\x00", "\ud800", "<style", "<!", "<?"]
        ),
    )
).map("".join)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("one\x00 two\x1b[31m", "one two[31m"),
        ("left\u202eright\u2066!\u2069", "leftright!"),
        ("cafe\u0301", "caf\u00e9"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("  a \t b\u00a0c  ", "a b c"),
        ("one\r\ntwo\r\n\r\n\r\nthree", "one\ntwo\n\nthree"),
        ("\u201ccurly\u201d \u2019quotes\u2018 stay", "\u201ccurly\u201d \u2019quotes\u2018 stay"),
        ("joiners\u200cstay", "joiners\u200cstay"),
        ("\ud800lone", "lone"),
        ("a < b and c > d", "a < b and c > d"),
    ],
)
def test_plain(given_text: str, expected: str) -> None:
    assert plain(given_text) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
        ("One<br>two<BR/>three", "One\ntwo\nthree"),
        ("Fish &amp; chips &#8212; &lt;b&gt;", "Fish & chips — <b>"),
        ("a<script>alert('</p>')</script>b<STYLE>p{}</Style>c", "abc"),
        ("<noscript>never closed, so shown", "never closed, so shown"),
        ('<a title="x > y" href=z>link</a> on', "link on"),
        ("<b it's fine>bold</b> isn't it", "bold isn't it"),
        ("before <!-- hidden > --> after", "before after"),
        ("cut off <a href='http", "cut off"),
        ("3 < 4 and 5 <6", "3 < 4 and 5 <6"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("&#x202e;gnissim", "gnissim"),
    ],
)
def test_from_html(markup: str, expected: str) -> None:
    assert from_html(markup) == expected


def test_titles_are_one_line_without_script() -> None:
    assert title_from_html("<script>alert(1)</script>Two\n<b>dead</b>") == "Two dead"
    assert line(" Two \n dead ") == "Two dead"


@given(HTML_ISH)
def test_any_input_comes_out_clean_and_stays_as_it_is(text: str) -> None:
    for cleaned in (plain(text), from_html(text)):
        assert plain(cleaned) == cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in cleaned if char != "\n")
        assert not any(unicodedata.bidirectional(char) in ("RLO", "LRO", "RLE", "LRE", "PDF") for char in cleaned)


@pytest.mark.parametrize(
    "pattern",
    ["<", "<a ", "<!--", "<a b='", '<a b="', "</", "&", "&#", "<script>", "<script></", "<p>", "\n ", "<!", "= '"],
)
def test_time_grows_with_the_input_and_not_with_its_square(pattern: str) -> None:
    """Over half a megabyte within seconds; what is quadratic would take minutes."""
    started = time.process_time()
    from_html(pattern * (600_000 // len(pattern)))
    assert time.process_time() - started < 10
