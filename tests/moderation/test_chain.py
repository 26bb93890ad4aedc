"""What one feature of moderation leaves for the next: from a decision over the ladder to taking it back."""

from bot.moderation.model import LadderMode, State
from bot.sandbox import simulated_moderation as mod
from tests.appeals.acting import decided
from tests.moderation.desk import case_of, settings
from tests.support.cards import answer, id_of, shown
from tests.support.community import Community


async def test_whoever_takes_a_warning_back_is_told_of_the_ladders_step_that_followed(community: Community) -> None:
    """The step is a case of its own, with a letter and an appeal of its own: it stays until somebody decides."""
    await settings(community, ladder=LadderMode.AUTOMATIC)
    for _ in range(2):
        await decided(community, community.asker, community.moderator)
    step = await case_of(community, 3)
    page = await community.moderator2.slash(community.general, "mod case", number=2)

    form = await community.moderator2.click(answer(page), custom_id=id_of(answer(page), "moderation:lift"))
    done = await community.moderator2.submit_modal(form, {"why": "It was a quotation."})

    assert f"case #{step.number}, stays" in shown(done)
    assert step.ends_at is not None and mod.timed_out_until(community.asker) == step.ends_at
    assert (await case_of(community, 2)).state is State.LIFTED and (await case_of(community, 3)).state is State.DONE
