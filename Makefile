PYTHON ?= python3

.PHONY: run test lint format package bench

run test lint format package bench:
	@$(PYTHON) tasks.py $@ $(ARGS)
