"""`python -m bot sandbox` as whoever types it meets it."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.sandbox import command

ROOT = Path(__file__).parents[2]


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "NEEDED", ("simcord", "no_such_module"))

    code = command_line.main(["sandbox", "--language", "en"])

    assert code == command.ExtraMissing.exit_code
    told = capsys.readouterr().err
    assert "no_such_module" in told
    assert "pip install '.[sandbox]'" in told


def test_a_port_in_use_is_said_before_anything_else(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code = command_line.main(["sandbox", "--language", "ja", "--port", str(port)])

    assert code == command.PortTaken.exit_code
    captured = capsys.readouterr()
    assert str(port) in captured.err
    assert not captured.out


def test_it_opens_serves_its_page_and_closes_when_asked_to() -> None:
    arguments = [sys.executable, "-m", "bot", "sandbox", "--bare", "--port", "0", "--language", "en"]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        told = ""
        while "http://" not in told:
            line = process.stdout.readline()
            assert line, told
            told += line
        address = told[told.index("http://") :].split()[0]
        with urllib.request.urlopen(address) as page:
            html = page.read().decode()
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=30)

    assert "sandbox.js" in html
    assert process.returncode == 0
    assert "Traceback" not in told + rest
