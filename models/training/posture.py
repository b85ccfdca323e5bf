"""Trains the networks that know how people hold themselves, with one command: `make train-posture`.

It makes the set where there is none, from worlds that `datasets/simulation/examples/posture_set.rs` follows with noise, trains one network for the
live stream and one for the smooth one, and writes them where fusion carries them. Everything random comes from the seed.
"""

import argparse
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

CHECKOUT = Path(__file__).parent.parent.parent
STREAMS = ["live", "smooth"]
LEARNED = ["basketball", "few-views", "sprint", "football", "tennis"]
HELD_OUT = ["held-out-noise", "held-out-basketball", "held-out-sprint"]
NAMES = (
    "Nose LEye REye LEar REar LShoulder RShoulder LElbow RElbow LWrist RWrist LHip RHip LKnee RKnee LAnkle RAnkle Head Neck Hip "
    "LBigToe RBigToe LSmallToe RSmallToe LHeel RHeel"
).split()
JOINTS = len(NAMES)
# What is heard of each joint: four vectors, whether it is known, its deviation, its views; then two vectors of the trunk's.
OF_JOINT = 15
KNOWN, VIEWS = 12, 14
INPUTS = OF_JOINT * JOINTS + 6
# Of what is told, m; the first numbers of each joint are in thirds of a metre.
UNIT_M, THIRD = 0.02, 3.0
# Another detector has another idea of where a joint is, and another body other lengths: by so much along each axis, m, and so many times as large.
ELSEWHERE_M, SIZES = 0.012, (0.88, 1.12)
# Errors' tails: degrees of freedom of Student's t.
TAILS = 40.0


def mirrored() -> list[int]:
    swap = {"L": "R", "R": "L"}
    return [NAMES.index(swap.get(name[0], name[0]) + name[1:]) for name in NAMES]


class Rows:
    """What is heard and what should be told, and their mirror images."""

    def __init__(self):
        other = torch.tensor(mirrored())
        joint = OF_JOINT * other[:, None]
        self.inputs = torch.cat([(joint + torch.arange(OF_JOINT)).flatten(), torch.arange(OF_JOINT * JOINTS, INPUTS)])
        vector = torch.tensor([1.0, -1.0, 1.0])
        self.signs = torch.cat([torch.cat([vector.repeat(4), torch.ones(3)]).repeat(JOINTS), vector.repeat(2)])
        self.other, self.vector = other, vector
        first = OF_JOINT * torch.arange(JOINTS)
        self.at = (first[:, None] + torch.arange(3)).flatten()
        self.known = first + KNOWN
        self.long = torch.ones(INPUTS)
        self.long[self.known] = 0.0
        self.long[first + VIEWS] = 0.0

    def varied(self, rows: torch.Tensor, generator: torch.Generator):
        """Half of them mirrored; other sizes, and joints elsewhere: what is told of them stays the same."""
        heard, off = rows[:, :INPUTS], rows[:, INPUTS:].reshape(-1, JOINTS, 3)
        half = len(rows) // 2
        heard = torch.cat([heard[:half], heard[half:][:, self.inputs] * self.signs])
        off = torch.cat([off[:half], off[half:][:, self.other] * self.vector])
        least, most = SIZES
        size = least + (most - least) * torch.rand(len(rows), 1, generator=generator)
        heard = heard * (1.0 + (size - 1.0) * self.long)
        known = heard[:, self.known]
        elsewhere = THIRD * ELSEWHERE_M * torch.randn(len(rows), 3 * JOINTS, generator=generator)
        heard[:, self.at] += elsewhere * known.repeat_interleave(3, 1)
        return heard, off * size[:, None], known


def network(hidden: list[int]) -> nn.Sequential:
    a, b = hidden
    return nn.Sequential(nn.Linear(INPUTS, a), nn.ReLU(), nn.Linear(a, b), nn.ReLU(), nn.Linear(b, 4 * JOINTS))


def told(net: nn.Sequential, heard: torch.Tensor):
    """How far joints are off and the logarithm of the deviation of the rest, in units."""
    out = net(heard)
    return out[:, : 3 * JOINTS].reshape(-1, JOINTS, 3), out[:, 3 * JOINTS :].clamp(-4.0, 4.0)


