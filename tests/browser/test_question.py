"""What is asked: names that complete while one types, windows, zoom; the URL holds all of it."""

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import all_of, enter, one, opened, press, text, until
from tests.browser.served import Served
from tests.builders import TURKEY, an_event


def test_names_complete_while_typing(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news, "?kind=attack")
    field = browser.find_element(By.NAME, "target")
    field.send_keys("unit")
    until(lambda: field.get_attribute("aria-expanded") == "true")
    assert [row.text for row in all_of(browser, ".question [role=option]")] == ["United States united-states"]
    field.send_keys(Keys.ARROW_DOWN)
    pointed = field.get_attribute("aria-activedescendant")
    assert one(browser, f"#{pointed}").get_attribute("aria-selected") == "true"
    field.send_keys(Keys.ENTER)
    until(lambda: text(browser, "#caption") == "Attacks on United States")
    assert "target=united-states" in browser.current_url
    assert field.get_attribute("aria-expanded") == "false"
    assert field.get_attribute("value") == "United States"


def test_a_name_is_clicked_and_a_list_is_left(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news, "?kind=attack")
    field = browser.find_element(By.NAME, "country")
    field.send_keys("ira")
    until(lambda: len(all_of(browser, ".question [role=option]")) == 2)
    field.send_keys(Keys.ESCAPE)
    assert field.get_attribute("aria-expanded") == "false"
    field.send_keys("q")
    until(lambda: [row.text for row in all_of(browser, ".question [role=option]")] == ["Iraq IRQ"])
    one(browser, ".question [role=option]").click()
    until(lambda: text(browser, "#caption") == "Attacks in Iraq")
    until(lambda: text(browser, "#value") == "1")


def test_windows_are_chosen_and_left(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    assert [text(browser, f"#window-{name}") for name in ("24h", "7d", "30d")] == ["1", "1", "2"]
    press(browser, "[data-window='7d']")
    until(lambda: text(browser, "#caption") == "Attacks on US forces in the last 7 days")
    until(lambda: text(browser, "#value") == "1")
    assert "window=7d" in browser.current_url
    assert "since" not in browser.current_url
    assert one(browser, "[data-window='7d']").get_attribute("aria-pressed") == "true"
    until(lambda: text(browser, "#status-text") == "Live")
    news.do(lambda: news.room.tell(an_event("A patrol was shot at.", actors=(TURKEY,))))
    until(lambda: text(browser, "#value") == "2")
    press(browser, "[data-window='7d']")
    until(lambda: text(browser, "#caption") == "Attacks on US forces since 7 Oct 2023")


def test_zoom_stands_in_the_url(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    press(browser, "[data-days='7']")
    until(lambda: "30 Oct 2023 to 5 Nov 2023" in one(browser, "#chart").get_attribute("aria-label"))
    assert "days=7" in browser.current_url
    browser.refresh()
    until(lambda: "30 Oct 2023 to 5 Nov 2023" in (one(browser, "#chart").get_attribute("aria-label") or ""))
    assert one(browser, "[data-days='7']").get_attribute("aria-pressed") == "true"


def test_an_open_incident_stands_in_the_url(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    press(browser, "#list li:nth-child(2) summary")
    until(lambda: "open=" in browser.current_url)
    browser.refresh()
    until(lambda: text(browser, ".evidence blockquote") == "Rockets fell near al-Tanf.")
    press(browser, "#list li:nth-child(2) summary")
    until(lambda: "open=" not in browser.current_url)


def test_kind_and_day_are_chosen(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news, "?kind=attack&since=2023-10-07")
    one(browser, "[name=kind]").send_keys("Outreach")
    until(lambda: text(browser, "#caption") == "Meetings and messages since 7 Oct 2023")
    enter(browser, "[name=since]", "2023-11-06")
    until(lambda: text(browser, "#value") == "0")
    until(lambda: text(browser, "#empty") == "None.")
    assert text(browser, "#range") == "nothing counted"
