"""The page where reading needs a key: it asks for one, keeps it in the tab, and follows with one-use tickets."""

from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import all_of, one, text, until
from tests.browser.served import Served, served
from tests.builders import ERBIL, TANF, an_event, on
from tests.serving.newsroom import Newsroom


def a_room() -> Newsroom:
    room = Newsroom(reading="key")
    room.tell(an_event(place=ERBIL))
    return room


def given(browser: webdriver.Chrome, news: Served, key: str) -> None:
    until(lambda: all_of(browser, "#key-dialog[open]"))
    one(browser, "#key-form [name=key]").send_keys(key, Keys.ENTER)


def test_a_key_is_asked_for_and_kept_in_the_tab(browser: webdriver.Chrome) -> None:
    room = a_room()
    with served(room) as news:
        browser.get(news.url)
        given(browser, news, "sitrep_wrong")
        until(lambda: text(browser, "#key-why") == "The key is not known here, or does not allow reading.")
        assert text(browser, "#value") == "\u2013"
        given(browser, news, "sitrep_read")
        until(lambda: text(browser, "#status-text") == "Live")
        assert text(browser, "#value") == "1"
        assert browser.execute_script("return [sessionStorage.length > 0, localStorage.length]") == [True, 0]
        browser.refresh()
        until(lambda: text(browser, "#status-text") == "Live")
        news.do(lambda: room.tell(an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20"))))
        assert until(lambda: text(browser, "#value") == "2") < 1
        asked = browser.execute_script("return performance.getEntriesByType('resource').map((one) => one.name).join()")
        assert "sitrep_read" not in asked


def test_a_server_that_comes_back_may_want_a_key(browser: webdriver.Chrome) -> None:
    with served(Newsroom()) as first:
        port = int(first.url.rsplit(":", 1)[1])
        browser.get(first.url)
        until(lambda: text(browser, "#status-text") == "Live")
    with served(a_room(), port) as again:
        until(lambda: all_of(browser, "#key-dialog[open]"), seconds=15)
        assert text(browser, "#value") == "\u2013"
        given(browser, again, "sitrep_read")
        until(lambda: text(browser, "#value") == "1")


def test_each_connection_takes_a_ticket_of_its_own(browser: webdriver.Chrome) -> None:
    room = a_room()
    with served(room) as first:
        port = int(first.url.rsplit(":", 1)[1])
        browser.get(first.url)
        given(browser, first, "sitrep_read")
        until(lambda: text(browser, "#status-text") == "Live")
    until(lambda: text(browser, "#status-text") != "Live")
    room.tell(an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20")))
    again = Newsroom(reading="key")
    again.view, again.hub = room.view, type(room.hub)(room.view)
    again.app.state.service = again.service()
    with served(again, port):
        until(lambda: text(browser, "#value") == "2", seconds=15)
        assert again.hub.resumes == {"new": 0, "exact": 1, "reset": 0}
