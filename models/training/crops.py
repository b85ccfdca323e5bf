"""Crops of rendered images, as `datasets/rendering/examples/training_set.rs` writes them, and the targets of the network.

Positions are pixels of the crop with the centre of the top-left pixel at (0, 0).
"""

from pathlib import Path

import numpy as np
import torch

import set_format
from network import COARSE_PX, FINE_PX, JOINTS

# People with fewer visible joints are neither required nor penalised.
MIN_VISIBLE_JOINTS = 6
# Balls with a smaller visible share are neither required nor penalised.
MIN_BALL_VISIBILITY = 0.3
# Standard deviation of the target peak of a joint, fine cells; also in `models/src/decode/single_shot/feature_map.rs`, which a test compares.
PEAK_SIGMA = 0.65


class Crops:
    """A folder of crops, memory-mapped."""

    def __init__(self, folder: Path) -> None:
        layout = set_format.read(folder)
        self.width, self.height = layout["crop_px"]
        self.people_per_crop = layout["people"]
        names = layout["joints"]
        assert len(names) == JOINTS and layout["cell_px"] == COARSE_PX, "the set was made for another network"
        self.mirrored = set_format.mirrored(names)
        self.neck, self.hip = names.index("Neck"), names.index("Hip")
        self.columns, self.rows = self.width // COARSE_PX, self.height // COARSE_PX
        # x and y of the centre of each coarse cell, px.
        y, x = np.mgrid[: self.rows, : self.columns].astype(np.float32)
        self.cell_x, self.cell_y = COARSE_PX * x + (COARSE_PX - 1) / 2, COARSE_PX * y + (COARSE_PX - 1) / 2

        def map_file(name: str, dtype: str, *shape: int) -> np.ndarray:
            return np.memmap(folder / name, dtype, mode="r").reshape(-1, *shape)

        self.images = map_file("images.u8", "u1", self.height, self.width, 3)
        self.owners = map_file("owners.u8", "u1", self.rows, self.columns)
        self.people = map_file("people.f32", "f4", self.people_per_crop, 1 + 3 * JOINTS)
        self.balls = map_file("balls.f32", "f4", 4)

    def __len__(self) -> int:
        return len(self.images)

    def batch(self, indices: np.ndarray, random: np.random.Generator | None) -> dict[str, torch.Tensor]:
        """Images and targets; augmented if `random` is given."""
        images = self.images[indices]
        owners = self.owners[indices].astype(np.int64)
        people = self.people[indices].astype(np.float32)
        balls = self.balls[indices].astype(np.float32)
        if random is not None:
            self.mirror_half(images, owners, people, balls, random)
            augment_colours(images, random)
        targets = self.coarse_targets(owners, people) | self.fine_targets(people, balls)
        arrays = {"images": images.transpose(0, 3, 1, 2)} | targets
        return {name: torch.from_numpy(np.asarray(values)) for name, values in arrays.items()}

    def mirror_half(self, images, owners, people, balls, random: np.random.Generator) -> None:
        """Mirrors each crop with probability 0.5, and swaps left and right joints."""
        for i in np.flatnonzero(random.random(len(images)) < 0.5):
            images[i] = images[i, :, ::-1].copy()
            owners[i] = owners[i, :, ::-1].copy()
            joints = people[i, :, 1:].reshape(self.people_per_crop, JOINTS, 3)[:, self.mirrored]
            is_present = np.any(joints != 0, axis=(1, 2))
            joints[is_present, :, 0] = self.width - 1 - joints[is_present, :, 0]
            people[i, :, 1:] = joints.reshape(self.people_per_crop, -1)
            balls[i, 0] = self.width - 1 - balls[i, 0]

    def coarse_targets(self, owners: np.ndarray, people: np.ndarray) -> dict[str, np.ndarray]:
        """Targets of the coarse map, each `[n, rows, columns, …]`.

        `trunks`: a peak at the centre of each trunk. `trunk_mask`: 0 where the trunk channel is not penalised. `weight`: of the
        joint offsets in each cell. `offsets` `[…, joints, 2]`: from the centre of the cell to the joints of its owner, cells.
        `is_visible` `[…, joints]`: 1 where the joint is visible.
        """
        n = len(owners)
        trunks = np.zeros((n, self.rows, self.columns), np.float32)
        trunk_mask = np.ones((n, self.rows, self.columns), np.float32)
        weight = np.zeros((n, self.rows, self.columns), np.float32)
        joints = people[:, :, 1:].reshape(n, self.people_per_crop, JOINTS, 3)
        for i in range(n):
            for row in range(self.people_per_crop):
                if not np.any(joints[i, row]):
                    continue
                is_owned = owners[i] == row + 1
                count = is_owned.sum()
                if count == 0:
                    continue
                if people[i, row, 0] < MIN_VISIBLE_JOINTS:
                    trunk_mask[i][is_owned] = 0
                    continue
                x, y = 0.5 * (joints[i, row, self.neck, :2] + joints[i, row, self.hip, :2])
                distance_sq = np.where(is_owned, (self.cell_x - x) ** 2 + (self.cell_y - y) ** 2, np.inf)
                at = np.unravel_index(np.argmin(distance_sq), distance_sq.shape)
                height = np.ptp(joints[i, row, :, 1]) / COARSE_PX
                sigma = 0.5 + 0.02 * height
                square = (self.cell_x - self.cell_x[at]) ** 2 + (self.cell_y - self.cell_y[at]) ** 2
                peak = np.exp(-square / (2 * (COARSE_PX * sigma) ** 2))
                np.maximum(trunks[i], peak, out=trunks[i])
                trunk_mask[i][at] = 1
                weight[i][is_owned] = 1 / np.sqrt(count)
                weight[i][at] += 1
        rows = np.maximum(owners - 1, 0)
        own = joints[np.arange(n)[:, None, None], rows]
        offsets = np.stack([own[..., 0] - self.cell_x[..., None], own[..., 1] - self.cell_y[..., None]], -1) / COARSE_PX
        return {"trunks": trunks, "trunk_mask": trunk_mask, "weight": weight, "offsets": offsets, "is_visible": own[..., 2]}

    def fine_targets(self, people: np.ndarray, balls: np.ndarray) -> dict[str, np.ndarray]:
        """Targets of the fine map.

        `heatmap` `[n, joints + 1, rows, columns]`: a peak at each visible joint and ball; -1, not penalised, around hidden
        ones. `keypoints` `[m, 5]`: index of the crop, channel, x, y (px), whether it is visible.
        """
        n = len(people)
        joints = people[:, :, 1:].reshape(n, self.people_per_crop, JOINTS, 3)
        is_present = np.any(joints != 0, axis=(2, 3))
        crop, person, channel = np.nonzero(is_present[:, :, None] & np.ones(JOINTS, bool))
        x, y, is_visible = joints[crop, person, channel].T
        has_ball = np.flatnonzero(balls[:, 3] > 0)
        crop = np.concatenate([crop, has_ball])
        channel = np.concatenate([channel, np.full(len(has_ball), JOINTS)])
        x, y = np.concatenate([x, balls[has_ball, 0]]), np.concatenate([y, balls[has_ball, 1]])
        is_visible = np.concatenate([is_visible > 0, balls[has_ball, 3] >= MIN_BALL_VISIBILITY])
        heatmap = np.zeros((n, JOINTS + 1, self.height // FINE_PX, self.width // FINE_PX), np.float32)
        v, u = np.mgrid[-3:4, -3:4].reshape(2, 1, -1)
        for visible in (False, True):
            of = is_visible == visible
            fx, fy = (x[of, None] + 0.5) / FINE_PX - 0.5, (y[of, None] + 0.5) / FINE_PX - 0.5
            cx, cy = np.rint(fx).astype(int) + u, np.rint(fy).astype(int) + v
            peak = np.exp(-((cx - fx) ** 2 + (cy - fy) ** 2) / (2 * PEAK_SIGMA**2)).astype(np.float32)
            is_inside = (cx >= 0) & (cy >= 0) & (cx < heatmap.shape[3]) & (cy < heatmap.shape[2])
            at = (np.broadcast_to(crop[of, None], cx.shape), np.broadcast_to(channel[of, None], cx.shape), cy, cx)
            at = tuple(k[is_inside] for k in at)
            if visible:
                np.maximum.at(heatmap, at, peak[is_inside])
            else:
                heatmap[at] = -1
        return {"heatmap": heatmap, "keypoints": np.stack([crop, channel, x, y, is_visible], -1).astype(np.float32)}


def augment_colours(images: np.ndarray, random: np.random.Generator) -> None:
    """Random gain, contrast and gamma; a fifth with permuted colours; some smoothed, some with noise."""
    levels = np.arange(256, dtype=np.float32) / 255
    for image in images:
        gamma, shift = np.exp(random.uniform(-0.35, 0.35)), random.uniform(-0.08, 0.08)
        gains = np.exp(random.uniform(-0.25, 0.25) + random.uniform(-0.1, 0.1, 3))
        order = random.permutation(3) if random.random() < 0.2 else range(3)
        original = [image[..., c].copy() for c in order]
        for c, gain in enumerate(gains):
            table = (255 * (gain * levels**gamma + shift)).clip(0, 255).astype(np.uint8)
            image[..., c] = table[original[c]]
        if random.random() < 0.15:
            wide = image.astype(np.uint16)
            image[1:-1, 1:-1] = (4 * wide[1:-1, 1:-1] + wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]) // 8
        if random.random() < 0.2:
            noise = random.integers(-12, 13, image.shape, dtype=np.int8)
            image[:] = (image.astype(np.int16) + noise).clip(0, 255)
