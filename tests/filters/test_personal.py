import pytest

from bot.filters.personal import find_emails, find_phones
from bot.filters.screen import Kind, Personal, Screen


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("電話は090-1234-5678です", "090-1234-5678"),
        ("０９０−１２３４−５６７８", "０９０−１２３４−５６７８"),
        ("0 9 0 1 2 3 4 5 6 7 8", "0 9 0 1 2 3 4 5 6 7 8"),
        ("+81 90-1234-5678", "+81 90-1234-5678"),
        ("(03)1234-5678", "(03)1234-5678"),
        ("call (555) 234-5678 now", "(555) 234-5678"),
    ],
)
def test_a_phone_number_is_found_whole(text: str, number: str) -> None:
    assert [text[start:end] for start, end in find_phones(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "注文番号：090-1234-5678",
        "2024-11-22 10:30",
        "12,345,678円",
        "ISBN 978-4-00-310101-8",
        "0120-123-456",
        "1234-5678-9012-3456",
        "order 503-1234567-1234567",
        "192.168.100.200",
        "<@123456789012345678>",
    ],
)
def test_other_numbers_are_nobodys_phone(text: str) -> None:
    assert list(find_phones(text)) == []


def test_addresses_of_companies_are_nobodys() -> None:
    assert list(find_emails("support@shop.jp, a@example.com")) == []
    assert [start for start, _ in find_emails("x taro@gmail.com")] == [2]


def test_one_may_look_for_phones_and_not_for_addresses() -> None:
    text = "taro@gmail.com 090-1234-5678"
    screens = {kind: Screen([Personal(filter_id=1, **only)]) for kind, only in ONLY.items()}

    assert {kind: [hit.kind for hit in screen.look_all(text)] for kind, screen in screens.items()} == {
        Kind.PHONE: [Kind.PHONE],
        Kind.EMAIL: [Kind.EMAIL],
    }


ONLY = {Kind.PHONE: {"emails": False}, Kind.EMAIL: {"phones": False}}
