"""Trains the network on rendered venues, from nothing to the ONNX file that the program carries, with one command: `make train`.

It makes the training set where there is none, trains, writes a log and its curves, and exports. An interrupted run goes on from
its last checkpoint. Everything random comes from the seed.
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
# Worlds from these seeds on; those of 1,000,000 and above are for evaluation and the generator refuses them.
SETS = {"train": 0, "more": 500_000, "as-seen": 600_000, "held-out": 900_000}
# The sprint with other cameras than it has by now.
SPRINT_SIDES = "models/training/sprint-sides.toml"
# What takes turns in those sets that are not of the usual worlds. `more` is hard, or the rest has none of it; in `as-seen` people
# are about as large as the network sees them in those venues.
VENUES = {
    "more": [SPRINT_SIDES, SPRINT_SIDES, SPRINT_SIDES, "tennis"],
    "as-seen": ["as-seen", "sprint", "sprint", "sprint", "basketball", "sprint", "football"],
}
# Of how many sets, in their order, each run's batches are: of each as much.
SETS_OF_RUN = [1, 1, 2, 3]
EVERY = 250


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python train.py --steps 20 20 20 20 --worlds 2 4 6 1 --work try --into try")
    parser.add_argument("--work", type=Path, default=CHECKOUT / "target" / "train", help="sets and checkpoints; default %(default)s")
    parser.add_argument("--steps", type=int, nargs="+", default=[15_000, 13_700, 4_500, 7_000], help="steps of each run; from the second one on the network is deeper; default %(default)s")
    parser.add_argument("--batch", type=int, default=32, help="default %(default)s")
    parser.add_argument("--rate", type=float, nargs="+", default=[2e-3, 2e-3, 1e-3, 2e-3], help="largest learning rate of each run, default %(default)s")
    parser.add_argument("--worlds", type=int, nargs=4, default=[320, 80, 144, 8], help="worlds to learn from, those that the third run adds, those that the fourth adds, and those held out; default %(default)s")
    parser.add_argument("--into", type=Path, help="the ONNX file, log and curves go to this folder, and the program keeps the network it has")
    parser.add_argument("--seed", type=int, default=1, help="default %(default)s")
    return parser.parse_args()


def crops(work: Path, name: str, worlds: int) -> Crops:
    """The set of that name, made if it is not there."""
    folder = work / name
    if not (folder / "whole").exists():
        first = SETS[name]
        example = ["cargo", "run", "--release", "-p", "trackside-rendering", "--example", "training_set", "--"]
        subprocess.run([*example, str(first), str(worlds), str(folder), *VENUES.get(name, [])], cwd=CHECKOUT, check=True)
        (folder / "whole").touch()
    return Crops(folder)


def batch(sets: list[Crops], size: int, seed: int, step: int) -> dict[str, torch.Tensor]:
    """As many of each set. It depends on its number alone."""
    parts, take = [], size // len(sets)
    for which, data in enumerate(sets):
        own = seed + 1000 * which
        epoch, at = divmod(step, len(data) // take)
        order = np.random.default_rng([own, epoch]).permutation(len(data))
        random = np.random.default_rng([own, epoch, at])
        part = data.batch(np.sort(order[at * take : (at + 1) * take]), random)
        part["places"][:, 0] += which * take
        parts.append(part)
    return {name: torch.cat([part[name] for part in parts]) for name in parts[0]}


def batches(sets: list[Crops], args: argparse.Namespace, first: int):
    """The batches from `first` on, made ahead on a thread."""
    last, ends = sum(args.steps), np.cumsum(args.steps)
    ready = queue.Queue(maxsize=4)

    def make() -> None:
        for step in range(first, last):
            run = np.searchsorted(ends, step, side="right")
            ready.put(batch(sets[: SETS_OF_RUN[min(run, len(SETS_OF_RUN) - 1)]], args.batch, args.seed, step))

    threading.Thread(target=make, daemon=True).start()
    for step in range(first, last):
        yield step, ready.get()


def rate(step: int, runs: list[int], largest: list[float]) -> float:
    """The learning rate at that step: in each run warm, steady, then down to nothing over the last quarter, so that a run
    may be made longer or shorter while it goes on (Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training
    Durations", 2024); and so again from where the last one came to (Loshchilov and Hutter, "SGDR", ICLR 2017)."""
    for run, most in zip(runs, largest):
        if step < run:
            return most * min((step + 1) / 300, 1, 4 * (1 - step / run) + 0.005)
        step -= run
    return 0.0


class Trainer:
    """The network, its running average (which is what is exported) and the optimiser."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        self.args = args
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        # Half precision only where the processor computes in it.
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
        """The second run's network: as good as the first one's to begin with, and able to become better."""
        torch.manual_seed(self.args.seed + 1)
        self.optimiser.add_param_group({"params": self.network.deepen()})
        self.average.deepen()
        self.average.load_state_dict(self.network.state_dict())
        for network in (self.network, self.average):
            network.to(self.device, memory_format=torch.channels_last)

    def save(self) -> None:
        state = {k: getattr(self, k).state_dict() for k in ("network", "average", "optimiser")}
        torch.save(state | {"step": self.step, "log": self.log}, self.checkpoint)

    def look(self, network: Network, batch: dict) -> tuple[torch.Tensor, torch.Tensor]:
        pictures = batch["pictures"].float().to(memory_format=torch.channels_last)
        with torch.autocast(self.device, torch.bfloat16, enabled=self.half):
            coarse, fine = network(pictures)
        return coarse.float(), fine.float()

    def learn(self, batch: dict) -> dict[str, float]:
        args = self.args
        if self.step == args.steps[0]:
            self.deepen()
        for group in self.optimiser.param_groups:
            group["lr"] = rate(self.step, args.steps, args.rate)
        self.network.train()
        batch = {k: v.to(self.device) for k, v in batch.items()}
        parts = losses(self.look(self.network, batch), batch)
        self.optimiser.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 10)
        self.optimiser.step()
        keep = min(0.998, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values()):
                mean.lerp_(now, 1 - keep) if mean.is_floating_point() else mean.copy_(now)
        self.step += 1
        return {k: v.item() for k, v in parts.items()}

    @torch.no_grad()
    def judge(self, data: Crops) -> dict[str, float]:
        """Losses and errors of the running average on the held-out set."""
        self.average.eval()
        sums: dict[str, list[float]] = {}
        for at in range(0, len(data), 32):
            batch = data.batch(np.arange(at, min(at + 32, len(data))), None)
            batch = {k: v.to(self.device) for k, v in batch.items()}
            maps = self.look(self.average, batch)
            said = {k: v.item() for k, v in losses(maps, batch).items()} | errors(maps, batch)
            for k, v in said.items():
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
    axes[1].set(title="held out: median error of what shows, px", yscale="log")
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
    """Writes the network as ONNX, with any number of pictures of any multiple of 32 px; into the program, with its hash into the
    manifest, where no folder is named."""
    network = copy.deepcopy(network).cpu().eval()
    free = {0: "pictures", 2: "height", 3: "width"}
    path = (into or CHECKOUT / "models" / "embedded") / "trackside-nano.onnx"
    torch.onnx.export(
        network.to(memory_format=torch.contiguous_format),
        torch.zeros(1, 3, 352, 640),
        path,
        opset_version=17,
        input_names=["pictures"],
        output_names=["coarse", "fine"],
        dynamic_axes={"pictures": free, "coarse": free, "fine": free},
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
    begun, sums = time.time(), {}
    for step, batch in batches(sets, args, trainer.step):
        for k, v in trainer.learn(batch).items():
            sums.setdefault(k, []).append(v)
        if (step + 1) % EVERY == 0 or step + 1 == sum(args.steps):
            row = {"step": step + 1} | {k: float(np.mean(v)) for k, v in sums.items()} | trainer.judge(held_out)
            sums = {}
            trainer.log.append(row)
            trainer.save()
            write_log(trainer.log, sum(args.steps), args.into or HERE)
            print(f"{time.time() - begun:6.0f} s ", " ".join(f"{k} {v:.4g}" for k, v in row.items()), flush=True)
    export(trainer.average, args.into)


if __name__ == "__main__":
    main()
