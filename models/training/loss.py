"""The loss of the network, and its errors in readable units."""

import torch
from torch.nn import functional

from network import COARSE_PX, FINE_PX, JOINTS

# Range of the logarithm of the Laplace scale, coarse cells; also in `models/src/decode/single_shot/candidate.rs`, which a test compares.
LOG_SCALES = (-3.5, 4.0)
# Weight of the joint offsets outside the trunk's peak: the decoder reads them at the peak only.
OFF_PEAK_WEIGHT = 0.05
# Weight of a joint that is hidden.
HIDDEN_WEIGHT = 0.3


def focal(logits: torch.Tensor, target: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """CornerNet's focal loss per peak (Law and Deng, ECCV 2018), with exponents 2 and 4."""
    p = torch.sigmoid(logits).clamp(1e-5, 1 - 1e-5)
    is_peak = (target > 0.999).float()
    positive = -is_peak * (1 - p) ** 2 * torch.log(p)
    negative = -(1 - is_peak) * (1 - target) ** 4 * p**2 * torch.log(1 - p)
    return (mask * (positive + negative)).sum() / is_peak.sum().clamp(min=1)


def laplace_nll(error: torch.Tensor, log_scale: torch.Tensor) -> torch.Tensor:
    """Negative log-likelihood of an error in x and y, `[…, 2]`, under a Laplace distribution with one scale."""
    log_scale = log_scale.clamp(*LOG_SCALES)
    return error.abs().sum(-1) * torch.exp(-log_scale) + 2 * log_scale


def heatmap_divergence(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence of the predicted heatmap from the target, per visible joint.

    It is minimal for the expected target: a position known to a standard deviation s widens the peak and lowers it
    accordingly, so the height of a predicted peak shows its uncertainty.
    """
    mask = (target >= 0).float()
    target = target.clamp(min=0)
    cross = functional.binary_cross_entropy_with_logits(logits, target, mask, reduction="sum")
    entropy = functional.binary_cross_entropy(target, target, mask, reduction="sum")
    return (cross - entropy) / (target > 0.6).sum().clamp(min=len(target))


def joint_offsets(coarse: torch.Tensor) -> torch.Tensor:
    """`[n, rows, columns, joints, 3]`: dx, dy, logarithm of the scale."""
    n, _, rows, columns = coarse.shape
    return coarse[:, 1:].reshape(n, JOINTS, 3, rows, columns).permute(0, 3, 4, 1, 2)


def losses(maps: tuple[torch.Tensor, torch.Tensor], t: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The terms of the loss; training minimises their sum. `bodies` are the joint offsets of the coarse map."""
    coarse, fine = maps
    is_owned = t["weight"] > 0
    predicted, offsets = joint_offsets(coarse)[is_owned], t["offsets"][is_owned]
    peak_weight = torch.where(t["trunks"][is_owned] > 0.6, 1.0, OFF_PEAK_WEIGHT)
    weight = (t["weight"][is_owned] * peak_weight)[:, None] * torch.where(t["is_visible"][is_owned] > 0, 1.0, HIDDEN_WEIGHT)
    nll = laplace_nll(predicted[..., :2] - offsets, predicted[..., 2])
    return {
        "trunks": focal(coarse[:, 0], t["trunks"], t["trunk_mask"]),
        "bodies": (weight * nll).sum() / weight.sum().clamp(min=1e-6),
        "joints": heatmap_divergence(fine[:, :JOINTS], t["heatmap"][:, :JOINTS]),
        "balls": 0.5 * heatmap_divergence(fine[:, JOINTS:], t["heatmap"][:, JOINTS:]),
    }


@torch.no_grad()
def errors(maps: tuple[torch.Tensor, torch.Tensor], t: dict[str, torch.Tensor]) -> dict[str, float]:
    """Median errors of visible joints and balls, px, and the shares that are detected."""
    coarse, fine = maps
    is_peak = t["trunks"] > 0.999
    predicted = joint_offsets(coarse)[is_peak]
    error_px = (predicted[..., :2] - t["offsets"][is_peak]).norm(dim=-1) * COARSE_PX
    keypoints = t["keypoints"][t["keypoints"][:, 4] > 0]
    joint_px, joint_found = peak_errors(fine, keypoints[keypoints[:, 1] < JOINTS])
    ball_px, ball_found = peak_errors(fine, keypoints[keypoints[:, 1] == JOINTS])
    return {
        "body_px": error_px[t["is_visible"][is_peak] > 0].median().item(),
        "joint_px": joint_px,
        "ball_px": ball_px,
        "trunk_found": (coarse[:, 0][is_peak] > 0).float().mean().item(),
        "joint_found": joint_found,
        "ball_found": ball_found,
    }


def peak_errors(fine: torch.Tensor, keypoints: torch.Tensor) -> tuple[float, float]:
    """For the highest cell within three cells of each keypoint: median distance, px, and the share with a probability above 0.3."""
    padded = functional.pad(torch.sigmoid(fine), (3, 3, 3, 3))
    at = ((keypoints[:, 2:4] + 0.5) / FINE_PX - 0.5).round().long().clamp(min=0)
    crop, channel = keypoints[:, 0].long(), keypoints[:, 1].long()
    v, u = torch.meshgrid(torch.arange(7), torch.arange(7), indexing="ij")
    x = (at[:, 0, None, None] + u.to(at)).clamp(max=padded.shape[3] - 1)
    y = (at[:, 1, None, None] + v.to(at)).clamp(max=padded.shape[2] - 1)
    window = padded[crop[:, None, None], channel[:, None, None], y, x].flatten(1)
    height, best = window.max(1)
    px = FINE_PX * (torch.stack([best % 7, best // 7], -1) - 3 + at) + (FINE_PX - 1) / 2
    error_px = (px - keypoints[:, 2:4]).norm(dim=-1)
    return error_px.median().item(), (height > 0.3).float().mean().item()
