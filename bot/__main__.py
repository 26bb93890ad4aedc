"""The command line: `python -m bot [run|sandbox|doctor|backup|restore|recompute|problems]`."""

import gc

# What is imported stays: the collector would walk through it two hundred times, a tenth of a start.
gc.disable()

import argparse
import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta
from functools import partial
from pathlib import Path

import aiohttp
import discord

from bot import log
from bot.app import App
from bot.client import Bot, use_api
from bot.clock import utc_now
from bot.config import Config, read_config
from bot.db import Database
from bot.errors import OperatorError
from bot.i18n import Language, overrides, use_overrides
from bot.operations import backup, dbfile, doctor, encryption, health, instance, migrate, portal, schema
from bot.points.recompute import Recompute, Report
from bot.problems.model import Problem
from bot.problems.service import Problems
from bot.sandbox import command as sandbox_command

gc.enable()

logger = logging.getLogger("bot")

DRAIN_WITHIN = timedelta(seconds=6)
"""Of the ten seconds that container runtimes give a process before they kill it."""


class TokenRefused(OperatorError):
    """Discord doesn't know the token."""

    exit_code = 3


class IntentMissing(OperatorError):
    """A privileged intent is not switched on in the portal."""

    exit_code = 4


class DiscordUnreachable(OperatorError):
    """No answer from Discord's API."""

    exit_code = 8


MARKS = {
    doctor.Severity.FINE: "  ok  ",
    doctor.Severity.HINT: "  hint",
    doctor.Severity.WARNING: "  warn",
    doctor.Severity.PROBLEM: "  FAIL",
}


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        config = read_config()
        log.hide(*config.secrets())
        log.set_up(level=config.log_level, format=config.log_format)
        # The bot never speaks; discord.py would warn at every start that it can't.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        return int(chosen.function(config, chosen) or 0)
    except OperatorError as error:
        print(str(error), file=sys.stderr)
        return error.exit_code
    except PermissionError as error:
        # For instance .env, or a folder on the way to the database, as a user who may not look into it.
        print(
            f"User {os.geteuid()} may not use {error.filename}: run this as the user the bot runs as.", file=sys.stderr
        )
        return dbfile.DatabaseUnusable.exit_code
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Engawa runs the community of your customers.")
    parser.set_defaults(function=_run)
    commands = parser.add_subparsers(metavar="command")
    commands.add_parser("run", help="run the bot (the default)").set_defaults(function=_run)
    sandbox_parser = commands.add_parser("sandbox", help="walk through a made-up community in your browser, no token")
    sandbox_command.add_arguments(sandbox_parser)
    sandbox_parser.set_defaults(function=_sandbox)
    doctor_parser = commands.add_parser("doctor", help="look for what is wrong, and say what to do about it")
    doctor_parser.add_argument("--offline", action="store_true", help="don't ask Discord")
    doctor_parser.set_defaults(function=_doctor)
    backup_parser = commands.add_parser("backup", help="make a verified backup; the bot may be running")
    backup_parser.set_defaults(function=_backup)
    restore_parser = commands.add_parser("restore", help="put a backup in the database's place; the bot must not run")
    restore_parser.add_argument("backup", type=Path)
    restore_parser.add_argument(
        "--identity", type=Path, metavar="FILE", help="the file with the private key of an encrypted backup"
    )
    restore_parser.set_defaults(function=_restore)
    recompute_parser = commands.add_parser(
        "recompute", help="make totals, ranks and boards anew from the ledger of points; the bot must not run"
    )
    recompute_parser.add_argument("--check", action="store_true", help="only compare; the bot may be running")
    recompute_parser.set_defaults(function=_recompute)
    problems_parser = commands.add_parser("problems", help="list what people have reported with /problem")
    problems_parser.add_argument("--all", action="store_true", help="also those that are closed")
    problems_parser.add_argument("--close", type=int, action="append", metavar="NUMBER", help="mark one as dealt with")
    problems_parser.set_defaults(function=_problems)
    return parser


def _sandbox(_config: Config, arguments: argparse.Namespace) -> int:
    return sandbox_command.run(arguments)


