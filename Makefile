# FrontDesk (物业前台). On a fresh Debian 12 machine: `make run`, `make test`. On Windows: `uv run frontdesk`, `uv run pytest`.

UV_VERSION := 0.13.9
SYSTEM := libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 \
	libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 ca-certificates

# For `make test` only: the gate's page is tried in a real browser.
TESTING := chromium

# For `make windows` only: a Windows to try it in, its installer's compiler, and a compiler for the stand-ins.
WINDOWS := wine wine64 nsis xvfb gcc-mingw-w64-x86-64-win32 fonts-wqy-microhei locales git

export QT_LOGGING_RULES ?= qt.text.font.db=false
# Byte-code is kept, as an installed program has it, also where the machine says otherwise: the tests start the program
# dozens of times, and each start would compile all its modules again.
export PYTHONDONTWRITEBYTECODE :=
UV := .uv/bin/uv
RUN := $(UV) run --frozen

.PHONY: run test setup system test-system lint types walls pytest pictures bench soak windows windows-system clean

run: setup
	$(RUN) frontdesk demo --window --out out

# Types and walls use one core each, for most of a minute: beside the tests, not before them.
test: setup test-system lint
	@$(MAKE) --no-print-directory -j3 types walls pytest

setup: system .venv/.made

# Only what is missing is installed, and only where apt is there; elsewhere the desktop has these libraries.
system: PACKAGES := $(SYSTEM)
test-system: PACKAGES := $(TESTING)
windows-system: PACKAGES := $(WINDOWS)
system test-system windows-system:
	@if command -v dpkg-query >/dev/null 2>&1; then \
		missing=""; \
		for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
		[ -d .uv ] || python3 -c 'import ensurepip' 2>/dev/null || missing="$$missing python3-venv"; \
		if [ -n "$$missing" ]; then \
			echo "installing$$missing"; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
		fi; \
	fi

$(UV):
	python3 -m venv .uv
	.uv/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

.venv/.made: $(UV) pyproject.toml uv.lock
	$(UV) sync --frozen -q
	@touch $@

lint: setup
	$(RUN) ruff check frontdesk tests installer
	$(RUN) ruff format --check -q frontdesk tests installer

types: setup
	$(RUN) mypy

walls: setup
	$(RUN) lint-imports --no-cache

pytest: setup
	$(RUN) pytest

# Every page, dialog and paper on the demo estate, in both themes, into out/pictures.
pictures: setup
	$(RUN) python -m frontdesk.app.demo.pictures out/pictures

bench: setup
	$(RUN) python -m tests.bench

soak: setup
	$(RUN) pytest -m soak -n 0
	FRONTDESK_DRAWS=50 $(RUN) pytest -n 0 \
		tests/areas/decoration/service/test_random_walk.py tests/areas/reception/service/test_random_walk.py \
		tests/areas/permits/service/test_course.py tests/areas/keys/rules tests/areas/fees/queries \
		tests/areas/fees/service/test_late_fees.py tests/areas/cashdesk/service/test_invariants.py

# The real thing for the clerk's PC, made and tried under Wine: dist/FrontDesk-Setup-<version>.exe. About ten minutes.
windows: setup windows-system
	@locale -a | grep -qi 'zh_CN.utf8' || localedef -i zh_CN -f UTF-8 zh_CN.UTF-8
	UV=$(UV) $(RUN) python -m installer

clean:
	rm -rf .uv .venv out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