def loss(net: nn.Sequential, heard: torch.Tensor, off: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """The mean error, and the likelihood of what the errors' size was said to be."""
    mean, scale = told(net, heard)
    square = (mean - off / UNIT_M).pow(2).sum(-1)
    error = (square + 0.01).sqrt()
    beyond = square.detach() / 3.0 * torch.exp(-2.0 * scale)
    unlikely = 3.0 * (scale + 0.5 * (TAILS + 1.0) * torch.log1p(beyond / TAILS))
    return ((error + 0.3 * unlikely) * known).sum() / known.sum()


@torch.no_grad()
def report(name: str, net: nn.Sequential, rows: torch.Tensor, maps: Rows) -> str:
    heard, off = rows[:, :INPUTS], rows[:, INPUTS:].reshape(-1, JOINTS, 3)
    known = heard[:, maps.known] > 0.0
    mean, scale = told(net, heard)
    rest = off - mean * UNIT_M
    within = (rest.abs() / (scale.exp() * UNIT_M)[..., None])[known]
    mm = [1e3 * float(e.norm(dim=-1)[known].mean()) for e in (off, rest)]
    shares = [100.0 * float((within < k).float().mean()) for k in (1.0, 2.0)]
    return f"{name} {mm[0]:.1f} -> {mm[1]:.1f} mm, within 1 and 2 deviations {shares[0]:.1f}, {shares[1]:.1f} %"


def write(net: nn.Sequential, hidden: list[int], path: Path):
    numbers = [np.array(hidden, "<f4")]
    for layer in (net[0], net[2], net[4]):
        numbers += [layer.weight.detach().numpy().T.astype("<f4").ravel(), layer.bias.detach().numpy().astype("<f4")]
    path.parent.mkdir(parents=True, exist_ok=True)
    np.concatenate(numbers).tofile(path)


def train(stream: str, args: argparse.Namespace):
    def rows(name: str) -> torch.Tensor:
        return torch.from_numpy(np.fromfile(args.work / f"{name}.{stream}", "<f4").reshape(-1, INPUTS + 3 * JOINTS))

    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)
    learned, held_out = torch.cat([rows(n) for n in LEARNED]), {n: rows(n) for n in HELD_OUT}
    maps, net = Rows(), network(args.hidden)
    optimiser = torch.optim.AdamW(net.parameters(), args.rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, args.rate, total_steps=args.steps + 1, pct_start=0.1)
    begun = time.monotonic()
    for step in range(1, args.steps + 1):
        batch = learned[torch.randint(len(learned), (args.batch,), generator=generator)]
        optimiser.zero_grad()
        loss(net, *maps.varied(batch, generator)).backward()
        optimiser.step()
        schedule.step()
        if step % max(args.steps // 4, 1) == 0:
            for name, held in held_out.items():
                print(f"{stream}, step {step}, {time.monotonic() - begun:.0f} s: {report(name, net, held, maps)}", flush=True)
    write(net, args.hidden, args.into / f"{stream}.f32")


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python posture.py --steps 100 --into try")
    parser.add_argument("--work", type=Path, default=CHECKOUT / "target" / "train-posture", help="the set; default %(default)s")
    parser.add_argument("--into", type=Path, default=CHECKOUT / "tracker" / "fusion" / "pose_prior", help="default %(default)s")
    parser.add_argument("--streams", nargs="+", choices=STREAMS, default=STREAMS, help="default %(default)s")
    parser.add_argument("--hidden", type=int, nargs=2, default=[96, 64], help="widths of the hidden layers; default %(default)s")
    parser.add_argument("--steps", type=int, default=16_000, help="default %(default)s")
    parser.add_argument("--batch", type=int, default=1024, help="default %(default)s")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="default %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default %(default)s")
    args = parser.parse_args()
    # One thread: the same weights wherever the same PyTorch runs on the same kind of processor.
    torch.set_num_threads(1)
    if not (args.work / "whole").exists():
        example = ["cargo", "run", "--release", "-p", "trackside-simulation", "--example", "posture_set", "--"]
        subprocess.run([*example, str(args.work)], cwd=CHECKOUT, check=True)
        (args.work / "whole").touch()
    for stream in args.streams:
        train(stream, args)


if __name__ == "__main__":
    main()