def _doctor(config: Config, arguments: argparse.Namespace) -> int:
    findings = doctor.offline_findings(config)
    if not arguments.offline and doctor.has_token(config):
        findings += asyncio.run(portal.online_findings(config))
    for finding in findings:
        print(f"{MARKS[finding.severity]}  {finding.said(Language.EN)}")
        if remedy := finding.remedy_said(Language.EN):
            print(f"        {remedy}")
    problems = [finding for finding in findings if finding.severity is doctor.Severity.PROBLEM]
    print(f"\n{len(findings)} things looked at, {len(problems)} to be mended.")
    return 1 if problems else 0


def _backup(config: Config, _arguments: argparse.Namespace) -> int:
    made = backup.backup_now(config)
    encrypted = encryption.is_encrypted(made)
    print(f"Backed up to {made} ({made.stat().st_size / 1_000_000:.1f} MB, verified{', encrypted' * encrypted}).")
    if encrypted and config.backup_passphrase is not None:
        key = encryption.own_key_file(config)
        print(f"It opens with {key} and the passphrase that was set when that file was made: keep copies of both.")
    seal_key = dbfile.seal_key_path(config)
    if seal_key.exists():
        print(f"The key that seals anonymous authors is not in it, on purpose: keep a copy of {seal_key} elsewhere.")
    return 0


def _restore(config: Config, arguments: argparse.Namespace) -> int:
    restored = backup.restore(config, arguments.backup, identity=arguments.identity)
    print(f"{restored.database} is now {arguments.backup} (revision {restored.revision}, verified).")
    if restored.kept is not None:
        print(f"The database it replaced is kept as {restored.kept}.")
    if restored.needs_migration:
        print("It is from an older version: the next start updates it.")
    return 0


def _problems(config: Config, arguments: argparse.Namespace) -> int:
    database = dbfile.path_of(config)
    schema.refuse_other(database)
    with dbfile.refusals_explained(database):
        closed, listed = asyncio.run(_closed_and_listed(config, close=arguments.close or [], all=arguments.all))
    missing = [number for number, done in closed.items() if not done]
    for number, done in closed.items():
        print(f"Problem {number} {'is closed' if done else 'is not open'}.")
    for problem in listed:
        print(_problem_as_text(problem))
    if not listed and not closed:
        print("Nobody has reported a problem." if arguments.all else "There is no open problem.")
    return 1 if missing else 0


async def _closed_and_listed(
    config: Config, *, close: Sequence[int], all: bool
) -> tuple[dict[int, bool], Sequence[Problem]]:
    """Close the problems of these numbers, or list them: the bot may be running."""
    database = Database(config.database_url)
    try:
        problems = Problems(database=database, clock=utc_now)
        if close:
            return {number: await problems.close(number) for number in close}, []
        return {}, await problems.list(closed=all)
    finally:
        await database.close()


def _problem_as_text(problem: Problem) -> str:
    facts = [
        f"#{problem.id}  {problem.reported_at:%Y-%m-%d %H:%M} UTC",
        f"server {problem.guild_id}",
        "no name" if problem.member_id is None else f"member {problem.member_id}",
        f"code {problem.reference}" if problem.reference else "",
        "closed" if problem.closed_at else "",
    ]
    # What people write is shown as text: nothing of it may move the cursor of a terminal.
    lines = ["".join(letter if letter.isprintable() else " " for letter in line) for line in problem.text.splitlines()]
    return "\n".join(["  ".join(filter(None, facts)), *(f"    {line}" for line in lines)])


def _recompute(config: Config, arguments: argparse.Namespace) -> int:
    database = dbfile.path_of(config)
    schema.refuse_other(database)
    with nullcontext() if arguments.check else instance.only_one(config), dbfile.refusals_explained(database):
        report = asyncio.run(_recomputed(config, check=arguments.check))
    for difference in report.differences:
        print(f"  {difference}")
    said = f"{report.entries} entries of {report.members} members: {report.count} differences"
    print(f"{said}{', mended' if report.count and not arguments.check else ''}.")
    return 1 if report.count else 0


