"""Trains the embedded network on rendered venues: `make train`.

Makes the training sets if they do not exist, trains, writes a log and its curves, and exports ONNX. An interrupted run resumes
at its last checkpoint. All random numbers come from the seed.
"""

import argparse
import copy
import csv
import hashlib
import queue
import re
import subprocess
import threading
import time
from pathlib import Path

import numpy as np
import torch

from crops import Crops
from loss import errors, losses
from network import Network

HERE = Path(__file__).parent
CHECKOUT = HERE.parent.parent
# First seed of the worlds of each set. Seeds from 1,000,000 on are reserved for evaluation; the generator refuses them.
SETS = {"train": 0, "more": 500_000, "as-seen": 600_000, "held-out": 900_000}
# The sprint venue with its former cameras.
SPRINT_SIDES = "models/training/sprint-sides.toml"
# Venues of the sets that do not use the default ones, in rotation. `more` has venues that are difficult or missing elsewhere; in
# `as-seen` people have about the size at which the detector of the venue sees them.
VENUES = {
    "more": [SPRINT_SIDES, SPRINT_SIDES, SPRINT_SIDES, "tennis"],
    "as-seen": ["as-seen", "sprint", "sprint", "sprint", "basketball", "sprint", "football"],
}
# Number of sets, in the order of SETS, that the batches of each run are drawn from in equal parts.
SETS_OF_RUN = [1, 1, 2, 3]
# Steps between evaluations and checkpoints.
EVALUATION_STEPS = 250


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python train.py --steps 20 20 20 20 --worlds 2 4 6 1 --work try --into try")
    parser.add_argument("--work", type=Path, default=CHECKOUT / "target" / "train", help="sets and checkpoints; default %(default)s")
    parser.add_argument("--steps", type=int, nargs="+", default=[15_000, 13_700, 4_500, 7_000], help="steps of each run; the network is deeper from the second run on; default %(default)s")
    parser.add_argument("--batch", type=int, default=32, help="default %(default)s")
    parser.add_argument("--rate", type=float, nargs="+", default=[2e-3, 2e-3, 1e-3, 2e-3], help="maximum learning rate of each run; default %(default)s")
    parser.add_argument("--worlds", type=int, nargs=4, default=[320, 80, 144, 8], help="number of worlds: for training, added by the third run, added by the fourth, held out; default %(default)s")
    parser.add_argument("--into", type=Path, help="folder for the ONNX file, log and curves; without it they replace those of the checkout")
    parser.add_argument("--seed", type=int, default=1, help="default %(default)s")
    return parser.parse_args()


def crops(work: Path, name: str, worlds: int) -> Crops:
    """The set `name`, made if it does not exist."""
    folder = work / name
    if not (folder / "complete").exists():
        first = SETS[name]
        example = ["cargo", "run", "--release", "-p", "trackside-rendering", "--example", "training_set", "--"]
        subprocess.run([*example, str(first), str(worlds), str(folder), *VENUES.get(name, [])], cwd=CHECKOUT, check=True)
        (folder / "complete").touch()
    return Crops(folder)


