"""The taxonomies of a vocabulary: which words are certainly, which perhaps cases of others."""

from slakit.vocabulary import Vocabulary

WORDS: dict[str, dict[str, object]] = {
    "site": {},
    "menu": {"within": "site"},
    "page": {"within": "menu"},
    "annex": {"within": "site"},
    "app": {"may-be": ["site"]},
    "watch-app": {"within": "app"},
    "widget": {"may-be": ["app"]},
    "reader": {"may-be": ["annex"]},
    "paper": {},
    "unknown": {"unknown": True},
}
VOCABULARY = Vocabulary.model_validate(
    {
        "document": "vocabulary/v1",
        "vocabulary": "places",
        "version": "1",
        "title": {"en": "Places"},
        "values": {
            "place": {
                "title": {"en": "Place"},
                "values": {word: {"title": {"en": word}, **entry} for word, entry in WORDS.items()},
            }
        },
        "events": {"card.posted": {"title": {"en": "Posted"}, "fields": {}}},
    },
    strict=False,
)


def perhaps(word: str) -> set[str]:
    """The words that are perhaps a case of one."""
    return set(VOCABULARY.perhaps_within("place", VOCABULARY.within("place", word)))


def test_what_may_be_a_wider_word_may_be_any_of_its_cases() -> None:
    """An application that may belong to the site may be its menu and a page of it; what is beside them is not."""
    assert perhaps("menu") == {"site", "app", "watch-app", "widget", "unknown"}
    assert perhaps("page") == {"site", "menu", "app", "watch-app", "widget", "unknown"}


def test_what_may_be_a_case_may_be_what_that_belongs_to() -> None:
    """What may be the annex may belong to the site, and no more of it."""
    assert perhaps("site") == {"app", "watch-app", "widget", "reader", "unknown"}
    assert perhaps("annex") == {"site", "app", "watch-app", "widget", "reader", "unknown"}


def test_a_case_is_open_where_its_wider_word_is() -> None:
    """What may be an application, and what an application may be, are open; what is certainly something else is not."""
    assert perhaps("app") == {"site", "menu", "page", "annex", "widget", "reader", "unknown"}
    assert perhaps("watch-app") == {"app", *perhaps("app")}
    assert perhaps("widget") == {"app", "watch-app", *perhaps("app")} - {"widget"}
    assert perhaps("paper") == perhaps("elsewhere") == {"unknown"}