async def _recomputed(config: Config, *, check: bool) -> Report:
    database = Database(config.database_url)
    try:
        recompute = Recompute(database)
        return await (recompute.compare() if check else recompute.rebuild())
    finally:
        await database.close()


def _run(config: Config, _arguments: argparse.Namespace) -> int:
    config.token()
    overrides.refuse_broken(config.text_dir)
    use_overrides(config.text_dir)
    use_api(config.discord_api_url)
    with instance.only_one(config):
        backup.remove_unfinished_restores(config)
        asyncio.run(run(config))
    return 0


async def run(config: Config) -> None:
    """Run the bot until SIGTERM or SIGINT. Raises OperatorError where it can't."""
    stop = _stop_on_signals()
    app = App(config)
    try:
        app.seal.check()
        with dbfile.refusals_explained(dbfile.path_of(config)):
            await migrate.upgrade(app.database, config)
            await app.due.release_claims()
            await app.questions.finding.rebuild_outdated_indexes()
        app.jobs.declare("backup", partial(backup.back_up_when_due, config, app.clock), every=backup.LOOK_EVERY)
        app.activity.start()
        if not stop.is_set():
            await _run_client(Bot(app), config.token(), stop)
    finally:
        await app.close()


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _run_client(bot: Bot, token: str, stop: asyncio.Event) -> None:
    client = asyncio.create_task(_start(bot, token), name="client")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    beating = asyncio.create_task(health.keep_beating(bot.app.config, bot.is_connected), name="heartbeat")
    timing = asyncio.create_task(_start_timers(bot), name="timers")
    serving = asyncio.create_task(_serve(bot), name="page")
    try:
        await asyncio.wait({client, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if stop.is_set():
            # Whatever the client says from here on is about being stopped: in the middle of logging in, it would say
            # that Discord can't be reached.
            await _stop(bot)
        else:
            await client
    finally:
        others = (stopping, beating, timing, serving, client)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if not bot.is_closed():
            await bot.close()


async def _start(bot: Bot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise TokenRefused(
            "Discord refuses DISCORD_TOKEN: copy it anew from the developer portal "
            "(your application, Bot, Reset Token)."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise IntentMissing(
            "An intent is not switched on: in Discord's developer portal open your application, Bot, and switch on "
            "“Server Members Intent” and “Message Content Intent”, or set MEMBERS=false or MESSAGE_CONTENT=false here."
        ) from None
    except (aiohttp.ClientError, discord.DiscordServerError, discord.GatewayNotFound, TimeoutError) as error:
        raise _unreachable(bot, type(error).__name__) from None
    except discord.HTTPException as error:
        # Once it is known who we are, a refusal is our own fault.
        if bot.user is not None:
            raise
        raise _unreachable(bot, f"HTTP {error.status}") from None


def _unreachable(bot: Bot, why: str) -> DiscordUnreachable:
    return DiscordUnreachable(
        f"Discord can't be reached at {bot.app.config.discord_api_url} ({why}): check the network and DISCORD_API_URL, "
        "then start again."
    )


async def _serve(bot: Bot) -> None:
    if bot.app.config.metrics_port is not None:
        from bot.operations import web  # noqa: PLC0415 - 3 MB that most do without

        await web.serve(bot)


async def _start_timers(bot: Bot) -> None:
    # Sweeps act on Discord, so they wait for the servers to be there.
    await bot.wait_until_ready()
    bot.app.jobs.start()
    logger.info("ready: %s servers, %s jobs", len(bot.guilds), len(bot.app.jobs.all()))
    # What is there by now stays: a full collection would walk through all of it and stop the bot for as long.
    gc.collect()
    gc.freeze()


async def _stop(bot: Bot) -> None:
    logger.info("stopping: finishing what is under way")
    await bot.hang_up()
    await asyncio.gather(bot.app.jobs.stop(within=DRAIN_WITHIN), bot.drain(within=DRAIN_WITHIN))
    # Before the line is closed for good: the position that is stored is where the next process goes on.
    await bot.app.activity.stop()
    await bot.close()
    logger.info("stopped")


if __name__ == "__main__":
    sys.exit(main())
