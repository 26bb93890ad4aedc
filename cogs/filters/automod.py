"""The filters' rules in Discord's AutoMod: written, kept in step, and left alone where an admin has taken them over."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord
from discord.ext import commands

from bot.client import Bot
from bot.due import Due, TryLater
from bot.filters.handing import Plan, Trigger, Wanted
from bot.filters.model import Filter, Finder, Found, Handed, Mode
from bot.filters.rules import AUTOMOD, RECONCILE
from bot.moderation.model import Snapshot

log = logging.getLogger(__name__)

REASON = "Engawa /filter"
FULL = "AUTO_MODERATION_MAX_RULES_OF_TYPE_EXCEEDED"
"""In what Discord says where a server has as many rules of a kind as it may."""
_BLOCK = discord.AutoModRuleActionType.block_message
_AUTHOR_BITS = (1 << 22) - 1


class InAutoMod(commands.Cog):
    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._reconciled: set[int] = set()

    async def cog_load(self) -> None:
        self.bot.app.due.handle(AUTOMOD, self.bring_into_step)
        self.bot.app.due.handle(RECONCILE, self.reconcile)

    # Writing our rules

    async def bring_into_step(self, due: Due) -> None:
        """Make, change, switch off or take away the rule of one filter."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None or guild.unavailable:
            raise TryLater("the server isn't there")
        language = await self.bot.public_language(guild)
        handing = self.bot.app.filters.handing
        plan = await handing.plan_for(guild_id=guild.id, filter_id=due.subject_id, language=language)
        if plan is None or (plan.known is not None and plan.known.state in (Handed.THEIRS, Handed.DELETED)):
            return
        try:
            await self._write(guild, plan)
        except discord.NotFound:
            # An admin deleted it, and we were not told.
            await handing.missing(guild_id=guild.id, rule_id=(plan.known.rule_id if plan.known else None) or 0)
        except discord.HTTPException as refused:
            if refused.status >= 500 or refused.status == 429:
                raise TryLater(f"AutoMod of server {guild.id}: HTTP {refused.status}") from None
            state = Handed.FULL if FULL in str(refused.text) else Handed.REFUSED
            log.info("filter %s is not in AutoMod: HTTP %s, code %s", plan.filter.id, refused.status, refused.code)
            await handing.note(
                plan.filter,
                state=state,
                rule_id=None if plan.known is None else plan.known.rule_id,
                failure=f"HTTP {refused.status}, code {refused.code}",
            )

    async def _write(self, guild: discord.Guild, plan: Plan) -> None:
        rule_id = None if plan.known is None else plan.known.rule_id
        if plan.wanted is None:
            await self._withdraw(guild, plan, rule_id)
        elif rule_id is None:
            await self._make(guild, plan.filter, plan.wanted)
        else:
            await self._change(guild, plan, plan.wanted, rule_id)

    async def _make(self, guild: discord.Guild, one: Filter, wanted: Wanted) -> None:
        """Make a rule, or take up the one that was made when the process died before it could be noted."""
        handing = self.bot.app.filters.handing
        own = None if self.bot.user is None else self.bot.user.id
        # One that belonged to a deleted filter of the same name may be an admin's by now.
        known = {other.rule_id for other in (await handing.known(guild_id=guild.id)).values()}
        before = next(
            (
                rule
                for rule in await guild.fetch_automod_rules()
                if rule.creator_id == own and rule.name == wanted.name and rule.id not in known
            ),
            None,
        )
        await handing.about_to_write(one, digest=wanted.digest, before=None)
        if before is not None:
            made = await before.edit(**_written(wanted))
        else:
            made = await guild.create_automod_rule(
                event_type=discord.AutoModRuleEventType.message_send, **_written(wanted)
            )
        await handing.note(one, state=Handed.OURS, rule_id=made.id, digest=shown(made).digest)

    async def _change(self, guild: discord.Guild, plan: Plan, wanted: Wanted, rule_id: int) -> None:
        handing, rule = self.bot.app.filters.handing, await guild.fetch_automod_rule(rule_id)
        now = shown(rule).digest
        if _is_anothers(plan, now):
            await handing.seen(guild_id=guild.id, rule_id=rule_id, digest=now)
            return
        if now != wanted.digest:
            await handing.about_to_write(plan.filter, digest=wanted.digest, before=now)
            rule = await rule.edit(**_written(wanted))
        await handing.note(plan.filter, state=Handed.OURS, rule_id=rule_id, digest=shown(rule).digest)

    async def _withdraw(self, guild: discord.Guild, plan: Plan, rule_id: int | None) -> None:
        """Switch a rule off that should find nothing now; that of a deleted filter goes."""
        handing, one = self.bot.app.filters.handing, plan.filter
        if rule_id is None:
            await handing.gone(one)
            return
        rule = await guild.fetch_automod_rule(rule_id)
        now = shown(rule)
        if _is_anothers(plan, now.digest):
            await handing.seen(guild_id=guild.id, rule_id=rule_id, digest=now.digest)
            return
        if one.deleted_at is not None:
            await rule.delete(reason=REASON)
            await handing.gone(one)
            return
        if rule.enabled:
            off = replace(now, enabled=False)
            await handing.about_to_write(one, digest=off.digest, before=now.digest)
            rule = await rule.edit(enabled=False, reason=REASON)
        await handing.note(one, state=Handed.OURS, rule_id=rule_id, digest=shown(rule).digest)

    # What admins do there

    @commands.Cog.listener()
    async def on_automod_rule_update(self, rule: discord.AutoModRule) -> None:
        await self.bot.app.filters.handing.seen(guild_id=rule.guild.id, rule_id=rule.id, digest=shown(rule).digest)

    @commands.Cog.listener()
    async def on_automod_rule_delete(self, rule: discord.AutoModRule) -> None:
        await self.bot.app.filters.handing.missing(guild_id=rule.guild.id, rule_id=rule.id)

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Look once after the start for what was done by hand while the bot was away."""
        if guild.id not in self._reconciled:
            self._reconciled.add(guild.id)
            if await self.bot.app.filters.handing.known(guild_id=guild.id):
                await self.bot.app.due.plan(
                    guild_id=guild.id, kind=RECONCILE, subject_id=guild.id, due_at=self.bot.app.clock()
                )

    async def reconcile(self, due: Due) -> None:
        """Compare all rules a server has with what we know of ours."""
        guild = self.bot.get_guild(due.guild_id)
        if guild is None or guild.unavailable:
            raise TryLater("the server isn't there")
        try:
            rules = await guild.fetch_automod_rules()
        except discord.Forbidden:
            return  # `/doctor` says that Manage Server is missing
        except discord.HTTPException as refused:
            raise TryLater(f"AutoMod of server {guild.id}: HTTP {refused.status}") from None
        present = {rule.id: shown(rule).digest for rule in rules}
        await self.bot.app.filters.handing.reconcile(guild_id=guild.id, present=present)

    # What AutoMod stops

    @commands.Cog.listener()
    async def on_automod_action(self, execution: discord.AutoModAction) -> None:
        """Keep the record of what one of our rules has stopped. Each of a rule's actions comes by itself."""
        if execution.action.type is not _BLOCK:
            return
        filters = self.bot.app.filters
        one = await filters.handing.filter_of(guild_id=execution.guild_id, rule_id=execution.rule_id)
        if one is None or one.mode is not Mode.ON:
            return
        now = self.bot.app.clock()
        # What was stopped never was a message: a number of its own stands for one.
        number = discord.utils.time_snowflake(now) | (execution.user_id & _AUTHOR_BITS)
        await filters.hitting.note(
            [Found(filter=one, what=execution.matched_keyword or "")],
            guild_id=execution.guild_id,
            snapshot=Snapshot(
                author_id=execution.user_id,
                channel_id=execution.channel_id or 0,
                message_id=number,
                written_at=now,
                text=execution.content,
            ),
            finder=Finder.AUTOMOD,
        )


