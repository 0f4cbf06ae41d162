"""Correcting on the page: a key, the buttons, what they ask, who did what and why, and undoing it."""

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.driving import all_of, one, opened, press, press_named, text, until
from tests.browser.served import Served
from tests.builders import ERBIL, an_event, on


def with_key(browser: webdriver.Chrome, key: str = "sitrep_all") -> None:
    """A key is given; the page has asked for everything again with it."""
    browser.execute_script("arguments[0].dataset.old = ''", one(browser, "#list > li"))
    press(browser, "#key-button")
    one(browser, "#key-form [name=key]").send_keys(key, Keys.ENTER)
    until(lambda: text(browser, "#key-button") == "Forget the key")
    until(lambda: all_of(browser, "#list > li") and not all_of(browser, "#list > [data-old]"))


def open_incident(browser: webdriver.Chrome, number: int) -> str:
    """Opens the incident; where its tools stand."""
    row = f"#list > li:nth-child({number})"
    until(lambda: all_of(browser, row))
    if not all_of(browser, f"{row} details[open]"):
        press(browser, f"{row} summary")
    one(browser, f"{row} .tools")
    return row


def ask(browser: webdriver.Chrome, row: str, name: str, why: str, **fields: str) -> None:
    """Presses a button, fills in what it asks and sends it."""
    press_named(browser, f"{row} .tools > .buttons button", name)
    for field, value in fields.items():
        one(browser, f"{row} form [name={field}]").send_keys(value)
    one(browser, f"{row} form [name=why]").send_keys(why, Keys.ENTER)


def test_without_a_key_there_are_no_buttons(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    press(browser, "#list summary")
    until(lambda: all_of(browser, ".evidence blockquote"))
    assert all_of(browser, ".tools") == []


def test_a_dismissal_and_its_undo(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    with_key(browser)
    row = open_incident(browser, 2)
    ask(browser, row, "Dismiss", "an <b>exercise</b>", who="ann")
    until(lambda: text(browser, "#value") == "1")
    until(lambda: len(all_of(browser, "#list > li")) == 1)
    press(browser, "#ledger summary")
    until(lambda: "Dismissed by ann" in text(browser, "#made"))
    assert "an <b>exercise</b>" in text(browser, "#made")
    assert "Rockets fell near al-Tanf." in text(browser, "#made")
    press(browser, "#made button")
    one(browser, "#made form [name=why]").send_keys("it was none", Keys.ENTER)
    until(lambda: text(browser, "#value") == "2")
    until(lambda: "Undone by ann" in text(browser, "#made"))
    assert "no longer holds" in text(browser, "#made")


def test_a_merge_and_a_split(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    with_key(browser)
    row = open_incident(browser, 1)
    ask(browser, row, "Merge", "one raid")
    until(lambda: text(browser, "#value") == "1")
    until(lambda: len(all_of(browser, "#list > li")) == 1)
    row = open_incident(browser, 1)
    until(lambda: "Merged by all" in text(browser, f"{row} .corrected"))
    until(lambda: len(all_of(browser, f"{row} blockquote")) == 3)
    press_named(browser, f"{row} .tools button", "Split")
    until(lambda: all_of(browser, f"{row} .tick"))
    ticks = all_of(browser, f"{row} .tick")
    [tick] = [one for one in ticks if "Rockets" in one.text]
    tick.find_element(By.TAG_NAME, "input").send_keys(Keys.SPACE)
    one(browser, f"{row} form [name=why]").send_keys("another base", Keys.ENTER)
    until(lambda: text(browser, "#value") == "2")


def test_setting_what_was_misread(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    with_key(browser)
    row = open_incident(browser, 1)
    ask(browser, row, "Set", "claimed on video", actors="unknown", place="al-tanf")
    until(lambda: "Edited by all" in text(browser, ".corrected"))
    until(lambda: text(browser, f"{row} .who") == "on US troops · al-tanf")
    row = open_incident(browser, 2)
    ask(browser, row, "Set", "no such town", place="nowhere")
    until(lambda: "no place 'nowhere'" in text(browser, f"{row} form .problem"))


def test_a_form_is_kept_while_news_comes_in(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    with_key(browser)
    row = open_incident(browser, 1)
    press(browser, f"{row} .tools button:last-of-type")
    one(browser, f"{row} form [name=why]").send_keys("half a sent")
    third = an_event("Erbil base hit, a third paper says.", source="Third", place=ERBIL, day=on("2023-11-05"))
    news.do(lambda: news.room.tell(third))
    until(lambda: len(all_of(browser, f"{row} blockquote")) == 3)
    assert one(browser, f"{row} form [name=why]").get_attribute("value") == "half a sent"


def test_a_key_that_does_not_allow_it(browser: webdriver.Chrome, news: Served) -> None:
    opened(browser, news)
    with_key(browser, "sitrep_read")
    ask(browser, open_incident(browser, 1), "Dismiss", "an exercise")
    until(lambda: text(browser, "form .problem") == "the key read allows read, not correct")
    with_key_forgotten(browser)


def with_key_forgotten(browser: webdriver.Chrome) -> None:
    press(browser, "#key-button")
    until(lambda: text(browser, "#key-button") == "Use a key")
    until(lambda: all_of(browser, "#list details[open] blockquote") and not all_of(browser, ".tools"))
