# Every target sets up what it needs on first use. HOST, PORT, CHROMIUM and ARGS are passed on:
# make run PORT=9000; make test ARGS="-k journey"; make lock ARGS=--upgrade

export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport PYTHONDONTWRITEBYTECODE  # what was compiled once is not compiled for each process again
new_enough = import sys; sys.exit(sys.version_info < (3, 11))
found = $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(new_enough)' 2>/dev/null && echo $$p && break; done)
python = $(or $(PYTHON),$(found),$(error This needs Python 3.11 or newer. Say where: make PYTHON=/path/to/python3))
tests = .venv-test/bin/python -m
pytest = $(tests) pytest -q --numprocesses 2 --dist worksteal
compile = .venv-lock/bin/python -m uv pip compile --quiet --universal --generate-hashes \
	--no-header --no-annotate pyproject.toml $(ARGS)

.PHONY: help run demo test test-quick test-postgres test-package checks bench drills drills-quick audit screenshots reference lock release may-release clean

help:  ## Say what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

run:  ## Serve on http://127.0.0.1:8000 (HOST and PORT change that)
	@$(python) dev.py prepare-run
	@exec .venv/bin/python app.py

demo:  ## Serve a made-up clinic to look around in, new each time; says how to sign in
	@$(python) dev.py prepare-run
	@rm -rf instance/demo
	@FLASK_INSTANCE=instance/demo .venv/bin/flask demo
	@FLASK_INSTANCE=instance/demo FLASK_CLINIC_NAME="Your clinic (made up)" exec .venv/bin/python app.py

test: checks  ## Lint, types and the tests, with a browser too
	@CHROMIUM="$$($(python) dev.py find-browser)" $(pytest) $(ARGS)

test-postgres: checks  ## What is kept, with the records on PostgreSQL; a server is started for it
	@$(pytest) -m "not browser" --postgres tests/postgres tests/records tests/staff tests/pre_visit tests/kiosk $(ARGS)

test-package:  ## Build the packages, and install them by pip, pipx and uv without a network
	@$(python) dev.py prepare-test
	@$(python) dev.py prepare-package
	@$(tests) mypy --platform win32 --cache-dir .mypy_cache/windows upper_back_self_check.py operations
	@$(pytest) tests/package --wheels .venv-package/wheels $(ARGS)

release: may-release test test-postgres test-package  ## Test all, build what a release holds, in dist/
	@$(python) dev.py build-release

may-release:
	@$(python) dev.py may-release

test-quick: checks  ## The same without a browser, long proofs and servers; ARGS="-k journey" chooses
	@$(pytest) -m "not slow" --ignore tests/browser $(ARGS)

checks:
	@$(python) dev.py prepare-test
	@$(tests) ruff check --quiet .
	@$(tests) ruff format --quiet --check .
	@$(tests) mypy

bench:  ## Measure what the app costs, as ratios
	@$(python) dev.py prepare-test
	@$(tests) qa bench $(ARGS)

drills:  ## Mistreat the app, three minutes each; ARGS="killing --seconds 600" runs one, for ten minutes
	@$(python) dev.py prepare-test
	@CHROMIUM="$$($(python) dev.py find-browser)" $(tests) qa drills $(ARGS)

drills-quick:  ## Each of these drills for some seconds
	@$(python) dev.py prepare-test
	@CHROMIUM="$$($(python) dev.py find-browser)" $(tests) qa drills --seconds 8 $(ARGS)

audit:  ## Look the dependencies up among known weaknesses
	@$(python) dev.py prepare-audit
	@$(python) dev.py audit

screenshots:  ## Take the pictures in docs/ again
	@$(python) dev.py prepare-test
	CHROMIUM="$$($(python) dev.py find-browser)" $(tests) pytest tests/browser --screenshots $(ARGS)

reference:  ## Write docs/reference/ again, from the code
	@$(python) dev.py prepare-test
	@.venv-test/bin/python reference.py

lock:  ## Lock the dependencies again; ARGS=--upgrade takes newer ones
	$(python) -m venv --clear --without-pip .venv-lock
	$(python) -m pip --python .venv-lock/bin/python install --quiet uv
	$(compile) --output-file requirements.lock
	$(compile) --extra postgres --output-file requirements-postgres.lock
	$(compile) --extra test --output-file requirements-test.lock
	rm -rf .venv-lock

clean:  ## Remove what was installed or cached; records and keys stay
	rm -rf .venv .venv-test .venv-audit .venv-lock .venv-package .pytest_cache .ruff_cache .mypy_cache .hypothesis *.egg-info dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
