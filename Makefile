# `make run` and `make test` do everything; each sets up first, which is done at once the second time.

PYTHON := .venv/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# Set in many containers; every program that a test starts would compile all of its modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-311 check lock pictures guide-pictures pdf-ua bench bench-typing bench-pack bench-search bench-receiving fuzz round-trips durability mutants build reproducible windows sbom audit release clean

help:
	@echo "make setup      .venv with everything in it, and the system packages that are missing"
	@echo "make run        open the window; without a screen, write the sample report to out/"
	@echo "make test       formatting, lint, types, import contracts and all tests"
	@echo "make test-311   the flows on Python 3.11"
	@echo "make check      formatting, lint, types and import contracts only"
	@echo "make lock       write both lock files again (make lock UPGRADE=--upgrade for newer versions)"
	@echo "make pictures   pictures of every page, to look at"
	@echo "make guide-pictures  the pictures of the guides in docs/, taken while both are followed"
	@echo "make pdf-ua     every sort of PDF judged by veraPDF, where Java and the checker are"
	@echo "make bench      all that is measured beside something else, into docs/performance.md"
	@echo "make bench-typing  what a key costs in a section of 100 kB, measured"
	@echo "make bench-pack  time and memory for a pack of 500 reports, measured"
	@echo "make bench-search  what a search among 10,000 reports costs, measured"
	@echo "make bench-receiving  a year of returns received, each accounted for, measured"
	@echo "make fuzz       100,000 damaged files, read or refused; started again it goes on from there"
	@echo "make round-trips  2,500 reports at random, through their documents and back"
	@echo "make durability  power cuts, kills, failing calls, damage: docs/durability.md; resumable"
	@echo "make mutants    small changes of the store: does a test notice? docs/mutants.md; resumable"
	@echo "make build      the program as a folder that needs no Python, in dist/, and tried there"
	@echo "make reproducible  the same, built twice and compared byte by byte"
	@echo "make windows    can all that is locked be installed on Windows?"
	@echo "make sbom       the list of all parts (CycloneDX), in dist/"
	@echo "make audit      are faults of the locked packages known? (asks the package index)"
	@echo "make release    everything that is handed out, tested, in dist/"
	@echo "make clean      remove what make made, but for .venv"

setup:
	@bash .ci/setup .venv

run: setup
	@if [ "$$(uname -s)" != Linux ] || [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		bash .ci/system qt window && exec $(PYTHON) -m highlight_desktop; \
	else \
		echo "There is no screen here, so the sample report is made without the window:" \
			"highlight-desktop demo --to out"; \
		exec $(PYTHON) -m highlight_desktop demo --to out; \
	fi

check: setup
	$(PYTHON) -m ruff format --check --quiet .
	$(PYTHON) -m ruff check --quiet .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo --no-cache

test: check
	@bash .ci/system qt
	@bash .ci/system shared || echo "Without it the tests of a shared desk are skipped."
	$(PYTHON) -m coverage erase
	$(OFFSCREEN) bash .ci/tests $(PYTHON)
	$(PYTHON) -m coverage combine --quiet
	$(PYTHON) -m coverage report
	@if bash .ci/system window xvfb; then \
		echo "One run in a real window, under Xvfb:"; \
		QT_QPA_PLATFORM=xcb xvfb-run -a $(PYTHON) -m pytest -m real_window tests/flows; \
	else \
		echo "Without these the run in a real window is left out."; \
	fi

# Where .venv is itself on 3.11 (Debian 12's own Python) it serves; else .venv311 is made beside it.
test-311: setup
	@venv=.venv; $(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
		{ venv=.venv311; bash .ci/setup $$venv 3.11; } && \
	echo "The flows on $$($$venv/bin/python --version):" && \
	$(OFFSCREEN) $$venv/bin/python -m pytest tests/flows

lock:
	bash .ci/lock $(UPGRADE)

pictures: setup
	$(OFFSCREEN) $(PYTHON) -m tests.pictures out/pictures
	$(OFFSCREEN) QT_SCALE_FACTOR=2 $(PYTHON) -m tests.pictures out/pictures
	$(OFFSCREEN) QT_SCALE_FACTOR=3 $(PYTHON) -m tests.pictures out/pictures

guide-pictures: setup
	rm -f docs/pictures/*.png
	$(OFFSCREEN) GUIDE_PICTURES=docs/pictures $(PYTHON) -m pytest tests/flows/test_the_guides.py

pdf-ua: setup
	$(PYTHON) -m tests.pdf_ua

# Peers come into a folder of their own: the program never depends on them.
bench: setup
	@bash .ci/system qt
	$(PYTHON) -m pip install --quiet --upgrade --require-hashes --target build/peers \
		-r requirements-bench.lock
	$(OFFSCREEN) PYTHONPATH=build/peers $(PYTHON) -m tests.benchmarks $(NAME)

bench-typing: setup
	@bash .ci/system qt
	$(OFFSCREEN) $(PYTHON) -m tests.benchmarks.typing

bench-search: setup
	$(PYTHON) -m tests.benchmarks.search

bench-pack: setup
	$(PYTHON) -m tests.benchmarks.pack

bench-receiving: setup
	$(PYTHON) -m tests.benchmarks.receiving

fuzz: setup
	nice $(PYTHON) -m tests.inbox.hostile.fuzz

round-trips: setup
	ROUND_TRIPS=2500 $(PYTHON) -m pytest tests/verification/test_round_trips.py

durability: setup
	nice $(PYTHON) -m tests.durability

# Needs Python 3.12 or later, which can say cheaply which lines a test reaches.
mutants: setup
	nice $(PYTHON) -m tests.mutants

# With HUB=1 also the driver for a hub's desk that is shared in PostgreSQL.
# The same source gives the same bytes: the order in which Python walks sets is held still.
build: build/venv
	PYTHONHASHSEED=0 HUB=$(HUB) build/venv/bin/python -m PyInstaller --noconfirm --log-level ERROR build.spec
	bash .ci/frozen dist/highlight-desktop

build/venv: requirements-build.lock
	rm -rf build/venv
	"$$(bash .ci/python)" -m venv build/venv
	build/venv/bin/python -m pip install -qq --require-hashes -r requirements-build.lock
	touch build/venv

reproducible: build
	PYTHONHASHSEED=0 HUB=$(HUB) bash .ci/twice dist/highlight-desktop

windows: build/venv
	bash .ci/windows build/venv/bin/uv requirements.lock requirements-build.lock

sbom: build/venv
	build/venv/bin/python .ci/sbom dist/highlight-desktop.cdx.json

audit: build/venv
	build/venv/bin/python -m pip_audit --require-hashes --disable-pip -r requirements.lock

release: test reproducible windows sbom
	cd dist && find highlight-desktop -type f -print0 | sort -z | xargs -0 sha256sum >highlight-desktop.sha256
	@echo "dist/ holds the program, the SHA-256 of each of its files, and the list of its parts."

clean:
	rm -rf build dist out .venv311 .coverage .coverage.* .hypothesis .import_linter_cache \
		.mypy_cache .pytest_cache .ruff_cache
	find highlight_desktop ui resources tests -name __pycache__ -prune -exec rm -rf {} +
