"""Trains the networks of the pose prior: `make train-pose-prior`.

Makes the training set if it does not exist (`datasets/simulation/examples/pose_prior_set.rs`), trains one network for the live
stream and one for the smooth stream, and writes them where fusion embeds them. All random numbers come from the seed.

A network maps the features of one athlete, in the axes of the trunk, to a correction of each joint and the logarithm of the
standard deviation of what remains (docs/reference/fusion.md, "Pose prior"). The layout of the features is in the set's
`format.toml`.
"""

import argparse
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

import set_format

CHECKOUT = Path(__file__).parent.parent.parent
STREAMS = ["live", "smooth"]
# Augmentation: standard deviation of the shift of each joint along an axis, m, because detectors differ in where they place a
# joint; and the range of the scale of a body.
SHIFT_SIGMA_M, SCALES = 0.012, (0.88, 1.12)
# Degrees of freedom of the Student's t distribution of the errors.
DEGREES_OF_FREEDOM = 40.0


class Layout:
    """Positions of the features in a row of the set, and the index maps of augmentation.

    A row has the features of each joint (four vectors, then three numbers), two vectors of the trunk, and then the error of
    each joint of the fitted skeleton, m. Vectors are ahead, left, up.
    """

    def __init__(self, folder: Path):
        header = set_format.read(folder)
        per_joint = header["joint_features"]
        self.joints = len(header["joints"])
        self.features = per_joint * self.joints + header["trunk_features"]
        self.output_unit_m = header["output_unit_m"]
        self.position_per_m = header["position_per_m"]
        self.training, self.held_out = header["training"], header["held_out"]
        self.mirrored = torch.tensor(set_format.mirrored(header["joints"]))
        # Mirroring: index and sign of each feature. The first 12 features of a joint are vectors.
        joint = per_joint * self.mirrored[:, None]
        self.mirrored_features = torch.cat([(joint + torch.arange(per_joint)).flatten(), torch.arange(per_joint * self.joints, self.features)])
        self.vector_signs = torch.tensor([1.0, -1.0, 1.0])
        numbers = torch.ones(per_joint - 12)
        self.signs = torch.cat([torch.cat([self.vector_signs.repeat(4), numbers]).repeat(self.joints), self.vector_signs.repeat(2)])
        first = per_joint * torch.arange(self.joints)
        self.positions = (first[:, None] + torch.arange(3)).flatten()
        self.is_known = first + header["known_feature"]
        # 1 for features that scale with the body.
        self.is_length = torch.ones(self.features)
        self.is_length[self.is_known] = 0.0
        self.is_length[first + header["views_feature"]] = 0.0

    def split(self, rows: torch.Tensor):
        """The features `[n, features]`, and the errors `[n, joints, 3]`, m."""
        return rows[:, : self.features], rows[:, self.features :].reshape(-1, self.joints, 3)

    def augmented(self, rows: torch.Tensor, generator: torch.Generator):
        """Features, errors, and 1 for each known joint, with augmentation: half of the rows mirrored, all scaled, joints shifted.

        A shift moves a joint and its ground truth together, so its error stays the same.
        """
        features, errors_m = self.split(rows)
        half = len(rows) // 2
        features = torch.cat([features[:half], features[half:][:, self.mirrored_features] * self.signs])
        errors_m = torch.cat([errors_m[:half], errors_m[half:][:, self.mirrored] * self.vector_signs])
        low, high = SCALES
        scale = low + (high - low) * torch.rand(len(rows), 1, generator=generator)
        features = features * (1.0 + (scale - 1.0) * self.is_length)
        is_known = features[:, self.is_known]
        shift = self.position_per_m * SHIFT_SIGMA_M * torch.randn(len(rows), 3 * self.joints, generator=generator)
        features[:, self.positions] += shift * is_known.repeat_interleave(3, 1)
        return features, errors_m * scale[:, None], is_known


def network(layout: Layout, hidden: list[int]) -> nn.Sequential:
    a, b = hidden
    return nn.Sequential(nn.Linear(layout.features, a), nn.ReLU(), nn.Linear(a, b), nn.ReLU(), nn.Linear(b, 4 * layout.joints))


def predict(net: nn.Sequential, layout: Layout, features: torch.Tensor):
    """The corrections `[n, joints, 3]` and the logarithms of the remaining standard deviations `[n, joints]`, in output units."""
    out, corrections = net(features), 3 * layout.joints
    return out[:, :corrections].reshape(-1, layout.joints, 3), out[:, corrections:].clamp(-4.0, 4.0)


