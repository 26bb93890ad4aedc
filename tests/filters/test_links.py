import pytest

from bot.filters.errors import NotADomain
from bot.filters.links import domain_of, find_invites, find_links, is_listed
from bot.filters.screen import Invites, Links, Screen


@pytest.mark.parametrize(
    ("text", "domains"),
    [
        ("see https://Sub.Evil.com:8080/path?q=1#x", ["sub.evil.com"]),
        ("https://good.jp@evil.com/", ["evil.com"]),
        ("https://例え.jp/", ["xn--r8jz45g.jp"]),
        ("例え.jp", ["xn--r8jz45g.jp"]),
        ("evil[.]com and evil dot net", ["evil.com", "evil.net"]),
        ("詳しくはevil.comで", ["evil.com"]),
        ("t.me/spam but not t.me", ["t.me"]),
        ("main.py, v1.2.3, e.g. this.Then that", []),
        ("https://discord.com/channels/1/2/3", []),
    ],
)
def test_which_domains_a_text_links_to(text: str, domains: list[str]) -> None:
    assert [link.domain for link in find_links(text)] == domains


@pytest.mark.parametrize(
    ("written", "domain"),
    [
        ("Example.com", "example.com"),
        (" https://www.example.com/a?b ", "www.example.com"),
        ("*.example.co.jp", "example.co.jp"),
        ("例え.jp", "xn--r8jz45g.jp"),
        ("xn--r8jz45g.jp", "xn--r8jz45g.jp"),
    ],
)
def test_a_domain_is_listed_as_people_type_it(written: str, domain: str) -> None:
    assert domain_of(written) == domain


@pytest.mark.parametrize("written", ["", "com", "not a domain", "-.com", "a..b", "192.168.0.1", "x" * 64 + ".com"])
def test_what_is_no_domain_is_refused(written: str) -> None:
    with pytest.raises(NotADomain):
        domain_of(written)


def test_a_listed_domain_stands_for_those_below_it() -> None:
    listed = frozenset(("example.jp",))
    assert is_listed("a.b.example.jp", listed)
    assert not is_listed("notexample.jp", listed)
    assert not is_listed("example.jp.evil.com", listed)


def test_links_are_allowed_or_denied() -> None:
    text = "https://a.example.jp https://evil.com"
    allowed = Screen([Links(filter_id=1, domains=("example.jp",))])
    denied = Screen([Links(filter_id=1, domains=("example.jp",), allow=False)])

    assert [hit.rule for hit in allowed.look_all(text)] == ["evil.com"]
    assert [hit.rule for hit in denied.look_all(text)] == ["a.example.jp"]


@pytest.mark.parametrize(
    "text",
    [
        "discord.gg/AbC-1",
        "https://discord.com/invite/AbC-1",
        "https://discordapp.com/invite/AbC-1",
        "d i s c o r d . g g / AbC-1",
        "ｄｉｓｃｏｒｄ．ｇｇ／AbC-1",
        "disc\u200bord.gg/AbC-1",
        "dіscord dot gg slash AbC-1",
        ".gg/AbC-1",
    ],
)
def test_an_invite_keeps_its_code_as_written(text: str) -> None:
    assert [invite.code for invite in find_invites(text)] == ["AbC-1"]
    assert Screen([Invites(filter_id=1)]).look(text) is not None
    assert Screen([Invites(filter_id=1, allowed_codes=frozenset(("AbC-1",)))]).look(text) is None