def shown(rule: discord.AutoModRule) -> Wanted:
    """Return a rule as Discord has it now."""
    trigger = rule.trigger
    mentions = trigger.type is discord.AutoModRuleTriggerType.mention_spam
    return Wanted(
        name=rule.name,
        trigger=Trigger.MENTIONS if mentions else Trigger.KEYWORDS,
        keywords=tuple(trigger.keyword_filter or ()),
        regexes=tuple(trigger.regex_patterns or ()),
        allowed=tuple(trigger.allow_list or ()),
        mentions=trigger.mention_limit if mentions else None,
        enabled=rule.enabled,
        exempt_role_ids=frozenset(rule.exempt_role_ids),
        exempt_channel_ids=frozenset(rule.exempt_channel_ids),
        message=next((action.custom_message or "" for action in rule.actions if action.type is _BLOCK), ""),
        besides=tuple(str(action.to_dict()) for action in rule.actions if action.type is not _BLOCK),
    )


def _is_anothers(plan: Plan, digest: str) -> bool:
    """Whether somebody else has written the rule as it is now; one that is taken back may be as it likes."""
    known = plan.known
    return known is not None and known.digest is not None and digest not in (known.digest, known.digest_before)


def _written(wanted: Wanted) -> dict[str, Any]:
    """Return a rule in discord.py's words."""
    if wanted.trigger is Trigger.MENTIONS:
        trigger = discord.AutoModTrigger(
            type=discord.AutoModRuleTriggerType.mention_spam, mention_limit=wanted.mentions or 0
        )
    else:
        trigger = discord.AutoModTrigger(
            type=discord.AutoModRuleTriggerType.keyword,
            keyword_filter=list(wanted.keywords),
            regex_patterns=list(wanted.regexes),
            allow_list=list(wanted.allowed),
        )
    return {
        "name": wanted.name,
        "trigger": trigger,
        "actions": [discord.AutoModRuleAction(custom_message=wanted.message)],
        "enabled": wanted.enabled,
        "exempt_roles": _objects(sorted(wanted.exempt_role_ids)),
        "exempt_channels": _objects(sorted(wanted.exempt_channel_ids)),
        "reason": REASON,
    }


def _objects(ids: Sequence[int]) -> list[discord.Object]:
    return [discord.Object(one) for one in ids]
