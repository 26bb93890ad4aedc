"""`/mod figures` as moderators read it."""

from datetime import timedelta

import pytest
import simcord

from bot.i18n import Language
from bot.moderation.model import Act, Origin, Subject
from bot.moderation.opening import Decision
from bot.sandbox import simulated
from cogs.moderation.figures import span
from tests.support.cards import answer, id_of, shown
from tests.support.community import Community


async def sanction(community: Community, member_id: int, act: Act = Act.WARN, **values: object) -> None:
    await community.app.moderation.opening.open(
        Decision(
            guild_id=community.server.id,
            act=act,
            origin=Origin.NATIVE,
            subject=Subject(member_id=member_id),
            done_already=True,
            **values,  # type: ignore[arg-type]
        )
    )
    await community.env.pass_time(timedelta(minutes=1))


async def test_each_figure_says_what_it_means(community: Community) -> None:
    await sanction(community, community.asker.id)
    await sanction(community, community.asker.id, Act.TIMEOUT, minutes=60)

    said = shown(await community.moderator.slash(community.general, "mod figures", days=7))

    assert "the last 7 days" in said
    assert "Sanctions: 2" in said and "warnings 1" in said and "timeouts 1" in said
    assert "moderators 100 %" in said and "Again: 100 %" in said
    assert "First response: –" in said and "As the rules propose: –" in said  # of nothing there is no share
    assert said.count("-#") == 8  # the period, and a meaning for each figure but one


async def test_japanese_and_the_file(community: Community) -> None:
    await sanction(community, community.asker.id)
    simulated.set_locale(community.env, community.moderator, "ja")

    result = await community.moderator.slash(community.general, "mod figures")
    assert "この30日間のモデレーション" in shown(result) and "警告 1件" in shown(result)

    file = await community.moderator.click(answer(result), custom_id=id_of(answer(result), "moderation:figures-file"))
    attached = answer(file).attachments[0]
    content = (community.env.backend.cdn.get(attached.url) or b"").decode("utf-8-sig")
    assert "sanctions,1" in content and "rule ルールの指定なし,1" in content


async def test_members_do_not_see_it(community: Community) -> None:
    with pytest.raises(simcord.SetupError):
        await community.asker.slash(community.general, "mod figures")


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (None, "–"),
        (timedelta(seconds=20), "1 minute"),
        (timedelta(minutes=90), "90 minutes"),
        (timedelta(hours=5, minutes=30), "5.5 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_times_are_said_as_precisely_as_is_worth_reading(length: timedelta | None, said: str) -> None:
    assert span(length, Language.EN) == said
