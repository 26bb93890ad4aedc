"""`/about`: what members read, and how admins write it."""

import pytest

from bot.actor import Actor
from bot.app import App
from bot.i18n import Language
from bot.onboarding.about import TEXT_MAX, AboutText, AboutTooLong
from bot.settings.model import ServerSettings
from tests.onboarding.settling import heard
from tests.questions.acting import mentions_in
from tests.support.cards import answer, shown, walk
from tests.support.community import Community

GUILD = 1
ADMIN = Actor(id=9, guild_id=GUILD, manages_server=True)
PURPOSE = "We help each other with kettles."
PURPOSE_JA = "ケトルについて助け合う場所です。"


async def written(community: Community, *, language: str | None = None, **texts: str) -> None:
    options = {"language": language} if language else {}
    form = await community.admin.slash(community.general, "onboarding about", **options)
    await community.admin.submit_modal(form, {"purpose": PURPOSE} | texts)


async def test_members_read_what_the_community_is_for(community: Community) -> None:
    await written(community, benefits="Answers within a day.", hopes="That you tell us what is wrong with our kettles.")
    since = len(community.env.http_requests)

    result = await community.bystander.slash(community.general, "about")

    assert answer(result).ephemeral
    for part in ("About Veranda", "What this community is for", PURPOSE, "What you get", "Answers within a day."):
        assert part in shown(result)
    assert "What we hope for" in shown(result) and "what is wrong with our kettles" in shown(result)
    assert mentions_in(community, since) == []


async def test_it_names_who_runs_it_and_where_privacy_is_shown(community: Community) -> None:
    said = shown(await community.bystander.slash(community.general, "about"))

    assert f"**The team:** <@&{community.roles['staff'].id}>" in said
    assert f"<@&{community.roles['moderators'].id}>. Turn to them" in said
    assert "privacy" in said and "start" in said


async def test_a_text_in_ones_own_language_or_else_the_other(community: Community) -> None:
    await written(community)
    assert PURPOSE in shown(await community.asker_ja.slash(community.general, "about"))

    await written(community, language="ja", purpose=PURPOSE_JA)

    japanese = shown(await community.asker_ja.slash(community.general, "about"))
    assert PURPOSE_JA in japanese and PURPOSE not in japanese and "このコミュニティの目的" in japanese
    assert PURPOSE in shown(await community.asker.slash(community.general, "about"))


async def test_nothing_written_says_so_and_tells_admins_how(community: Community) -> None:
    member = shown(await community.bystander.slash(community.general, "about"))
    admin = shown(await community.admin.slash(community.general, "about"))

    assert "Nobody has written yet" in member and "onboarding about" not in member
    assert "onboarding about" in admin


async def test_admins_see_what_they_wrote_before_and_after(community: Community) -> None:
    await written(community)

    form = await community.admin.slash(community.general, "onboarding about")
    assert form.modal is not None and PURPOSE in str(form.modal)
    done = await community.admin.submit_modal(form, {"purpose": PURPOSE, "benefits": "Tea."})

    assert "from now on" in shown(done) and "Tea." in shown(done)


async def test_the_form_is_in_the_admins_language_for_the_text_in_another(community: Community) -> None:
    form = await community.admin_ja.slash(community.general, "onboarding about", language="en")
    assert form.modal is not None and form.modal["title"] == "紹介文（英語）"
    await community.admin_ja.submit_modal(form, {"purpose": PURPOSE})
    assert PURPOSE in shown(await community.asker.slash(community.general, "about"))


async def test_emptying_it_deletes_it(community: Community) -> None:
    await written(community)

    form = await community.admin.slash(community.general, "onboarding about")
    done = await community.admin.submit_modal(form, {"purpose": "  "})

    assert "is empty now" in shown(done)
    assert "Nobody has written yet" in shown(await community.bystander.slash(community.general, "about"))


async def test_only_admins_write_it(community: Community) -> None:
    assert "onboarding" not in str(community.bystander.available_commands(community.general))
    form = await community.admin.slash(community.general, "onboarding about")
    community.server.remove_member(community.admin)
    await community.env.settle()
    assert form.modal is not None


async def test_roles_that_were_deleted_are_left_out(community: Community) -> None:
    await community.set(ServerSettings, staff_role_ids=[12345], moderator_role_ids=[])
    said = shown(await community.bystander.slash(community.general, "about"))
    assert "The team" not in said and "Moderators" not in said


@pytest.mark.parametrize("sign", ["*", "名"])
async def test_the_longest_texts_fit(community: Community, sign: str) -> None:
    text = sign * TEXT_MAX
    await written(community, purpose=text, benefits=text, hopes=text)

    result = await community.asker_ja.slash(community.general, "about")

    length = sum(len(part.get("content", "")) for part in walk(answer(result).components))
    assert 3 * TEXT_MAX < length <= 4_000


async def test_what_an_admin_wrote_is_given_back_where_it_cannot_be_kept(community: Community) -> None:
    form = await community.admin.slash(community.general, "onboarding about")
    role = community.env.backend.get_guild(community.server.id).roles[community.roles["admins"].id]
    role.permissions = 0

    result = await community.admin.submit_modal(form, {"purpose": PURPOSE})

    assert PURPOSE in heard(result)
    assert await community.app.onboarding.about.all(guild_id=community.server.id) == {}


# Without Discord


async def test_texts_are_cleaned_and_cut_to_no_length_in_silence(app: App) -> None:
    kept = await app.onboarding.about.write(AboutText(purpose="  Tea\u200b \n"), language=Language.EN, by=ADMIN)
    assert kept == AboutText(purpose="Tea")
    with pytest.raises(AboutTooLong):
        await app.onboarding.about.write(AboutText(hopes="a" * (TEXT_MAX + 1)), language=Language.EN, by=ADMIN)
    found = await app.onboarding.about.read(guild_id=GUILD, language=Language.JA)
    assert found is not None and found.text.purpose == "Tea" and found.language is Language.EN


async def test_each_server_has_its_own(app: App) -> None:
    await app.onboarding.about.write(AboutText(purpose="Tea"), language=Language.EN, by=ADMIN)
    assert await app.onboarding.about.read(guild_id=2, language=Language.EN) is None
