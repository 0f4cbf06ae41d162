"""The page in headless Chromium, against a served view: what a reader sees, live, without a mouse, on a phone."""

from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from schemas.event import Origin
from tests.browser.driving import all_of, opened, photograph, size, text, until
from tests.browser.served import Served, served
from tests.builders import ERBIL, TANF, an_event, on
from tests.serving.newsroom import Newsroom

HOSTILE = "<img src=x onerror=document.title='stolen'><script>document.title='stolen'</script>\u202e drones hit a base"


def test_the_number_with_its_range_and_claims(browser: webdriver.Chrome, news: Served, tmp_path: Path) -> None:
    opened(browser, news)
    assert text(browser, "#caption") == "Attacks on US forces since 7 Oct 2023"
    assert text(browser, "#value") == "2"
    assert text(browser, "#range") == "between 1 and 3"
    assert "38" in text(browser, "#claims")
    until(lambda: len(all_of(browser, "#list > li")) == 2)
    photograph(browser, tmp_path / "desktop.png")
    assert [line for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []


def test_a_change_is_seen_within_a_second(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    event = an_event("A drone struck a fuel store near al-Tanf.", place=TANF, day=on("2023-11-04"))
    news.do(lambda: news.room.tell(event))
    assert until(lambda: text(browser, "#value") == "3") < 1
    assert "+1 A drone struck a fuel store" in text(browser, "#news")
    until(lambda: len(all_of(browser, "#list > li")) == 3)
    dates = [one.text for one in all_of(browser, "#list time")]
    assert dates == ["5 Nov 2023", "4 Nov 2023", "20 Oct 2023"]


def test_an_incident_opens_to_its_sentences_by_keyboard(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    until(lambda: all_of(browser, "#list summary"))
    browser.find_element(By.CSS_SELECTOR, "#list summary").send_keys(Keys.ENTER)
    until(lambda: len(all_of(browser, ".evidence blockquote")) == 2)
    assert "Drones hit the Erbil base, officials said." in text(browser, ".evidence")
    assert text(browser, ".evidence mark") == "Erbil"
    assert "Harbour Wire" in text(browser, ".evidence")
    assert "opened" in text(browser, ".history")


def test_what_is_hostile_is_only_text(browser: webdriver.Chrome, news: Served) -> None:
    origin = Origin(url="javascript:alert(1)", source=HOSTILE, title=HOSTILE, published="2023-11-05T12:00:00Z")
    news.do(lambda: news.room.tell(an_event(HOSTILE, day=on("2023-11-03"), origin=origin)))
    opened(browser, news)
    until(lambda: len(all_of(browser, "#list > li")) == 3)
    browser.execute_script("for (const one of document.querySelectorAll('#list summary')) one.click()")
    until(lambda: HOSTILE[:20] in text(browser, "#list li:nth-child(2) .evidence"))
    assert "stolen" not in browser.title
    assert all_of(browser, "main img, main script, a[href^='javascript']") == []


def test_the_url_holds_the_question(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news, "?kind=outreach&actor=turkey")
    assert text(browser, "#caption") == "Meetings and messages of Turkey"
    assert text(browser, "#value") == "1"
    field = browser.find_element(By.NAME, "actor")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("Iran", Keys.TAB)
    until(lambda: "actor=iran" in browser.current_url)
    until(lambda: text(browser, "#caption") == "Meetings and messages of Iran")
    browser.back()
    until(lambda: text(browser, "#caption") == "Meetings and messages of Turkey")


def test_an_unknown_name_is_explained(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    field = browser.find_element(By.NAME, "target")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("us-force", Keys.TAB)
    until(lambda: text(browser, "#problem") == "no target 'us-force'; did you mean us-forces?")
    assert text(browser, "#value") == "\u2013"
    assert all_of(browser, "#list > li") == []
    browser.back()
    until(lambda: text(browser, "#value") == "2")
    assert text(browser, "#problem") == ""


def test_a_restarted_server_is_found_again(browser: webdriver.Chrome) -> None:
    room = Newsroom()
    room.tell(an_event(place=ERBIL))
    with served(room) as first:
        port = int(first.url.rsplit(":", 1)[1])
        opened(browser, first)
        assert text(browser, "#value") == "1"
    until(lambda: text(browser, "#status-text") != "Live")
    room.tell(an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20")))
    again = Newsroom()
    again.view, again.hub = room.view, type(room.hub)(room.view)
    again.app.state.service = again.service()
    with served(again, port):
        until(lambda: text(browser, "#value") == "2", seconds=15)
        assert again.hub.resumes == {"new": 0, "exact": 1, "reset": 0}
        assert text(browser, "#news").startswith("+1 Rockets fell near al-Tanf.")


def test_on_a_phone_nothing_is_cut_off(browser: webdriver.Chrome, news: Served, tmp_path: Path) -> None:
    size(browser, 360, 800)
    opened(browser, news)
    wide = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert browser.execute_script(wide)
    photograph(browser, tmp_path / "phone.png")
