# `make demo` and `make test` do all set-up themselves.

.PHONY: demo test setup lint

demo: setup
	cargo run --locked -p trackside -- demo

test: setup lint
	cargo test --locked --workspace

setup:
	@scripts/setup.sh

lint: setup
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	@scripts/check-imports.sh
	@scripts/deny.sh
