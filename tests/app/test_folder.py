"""The data folder: a file of its own, or a PostgreSQL server for several desks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from frontdesk.app.cli import run
from frontdesk.app.folder import SETTINGS_FILE, create_database, has_database, open_database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.users import sign_in
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Refused, Surroundings
from tests.postgres import fresh_database, postgres

__all__ = ["postgres"]


def test_half_a_set_up_is_begun_anew(tmp_path: Path, clock: FixedClock) -> None:
    """A power cut in the middle leaves no database, only a file that the next attempt writes over."""
    (tmp_path / "frontdesk.db.new").write_bytes(b"half of it")
    assert not has_database(tmp_path)
    create_database(tmp_path, clock, office="甲", estate="乙", admin_password="x")
    assert has_database(tmp_path)
    assert not (tmp_path / "frontdesk.db.new").exists()


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_several_desks_share_a_server(
    tmp_path: Path, clock: FixedClock, postgres: None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    with fresh_database(empty=True) as server:
        url = server.url.render_as_string(hide_password=False)
        desks = [tmp_path / "one", tmp_path / "two"]
        for desk in desks:
            desk.mkdir()
            (desk / SETTINGS_FILE).write_text(f"database = {json.dumps(url)}\n", encoding="utf-8")
        assert not has_database(desks[0])
        create_database(desks[0], clock, office="服务中心", estate="翠湖花园", admin_password="geheim")
        assert has_database(desks[1])
        with pytest.raises(Refused, match="已有数据库"):
            create_database(desks[1], clock, office="a", estate="b", admin_password="c")
        db = open_database(desks[1])
        try:
            runner = Runner(db, clock)
            assert runner.read(get_setting, "estate.name") == "翠湖花园"
            assert runner.read(sign_in, "admin", "geheim").name == "管理员"
        finally:
            db.close()
        monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim")
        assert run(["--data", str(desks[1]), "check", "--json"]) == 0
        assert json.loads(capsys.readouterr().out) == {"ok": True}


def test_a_server_that_does_not_answer_is_said_in_words(tmp_path: Path) -> None:
    settings = 'database = "postgresql+psycopg://nobody@127.0.0.1:9/none"\n'
    (tmp_path / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    assert has_database(tmp_path)
    with pytest.raises(Surroundings, match="服务器"):
        open_database(tmp_path)
