"""How wrong the network is."""

import torch
from torch.nn import functional

from network import COARSE, FINE, JOINTS

# A joint is never placed better than to this part of a cell, nor worse than to so many cells.
LEAST_LOG_SCALE, MOST_LOG_SCALE = -3.5, 4.0
# Joints are asked for at the trunk; what a person's other cells say of them matters as much as it helps to learn.
ELSEWHERE = 0.05
# The weight of a joint that does not show.
HIDDEN = 0.3


def focal(logits: torch.Tensor, target: torch.Tensor, care: torch.Tensor) -> torch.Tensor:
    """For each peak: CornerNet's focal loss (Law and Deng, ECCV 2018), exponents 2 and 4."""
    p = torch.sigmoid(logits).clamp(1e-5, 1 - 1e-5)
    peak = (target > 0.999).float()
    found = -peak * (1 - p) ** 2 * torch.log(p)
    false = -(1 - peak) * (1 - target) ** 4 * p**2 * torch.log(1 - p)
    return (care * (found + false)).sum() / peak.sum().clamp(min=1)


def laplace(error: torch.Tensor, log_scale: torch.Tensor) -> torch.Tensor:
    """Negative log likelihood of an error in x and y, `[…, 2]`, under one Laplace scale."""
    log_scale = log_scale.clamp(LEAST_LOG_SCALE, MOST_LOG_SCALE)
    return error.abs().sum(-1) * torch.exp(-log_scale) + 2 * log_scale


def divergence(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """For each joint: Kullback and Leibler's divergence of what is said from the bumps. It is least where a bump of a place that is
    known to a deviation s is s wider and as much lower, so that the height says how well the place is known."""
    care = (target >= 0).float()
    target = target.clamp(min=0)
    cross = functional.binary_cross_entropy_with_logits(logits, target, care, reduction="sum")
    entropy = functional.binary_cross_entropy(target, target, care, reduction="sum")
    return (cross - entropy) / (target > 0.6).sum().clamp(min=len(target))


def body(coarse: torch.Tensor) -> torch.Tensor:
    """`[n, rows, columns, joints, 3]`: dx, dy, log scale."""
    n, _, rows, columns = coarse.shape
    return coarse[:, 1:].reshape(n, JOINTS, 3, rows, columns).permute(0, 3, 4, 1, 2)


def losses(maps: tuple[torch.Tensor, torch.Tensor], t: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Each part of the loss; their sum is what is made small."""
    coarse, fine = maps
    mine = t["weight"] > 0
    said, offsets = body(coarse)[mine], t["offsets"][mine]
    asked = torch.where(t["middles"][mine] > 0.6, 1.0, ELSEWHERE)
    weight = (t["weight"][mine] * asked)[:, None] * torch.where(t["shows"][mine] > 0, 1.0, HIDDEN)
    nll = laplace(said[..., :2] - offsets, said[..., 2])
    return {
        "trunks": focal(coarse[:, 0], t["middles"], t["care"]),
        "bodies": (weight * nll).sum() / weight.sum().clamp(min=1e-6),
        "joints": divergence(fine[:, :JOINTS], t["heat"][:, :JOINTS]),
        "balls": 0.5 * divergence(fine[:, JOINTS:], t["heat"][:, JOINTS:]),
    }


@torch.no_grad()
def errors(maps: tuple[torch.Tensor, torch.Tensor], t: dict[str, torch.Tensor]) -> dict[str, float]:
    """What the losses mean, for what shows: medians in px, and the shares that are found."""
    coarse, fine = maps
    peaks = t["middles"] > 0.999
    said = body(coarse)[peaks]
    off = (said[..., :2] - t["offsets"][peaks]).norm(dim=-1) * COARSE
    places = t["places"][t["places"][:, 4] > 0]
    joint_px, joint_found = near_peaks(fine, places[places[:, 1] < JOINTS])
    ball_px, ball_found = near_peaks(fine, places[places[:, 1] == JOINTS])
    return {
        "body_px": off[t["shows"][peaks] > 0].median().item(),
        "joint_px": joint_px,
        "ball_px": ball_px,
        "trunk_found": (coarse[:, 0][peaks] > 0).float().mean().item(),
        "joint_found": joint_found,
        "ball_found": ball_found,
    }


def near_peaks(fine: torch.Tensor, places: torch.Tensor) -> tuple[float, float]:
    """How far the highest cell within three of each place lies from it, px, and the share where it is likelier than 0.3."""
    padded = functional.pad(torch.sigmoid(fine), (3, 3, 3, 3))
    at = ((places[:, 2:4] + 0.5) / FINE - 0.5).round().long().clamp(min=0)
    picture, channel = places[:, 0].long(), places[:, 1].long()
    v, u = torch.meshgrid(torch.arange(7), torch.arange(7), indexing="ij")
    x = (at[:, 0, None, None] + u.to(at)).clamp(max=padded.shape[3] - 1)
    y = (at[:, 1, None, None] + v.to(at)).clamp(max=padded.shape[2] - 1)
    window = padded[picture[:, None, None], channel[:, None, None], y, x].flatten(1)
    height, best = window.max(1)
    px = FINE * (torch.stack([best % 7, best // 7], -1) - 3 + at) + (FINE - 1) / 2
    off = (px - places[:, 2:4]).norm(dim=-1)
    return off.median().item(), (height > 0.3).float().mean().item()