def batch(sets: list[Crops], size: int, seed: int, step: int) -> dict[str, torch.Tensor]:
    """A batch of equal parts of all sets. It depends on `step` and `seed` only."""
    parts, take = [], size // len(sets)
    for index, data in enumerate(sets):
        set_seed = seed + 1000 * index
        epoch, at = divmod(step, len(data) // take)
        order = np.random.default_rng([set_seed, epoch]).permutation(len(data))
        random = np.random.default_rng([set_seed, epoch, at])
        part = data.batch(np.sort(order[at * take : (at + 1) * take]), random)
        part["keypoints"][:, 0] += index * take
        parts.append(part)
    return {name: torch.cat([part[name] for part in parts]) for name in parts[0]}


def batches(sets: list[Crops], args: argparse.Namespace, first: int):
    """The batches from step `first` on, prepared by a thread."""
    last, ends = sum(args.steps), np.cumsum(args.steps)
    ready = queue.Queue(maxsize=4)

    def prepare() -> None:
        for step in range(first, last):
            run = np.searchsorted(ends, step, side="right")
            ready.put(batch(sets[: SETS_OF_RUN[min(run, len(SETS_OF_RUN) - 1)]], args.batch, args.seed, step))

    threading.Thread(target=prepare, daemon=True).start()
    for step in range(first, last):
        yield step, ready.get()


def learning_rate(step: int, runs: list[int], max_rates: list[float]) -> float:
    """The learning rate at `step`. Each run has a warm-up, a constant part, and a linear decay over its last quarter, so that its
    length can be changed during the constant part (Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training
    Durations", 2024). The next run is a warm restart (Loshchilov and Hutter, "SGDR", ICLR 2017)."""
    for run, max_rate in zip(runs, max_rates):
        if step < run:
            return max_rate * min((step + 1) / 300, 1, 4 * (1 - step / run) + 0.005)
        step -= run
    return 0.0


class Trainer:
    """The network, the moving average of its weights (which is exported), and the optimiser."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        self.args = args
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        # Half precision only if the processor supports it.
        self.half = self.device == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
        self.network = Network().to(self.device, memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.network)
        self.optimiser = torch.optim.AdamW(self.network.parameters(), args.rate[0], weight_decay=0.01)
        self.step = 0
        self.log: list[dict] = []
        self.checkpoint = args.work / "checkpoint.pt"
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, weights_only=False)
            if state["step"] > args.steps[0]:
                self.deepen()
            self.network.load_state_dict(state["network"])
            self.average.load_state_dict(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.step, self.log = state["step"], state["log"]

    def deepen(self) -> None:
        """Adds the identity blocks of the second run to the network and its average."""
        torch.manual_seed(self.args.seed + 1)
        self.optimiser.add_param_group({"params": self.network.deepen()})
        self.average.deepen()
        self.average.load_state_dict(self.network.state_dict())
        for network in (self.network, self.average):
            network.to(self.device, memory_format=torch.channels_last)

    def save(self) -> None:
        state = {k: getattr(self, k).state_dict() for k in ("network", "average", "optimiser")}
        torch.save(state | {"step": self.step, "log": self.log}, self.checkpoint)

    def predict(self, network: Network, batch: dict) -> tuple[torch.Tensor, torch.Tensor]:
        images = batch["images"].float().to(memory_format=torch.channels_last)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            coarse, fine = network(images)
        return coarse.float(), fine.float()

    def train_step(self, batch: dict) -> dict[str, float]:
        args = self.args
        if self.step == args.steps[0]:
            self.deepen()
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(self.step, args.steps, args.rate)
        self.network.train()
        batch = {k: v.to(self.device) for k, v in batch.items()}
        terms = losses(self.predict(self.network, batch), batch)
        self.optimiser.zero_grad(set_to_none=True)
        sum(terms.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 10)
        self.optimiser.step()
        decay = min(0.998, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values()):
                mean.lerp_(now, 1 - decay) if mean.is_floating_point() else mean.copy_(now)
        self.step += 1
        return {k: v.item() for k, v in terms.items()}

    @torch.no_grad()
    def evaluate(self, data: Crops) -> dict[str, float]:
        """Losses and errors of the averaged network on the held-out set."""
        self.average.eval()
        sums: dict[str, list[float]] = {}
        for at in range(0, len(data), 32):
            batch = data.batch(np.arange(at, min(at + 32, len(data))), None)
            batch = {k: v.to(self.device) for k, v in batch.items()}
            maps = self.predict(self.average, batch)
            values = {k: v.item() for k, v in losses(maps, batch).items()} | errors(maps, batch)
            for k, v in values.items():
                sums.setdefault(k, []).append(v)
        return {f"held_out_{k}": float(np.nanmean(v)) for k, v in sums.items()}


def write_log(log: list[dict], steps: int, folder: Path) -> None:
    """`log.csv` and `curves.svg`."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    with open(folder / "log.csv", "w", newline="") as file:
        rows = csv.DictWriter(file, log[-1].keys())
        rows.writeheader()
        rows.writerows({k: f"{v:.5g}" if isinstance(v, float) else v for k, v in row.items()} for row in log)
    at = [row["step"] for row in log]
    figure, axes = plt.subplots(1, 3, figsize=(13, 4), constrained_layout=True)
    for name in ("trunks", "bodies", "joints", "balls"):
        axes[0].plot(at, [row[name] for row in log], label=name)
        axes[0].plot(at, [row[f"held_out_{name}"] for row in log], "--", color=axes[0].lines[-1].get_color())
    axes[0].set(title="losses (dashed: held out)", yscale="symlog")
    for name, label in (("body_px", "joints, from the trunk"), ("joint_px", "joints, nearest peak"), ("ball_px", "balls")):
        axes[1].plot(at, [row[f"held_out_{name}"] for row in log], label=label)
    axes[1].set(title="held out: median error if visible, px", yscale="log")
    for name, label in (("trunk_found", "trunks"), ("joint_found", "joints"), ("ball_found", "balls")):
        axes[2].plot(at, [row[f"held_out_{name}"] for row in log], label=label)
    axes[2].set(title="held out: share found", ylim=(0, 1))
    for axis in axes:
        axis.set(xlabel="step", xlim=(0, steps))
        axis.grid(alpha=0.3)
        axis.legend()
    figure.savefig(folder / "curves.svg", metadata={"Date": None})
    plt.close(figure)


def export(network: Network, into: Path | None) -> None:
    """Writes the network as ONNX with dynamic batch, height and width (multiples of 32 px). Without `into`, replaces the embedded
    network and the SHA-256 in its manifest."""
    network = copy.deepcopy(network).cpu().eval()
    # The input is called as in the embedded file, so that training reproduces it.
    dynamic = {0: "pictures", 2: "height", 3: "width"}
    path = (into or CHECKOUT / "models" / "embedded") / "trackside-nano.onnx"
    torch.onnx.export(
        network.to(memory_format=torch.contiguous_format),
        torch.zeros(1, 3, 352, 640),
        path,
        opset_version=17,
        input_names=["pictures"],
        output_names=["coarse", "fine"],
        dynamic_axes={"pictures": dynamic, "coarse": dynamic, "fine": dynamic},
        dynamo=False,
    )
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    if into is None:
        manifest = CHECKOUT / "models" / "manifests" / "trackside-nano.toml"
        manifest.write_text(re.sub(r'sha256 = "\w*"', f'sha256 = "{sha256}"', manifest.read_text()))
    print(f"{path}: {path.stat().st_size} bytes, sha256 {sha256}")


def main() -> None:
    args = arguments()
    for folder in filter(None, [args.work, args.into]):
        folder.mkdir(parents=True, exist_ok=True)
    *sets, held_out = (crops(args.work, name, n) for name, n in zip(SETS, args.worlds))
    trainer = Trainer(args)
    print(f"{sum(map(len, sets))} crops, {trainer.device}, {'bf16' if trainer.half else 'f32'}, from step {trainer.step}", flush=True)
    started, sums = time.time(), {}
    for step, batch in batches(sets, args, trainer.step):
        for k, v in trainer.train_step(batch).items():
            sums.setdefault(k, []).append(v)
        if (step + 1) % EVALUATION_STEPS == 0 or step + 1 == sum(args.steps):
            row = {"step": step + 1} | {k: float(np.mean(v)) for k, v in sums.items()} | trainer.evaluate(held_out)
            sums = {}
            trainer.log.append(row)
            trainer.save()
            write_log(trainer.log, sum(args.steps), args.into or HERE)
            print(f"{time.time() - started:6.0f} s ", " ".join(f"{k} {v:.4g}" for k, v in row.items()), flush=True)
    export(trainer.average, args.into)


if __name__ == "__main__":
    main()
