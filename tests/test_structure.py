"""The house itself: registries are whole, triggers stand, the migrations make the models' tables."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import frontdesk
from frontdesk.app.schema import GUARDS, METADATA, TABLE_MODULES
from frontdesk.base.store.database import Database
from frontdesk.base.store.migrate import HEAD
from tests.tools import make_next_migration as next_migration

ROOT = Path(frontdesk.__file__).parents[1]
PACKAGE = ROOT / "frontdesk"


def _modules() -> list[str]:
    return [m.name for m in pkgutil.walk_packages([str(PACKAGE)], "frontdesk.")]


def test_every_guard_stands_after_all_migrations_and_no_other(db: Database) -> None:
    with db.read() as session:
        found = set(session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    assert found == {guard.name for guard in GUARDS}
    assert len(GUARDS) == len(found), "two guards share a name"


def test_every_model_is_in_the_schema() -> None:
    known = {module.__name__ for module in TABLE_MODULES}
    # A model of many tables is a package: its files count as the package.
    holders = {
        re.sub(r"\.model\..*", ".model", name)
        for name in _modules()
        if (re.search(r"\.model(\.|$)", name) or name.startswith("frontdesk.base.store."))
        and "migrations" not in name
        and re.search(r"^class \w+\(Base\):", _source(name), re.M)
    }
    assert holders == known


def test_the_migrations_make_just_the_tables_of_the_models(db: Database) -> None:
    with db.writer.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, METADATA) == []


def test_the_next_migration_was_written_from_the_models_as_they_are() -> None:
    """Run `python -m tests.tools.make_next_migration` after changing a model."""
    assert next_migration.is_written()


def test_released_migrations_stay_as_they_are() -> None:
    """Offices' databases were made by them: a change goes into the next one."""
    for name, known in next_migration.FROZEN.items():
        assert next_migration.frozen_hash(next_migration.VERSIONS / name) == known, name


def test_the_newest_migration_is_the_head() -> None:
    versions = sorted((PACKAGE / "base/store/migrations/versions").glob("v*.py"))
    revisions = [re.search(r'^revision = "(\w+)"', v.read_text("utf-8"), re.M) for v in versions]
    assert [r[1] for r in revisions if r][-1] == HEAD


def test_every_module_can_be_imported() -> None:
    for name in _modules():
        if "migrations" not in name and name != "frontdesk.__main__":
            importlib.import_module(name)


@pytest.mark.parametrize("area", ["fees", "cashdesk"])
def test_every_form_is_in_its_registry_with_a_sample(area: str) -> None:
    forms = importlib.import_module(f"frontdesk.areas.{area}.forms")
    assert forms.FORMS
    for key, form in forms.FORMS.items():
        assert form.key == key
        assert form.sample() is not None


def test_every_way_of_pricing_has_its_rule() -> None:
    from frontdesk.areas.fees.rules.kinds import Pricing
    from frontdesk.areas.fees.rules.pricing import PRICINGS

    assert set(PRICINGS) == set(Pricing)


def test_every_tab_has_its_page() -> None:
    from frontdesk.app.tabs import TABS

    assert [tab.word for tab in TABS] == ["今日", "客服接待", "钥匙与证件", "装修", "业主档案", "收费"]


def test_nothing_says_of_itself_that_it_is_not_finished() -> None:
    said = re.compile(r"NotImplementedError|TODO|FIXME|敬请期待|尚未实现|暂未实现")
    assert [p for p in PACKAGE.rglob("*.py") if said.search(p.read_text("utf-8"))] == []


def test_nothing_shipped_lacks_its_licence() -> None:
    listed = (ROOT / "resources/LICENCES.md").read_text("utf-8")
    for font in (ROOT / "resources/fonts").glob("*.ttf"):
        assert font.name in listed


def _source(module: str) -> str:
    path = PACKAGE.parent / (module.replace(".", "/") + ".py")
    return path.read_text("utf-8") if path.exists() else ""


def test_every_page_of_the_tabs_can_be_built_and_names_its_targets_once(
    qapp: object, tmp_path: Path, db: Database
) -> None:
    from frontdesk.app.tabs import TABS

    targets = [target for tab in TABS for page in tab.pages for target in page.targets]
    assert len(targets) == len(set(targets))
    wanted = {
        "today",
        "unit",
        "collect",
        "close",
        "archives",
        "edit_unit",
        "import",
        "flags",
        "billing",
        "arrears",
    }
    assert wanted <= set(targets)
