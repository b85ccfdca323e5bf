# `make demo` and `make test` do all set-up themselves.

.PHONY: demo test install dist setup lint results train train-pose-prior

# Naming a test makes cargo choose all features as for `make test`, so that nothing is built twice.
demo: setup
	cargo build --locked --workspace --bins --test allocations
	$${CARGO_TARGET_DIR:-target}/debug/trackside demo
	@command -v trackside >/dev/null || echo "To call it as \"trackside\", as the guides do: make install"

# Links the program into a folder of the PATH, ~/.local/bin or BIN; a checkout that moves is installed again.
install: setup
	cargo build --locked --workspace --bins --test allocations
	@scripts/install.sh

test: setup lint
	cargo test --locked --workspace
	@scripts/run-docs.py
	@scripts/test-page.sh

# A tarball for hosts that do not build: dist/trackside-VERSION-ARCH-linux.tar.gz. `scripts/dist.sh --check` tries it in a clean Debian root.
dist: setup
	@scripts/dist.sh

# Trains the network that the program carries: hours on a processor, less on a GPU. models/training/README.md. To try it in minutes:
# make train TRAIN="--steps 20 20 20 20 --worlds 2 4 6 1 --work target/train-try --into target/train-try"
train: setup
	python3 -m venv target/train-venv
	target/train-venv/bin/pip install --quiet --require-virtualenv -r models/training/requirements.txt
	target/train-venv/bin/python models/training/train.py $(TRAIN)

# Trains the networks of the pose prior: a quarter of an hour. models/training/README.md
train-pose-prior: setup
	python3 -m venv target/train-venv
	target/train-venv/bin/pip install --quiet --require-virtualenv -r models/training/requirements.txt
	target/train-venv/bin/python models/training/pose_prior.py $(TRAIN)

setup:
	@scripts/setup.sh

lint: setup
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps
	@scripts/check-imports.sh
	@scripts/deny.sh
	@scripts/results.py --check
	@scripts/check-docs.py

# Writes benches/RESULTS.md from benches/results.toml.
results:
	@scripts/results.py
