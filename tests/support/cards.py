"""Reading what the bot shows, cards (components V2) included, as a person would."""

from collections.abc import Iterator, Mapping
from typing import Any

from simcord.results import InteractionResult

from bot.sandbox import simulated


def shown(result: InteractionResult) -> str:
    """Return every text a person now reads as the bot's answer: content, embeds, texts, labels, options."""
    return text_of(answer(result))


def answer(result: InteractionResult) -> Any:
    """Return the message the bot answered with, to press its buttons."""
    found = simulated.answer_to(result)
    assert found is not None, f"the bot showed nothing: {result!r}"
    return found


def text_of(message: Any) -> str:
    parts = [message.content or ""]
    for embed in message.embeds:
        parts += [embed.title or "", embed.description or "", (embed.footer.text or "") if embed.footer else ""]
    for component in walk(message.components):
        parts += [str(component[key]) for key in ("content", "label", "placeholder") if component.get(key)]
        parts += [option["label"] for option in component.get("options") or []]
    return "\n".join(part for part in parts if part)


def walk(components: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every component of a raw payload, in reading order."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        yield from walk([component[key] for key in ("accessory", "component") if component.get(key)])


def buttons(message: Any) -> dict[str, str]:
    """Return the labels of a message's buttons by their custom ids."""
    return {
        component["custom_id"]: component.get("label", "")
        for component in walk(message.components)
        if component.get("type") == 2 and component.get("custom_id")
    }


def id_of(message: Any, action: str, *, ending: str = "") -> str:
    """Return the custom id of the one button or menu of an action on a message."""
    known = [str(component["custom_id"]) for component in walk(message.components) if component.get("custom_id")]
    found = [one for one in known if (one == action or one.startswith(f"{action}:")) and one.endswith(ending)]
    assert len(found) == 1, f"{action} {ending}: {known}"
    return found[0]
