# Everything here works from a fresh clone; each target makes what it needs first.

PORT ?= 8000
JOBS ?= auto
TEST_DATABASE_URL ?= postgres:///ppid
TEST_REDIS_URL ?= redis://127.0.0.1:6379/9

PY := .venv/bin/python
ON_SQLITE := env -u DATABASE_URL -u PPID_REDIS_URL
ON_POSTGRES := env DATABASE_URL=$(TEST_DATABASE_URL) PPID_REDIS_URL=$(TEST_REDIS_URL)
PYTEST := $(PY) -m pytest -q -n $(JOBS) -m "not browser"

.PHONY: help run test test-sqlite test-postgres fuzz browser luring luring-berat kartu-berat axe bytes prod-check bench bench-beban check format lock shots clean
.DEFAULT_GOAL := help

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

run: .venv/.run ## Serve on 127.0.0.1:8000 with demonstration data (PORT=, DATABASE_URL=)
	@exec env PORT=$(PORT) sh scripts/run.sh

test: test-sqlite ## Tests on SQLite, and on PostgreSQL + Redis where they answer
	@if $(ON_POSTGRES) $(PY) scripts/services.py; then $(MAKE) --no-print-directory test-postgres; fi

test-sqlite: .venv/.dev
	$(ON_SQLITE) $(PYTEST)

test-postgres: .venv/.dev ## Tests on PostgreSQL + Redis (TEST_DATABASE_URL=, TEST_REDIS_URL=)
	@$(ON_POSTGRES) $(PY) scripts/services.py
	$(ON_POSTGRES) $(PYTEST) --ignore=tests/test_architecture.py  # knows no database; `check` runs it

fuzz: .venv/.dev ## Generated requests over every URL and role (N=100000), two processes; reports in fuzz-1.txt, fuzz-2.txt
	@for part in 1 2; do \
	  $(ON_SQLITE) PPID_FUZZ=$(or $(N),100000) PPID_FUZZ_PART=$$part/2 PPID_FUZZ_REPORT=fuzz-$$part.txt \
	    $(PY) -m pytest -q -n 0 tests/test_fuzz.py & pids="$$pids $$!"; \
	done; bad=0; for pid in $$pids; do wait $$pid || bad=1; done; cat fuzz-1.txt fuzz-2.txt; exit $$bad

browser: .venv/.browser ## Journeys in a real Chromium
	$(ON_SQLITE) $(PY) -m pytest -q -m "browser and not berat"

luring: .venv/.browser ## The twelve cases of a lost signal, and real cuts of a real line
	$(ON_SQLITE) $(PY) -m pytest -q -m "not berat" tests/tugas/test_kirim.py tests/tugas/test_kirim_banyak.py tests/tugas/test_kiriman.py tests/browser/test_luring.py tests/browser/test_luring_kasus.py tests/browser/test_luring_banyak.py tests/browser/test_luring_kartu.py tests/browser/test_luring_ponsel.py tests/browser/test_luring_keluar.py tests/browser/test_luring_jaringan.py

luring-berat: .venv/.browser ## … with 1,000 entries and photos in each (an hour)
	$(ON_SQLITE) $(PY) -m pytest -q -s -m berat tests/browser/test_luring_jaringan.py

kartu-berat: .venv/.browser ## A hundred cards on the day of the bursa, by a scripted keyboard, timed
	$(ON_SQLITE) $(PY) -m pytest -q -s -m berat tests/browser/test_hari_h.py

axe: .venv/.browser ## Every page under axe in both sizes; report in var/axe.md
	$(ON_SQLITE) $(PY) -m pytest -q -m browser tests/browser/test_axe.py

bytes: .venv/.browser ## Bytes, requests and slow-network times of ten pages
	$(ON_SQLITE) $(PY) bench/bytes.py

prod-check: .venv/.dev ## The processes of docker-compose.yml without Docker, driven through the proxy
	$(PY) -m bench.produksi

bench: .venv/.dev ## All that is measured alone, one table in bench/results (ARGS="--ukuran 10000 10000000")
	$(PY) -m bench $(ARGS)

bench-beban: .venv/.dev ## Month-end rush on two web nodes, 20 s (ARGS="--detik 600", "--jam 1 --laju 20")
	$(PY) -m bench.beban $(ARGS)

check: .venv/.dev ## Format, lint, templates, migrations, architecture
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(ON_SQLITE) DJANGO_SETTINGS_MODULE=ppid.settings_test $(PY) manage.py check
	$(ON_SQLITE) DJANGO_SETTINGS_MODULE=ppid.settings_test $(PY) manage.py makemigrations --check
	$(ON_SQLITE) $(PY) -m pytest -q tests/test_architecture.py

format: .venv/.dev ## Put Python and templates into shape
	.venv/bin/ruff check --fix-only .
	.venv/bin/ruff format .
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} + || true  # 1: it changed something

lock: ## Remake requirements*.txt (UPGRADE=--upgrade for newer versions)
	sh scripts/lock.sh $(UPGRADE)

shots: .venv/.browser ## Screenshots of the main screens, into docs/
	@[ -e tests/browser/test_layar.py ] || { echo "There are no screens to show yet."; exit 1; }
	$(ON_SQLITE) $(PY) -m pytest -q tests/browser/test_layar.py --shots

clean: ## Forget the virtual environment and caches; keeps var/, where the data is
	rm -rf .venv .ruff_cache .pytest_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.run: requirements.txt scripts/setup.sh
	@sh scripts/setup.sh run
	@touch $@

.venv/.dev: requirements-dev.txt scripts/setup.sh
	@sh scripts/setup.sh dev
	@touch $@ .venv/.run

.venv/.browser: .venv/.dev
	@sh scripts/setup.sh browser
	@touch $@