def loss(net: nn.Sequential, layout: Layout, features: torch.Tensor, errors_m: torch.Tensor, is_known: torch.Tensor) -> torch.Tensor:
    """The mean remaining error, plus the negative log-likelihood of its size under a Student's t distribution."""
    mean, log_sigma = predict(net, layout, features)
    square = (mean - errors_m / layout.output_unit_m).pow(2).sum(-1)
    error = (square + 0.01).sqrt()
    normalised = square.detach() / 3.0 * torch.exp(-2.0 * log_sigma)
    nll = 3.0 * (log_sigma + 0.5 * (DEGREES_OF_FREEDOM + 1.0) * torch.log1p(normalised / DEGREES_OF_FREEDOM))
    return ((error + 0.3 * nll) * is_known).sum() / is_known.sum()


@torch.no_grad()
def report(name: str, net: nn.Sequential, layout: Layout, rows: torch.Tensor) -> str:
    """Mean errors before and after the correction, and the shares of coordinates within one and two standard deviations."""
    features, errors_m = layout.split(rows)
    is_known = features[:, layout.is_known] > 0.0
    mean, log_sigma = predict(net, layout, features)
    remaining_m = errors_m - mean * layout.output_unit_m
    normalised = (remaining_m.abs() / (log_sigma.exp() * layout.output_unit_m)[..., None])[is_known]
    mm = [1e3 * float(e.norm(dim=-1)[is_known].mean()) for e in (errors_m, remaining_m)]
    shares = [100.0 * float((normalised < k).float().mean()) for k in (1.0, 2.0)]
    return f"{name} {mm[0]:.1f} -> {mm[1]:.1f} mm, within 1 and 2 sigma {shares[0]:.1f}, {shares[1]:.1f} %"


def write(net: nn.Sequential, hidden: list[int], path: Path):
    """Writes little-endian `f32`: the widths of the hidden layers, then the weights (by input) and biases of each layer."""
    numbers = [np.array(hidden, "<f4")]
    for layer in (net[0], net[2], net[4]):
        numbers += [layer.weight.detach().numpy().T.astype("<f4").ravel(), layer.bias.detach().numpy().astype("<f4")]
    path.parent.mkdir(parents=True, exist_ok=True)
    np.concatenate(numbers).tofile(path)


def train(stream: str, layout: Layout, args: argparse.Namespace):
    def rows(name: str) -> torch.Tensor:
        return torch.from_numpy(np.fromfile(args.work / f"{name}.{stream}", "<f4").reshape(-1, layout.features + 3 * layout.joints))

    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)
    training, held_out = torch.cat([rows(n) for n in layout.training]), {n: rows(n) for n in layout.held_out}
    net = network(layout, args.hidden)
    optimiser = torch.optim.AdamW(net.parameters(), args.rate, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, args.rate, total_steps=args.steps + 1, pct_start=0.1)
    started = time.monotonic()
    for step in range(1, args.steps + 1):
        batch = training[torch.randint(len(training), (args.batch,), generator=generator)]
        optimiser.zero_grad()
        loss(net, layout, *layout.augmented(batch, generator)).backward()
        optimiser.step()
        schedule.step()
        if step % max(args.steps // 4, 1) == 0:
            for name, held in held_out.items():
                print(f"{stream}, step {step}, {time.monotonic() - started:.0f} s: {report(name, net, layout, held)}", flush=True)
    write(net, args.hidden, args.into / f"{stream}.f32")


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog="Example: python pose_prior.py --steps 100 --into try", formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=CHECKOUT / "target" / "train-pose-prior", help="folder of the set; default %(default)s")
    parser.add_argument("--into", type=Path, default=CHECKOUT / "tracker" / "fusion" / "pose_prior", help="folder of the networks; default %(default)s")
    parser.add_argument("--streams", nargs="+", choices=STREAMS, default=STREAMS, help="default %(default)s")
    parser.add_argument("--hidden", type=int, nargs=2, default=[96, 64], help="widths of the hidden layers; default %(default)s")
    parser.add_argument("--steps", type=int, default=16_000, help="default %(default)s")
    parser.add_argument("--batch", type=int, default=1024, help="rows per step; default %(default)s")
    parser.add_argument("--rate", type=float, default=2.5e-3, help="maximum learning rate; default %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default %(default)s")
    args = parser.parse_args()
    # One thread makes the result reproducible: the same PyTorch on the same kind of processor gives the same weights.
    torch.set_num_threads(1)
    if not (args.work / "complete").exists():
        example = ["cargo", "run", "--release", "-p", "trackside-simulation", "--example", "pose_prior_set", "--"]
        subprocess.run([*example, str(args.work)], cwd=CHECKOUT, check=True)
        (args.work / "complete").touch()
    layout = Layout(args.work)
    for stream in args.streams:
        train(stream, layout, args)


if __name__ == "__main__":
    main()
