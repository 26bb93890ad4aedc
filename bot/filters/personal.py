"""Phone numbers and e-mail addresses of people: not of companies, and no orders, prices, dates or machines.

Japanese numbers are told by their first digits and groups (総務省's numbering plan), others by a + or by the groups of
North America and Britain. A library that knows every country's plan (`phonenumbers`, 9 MB) takes ten digits of an order
for a number in some country.
"""

import re
from collections.abc import Iterator

from bot.filters.normalising import plain_width

_DASH = r"\-‐‑‒–—―−ーｰ─"
_BETWEEN = rf"[\s().{_DASH}]{{0,3}}"
_CANDIDATE = re.compile(
    rf"(?<![a-zA-Z0-9_.,/#=@$¥£€+{_DASH}])(?<!\d:)[+(]?\d(?:{_BETWEEN}\d){{8,14}}(?![a-zA-Z0-9_%@円個台枚年]|[{_DASH}.,]\d)"
)
"""Japanese letters may stand right before and behind it."""
_NO_PHONE_BEFORE = re.compile(
    r"(?:注文|受注|伝票|追跡|お?問い?合わ?せ?(?:伝票)?|会員|型番|品番|製造|シリアル|製品|商品|予約|管理|受付|口座|登録)\s?(?:番号|no\.?|ナンバー|コード)?"
    r"\s?(?:は|が|:|：|#)?\s*$|(?:order|tracking|invoice|serial|model|part|ticket|case|ref(?:erence)?|isbn|jan|sku|item|id)"
    r"\s?(?:number|no\.?|code|id)?\s?(?:is|:|#)?\s*$",
    re.IGNORECASE,
)
_PHONE_BEFORE = re.compile(
    r"(?:電話|携帯|けいたい|ケータイ|スマホ|TEL|でんわ|phone|mobile|cell|call(?:\sme)?|text(?:\sme)?|whatsapp|number)"
    r"(?:番号)?\s?(?:は|が|on|at|is|:|：|→)?\s*$",
    re.IGNORECASE,
)

_JAPANESE_MOBILE = re.compile(r"0[5-9]0[1-9]\d{7}")
_JAPANESE_GROUPS = re.compile(r"0\d{1,4}-\d{1,4}-\d{4}")
_AMERICAN = re.compile(r"(?:1-)?([2-9]\d\d)-[2-9]\d\d-\d{4}")
_BRITISH = re.compile(r"07\d{3}-\d{3}-?\d{3}")
_OF_COMPANIES = re.compile(r"0120|0800|0570|0990|1?-?(?:800|888|877|866|855|844|833)-")

_AT = (
    r"(?:\s?(?:@|\(at\)|\[at\]|\{at\}|<at>|アットマーク|アット|あっと(?:まーく)?)\s?"
    r"|\s+at\s+(?=[\w-]+(?:\s+dot\s|\s?[\[({]\s?dot)|(?:gmail|yahoo|hotmail|outlook|icloud|proton|docomo|ezweb|softbank)\b))"
)
_DOT = r"(?:\.|\s?(?:\(dot\)|\[dot\]|\{dot\}|\[\.\]|ドット|どっと)\s?|\s+dot\s+)"
_EMAIL = re.compile(
    rf"(?<![a-zA-Z0-9_.+/-])(?P<name>[a-z0-9](?:[a-z0-9.+-]|_){{0,63}}){_AT}"
    rf"(?P<domain>[a-z0-9-]{{1,63}}(?:{_DOT}[a-z0-9-]{{1,63}}){{0,4}}{_DOT}[a-z]{{2,24}})(?![a-zA-Z0-9_-])",
    re.IGNORECASE,
)
_NOT_OF_A_PERSON = frozenset(
    ("support", "info", "contact", "help", "sales", "noreply", "no-reply", "admin", "press", "service", "customer",
     "inquiry", "office", "webmaster", "postmaster", "hello", "shop", "store", "cs", "care", "privacy", "security",
     "abuse")
)  # fmt: skip
_FOR_EXAMPLES = re.compile(r"(?:^|\.)(?:example(?:\.\w+)*|test|invalid|localhost)$", re.IGNORECASE)

Span = tuple[int, int]


def find_phones(text: str) -> Iterator[Span]:
    plain = plain_width(text)
    for match in _CANDIDATE.finditer(plain.text):
        if _is_phone(match.group(), plain.text[max(0, match.start() - 30) : match.start()]):
            yield plain.at[match.start()], plain.end_of(match.end())


def _is_phone(written: str, before: str) -> bool:
    if _NO_PHONE_BEFORE.search(before):
        return False
    digits = re.sub(r"\D", "", written)
    groups = re.sub(r"\D+", "-", written.strip("+( "))
    if written.startswith("+"):
        return 9 <= len(digits) <= 15 and digits[0] != "0"
    if _OF_COMPANIES.match(groups):
        return False
    if _JAPANESE_MOBILE.fullmatch(digits):
        return _groups_are_of_a_mobile(groups)
    is_grouped = (
        (len(digits) == 10 and digits[1] != "0" and _JAPANESE_GROUPS.fullmatch(groups))
        or _AMERICAN.fullmatch(groups)
        or _BRITISH.fullmatch(groups)
    )
    is_called_one = _PHONE_BEFORE.search(before) and len(digits) in (10, 11) and len(groups) - len(digits) <= 3
    return bool(is_grouped or is_called_one)


def _groups_are_of_a_mobile(groups: str) -> bool:
    """090-1234-5678, 09012345678, 0 9 0 1 2…: its groups break where people break a number, or everywhere."""
    sizes = [len(group) for group in groups.split("-")]
    return sizes in ([11], [3, 4, 4], [3, 8], [7, 4], [4, 3, 4], [5, 2, 4], [5, 6], [5, 3, 3]) or max(sizes) <= 2


def find_emails(text: str) -> Iterator[Span]:
    plain = plain_width(text)
    for match in _EMAIL.finditer(plain.text):
        domain = re.sub(_DOT, ".", match["domain"], flags=re.IGNORECASE).lower()
        if match["name"].lower() not in _NOT_OF_A_PERSON and not _FOR_EXAMPLES.search(domain):
            yield plain.at[match.start()], plain.end_of(match.end())
