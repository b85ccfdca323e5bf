# `make demo` and `make test` do all set-up themselves.

.PHONY: demo test setup lint

# Built as `make test` builds it, so that neither builds the other's dependencies again.
demo: setup
	cargo build --locked --workspace --bins
	$${CARGO_TARGET_DIR:-target}/debug/trackside demo

test: setup lint
	cargo test --locked --workspace

setup:
	@scripts/setup.sh

lint: setup
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@scripts/check-imports.sh
	@scripts/deny.sh
