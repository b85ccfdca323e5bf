"""Crops of rendered pictures, as `datasets/rendering/examples/training_set.rs` writes them, and what the network should say of them."""

from pathlib import Path

import numpy as np
import torch

from network import COARSE, FINE, JOINTS

WIDTH, HEIGHT = 256, 256
COLUMNS, ROWS = WIDTH // COARSE, HEIGHT // COARSE
PEOPLE = 24
# Of HALPE_26: the joint on the other side.
MIRRORED = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 17, 18, 19, 21, 20, 23, 22, 25, 24]
NECK, HIP = 18, 19
# Somebody of whom fewer joints show need not be found, nor be passed over.
LEAST_JOINTS = 6
# A ball of which less shows need not be found.
LEAST_BALL = 0.3
# One deviation of the bump about a joint, fine cells; `models/src/decode/single_shot.rs` knows it too.
BUMP = 0.65


class Crops:
    """A folder of crops, read where it lies."""

    def __init__(self, folder: Path) -> None:
        def map_file(name: str, dtype: str, *shape: int) -> np.ndarray:
            return np.memmap(folder / name, dtype, mode="r").reshape(-1, *shape)

        self.pictures = map_file("pictures.u8", "u1", HEIGHT, WIDTH, 3)
        self.owners = map_file("owners.u8", "u1", ROWS, COLUMNS)
        self.people = map_file("people.f32", "f4", PEOPLE, 1 + 3 * JOINTS)
        self.balls = map_file("balls.f32", "f4", 4)

    def __len__(self) -> int:
        return len(self.pictures)

    def batch(self, indices: np.ndarray, random: np.random.Generator | None) -> dict[str, torch.Tensor]:
        """Pictures and targets; with `random` mirrored and in other light."""
        pictures = self.pictures[indices]
        owners = self.owners[indices].astype(np.int64)
        people = self.people[indices].astype(np.float32)
        balls = self.balls[indices].astype(np.float32)
        if random is not None:
            mirror(pictures, owners, people, balls, random)
            relight(pictures, random)
        made = {"pictures": pictures.transpose(0, 3, 1, 2)} | coarse_targets(owners, people) | fine_targets(people, balls)
        return {name: torch.from_numpy(np.asarray(values)) for name, values in made.items()}


def mirror(pictures, owners, people, balls, random: np.random.Generator) -> None:
    for i in np.flatnonzero(random.random(len(pictures)) < 0.5):
        pictures[i] = pictures[i, :, ::-1].copy()
        owners[i] = owners[i, :, ::-1].copy()
        joints = people[i, :, 1:].reshape(PEOPLE, JOINTS, 3)[:, MIRRORED]
        is_there = np.any(joints != 0, axis=(1, 2))
        joints[is_there, :, 0] = WIDTH - 1 - joints[is_there, :, 0]
        people[i, :, 1:] = joints.reshape(PEOPLE, -1)
        balls[i, 0] = WIDTH - 1 - balls[i, 0]


def relight(pictures: np.ndarray, random: np.random.Generator) -> None:
    """Other gains, contrasts and gammas, a fifth of them in other colours, some softer, some noisy."""
    levels = np.arange(256, dtype=np.float32) / 255
    for picture in pictures:
        gamma, shift = np.exp(random.uniform(-0.35, 0.35)), random.uniform(-0.08, 0.08)
        gains = np.exp(random.uniform(-0.25, 0.25) + random.uniform(-0.1, 0.1, 3))
        order = random.permutation(3) if random.random() < 0.2 else range(3)
        before = [picture[..., c].copy() for c in order]
        for c, gain in enumerate(gains):
            table = (255 * (gain * levels**gamma + shift)).clip(0, 255).astype(np.uint8)
            picture[..., c] = table[before[c]]
        if random.random() < 0.15:
            wide = picture.astype(np.uint16)
            picture[1:-1, 1:-1] = (4 * wide[1:-1, 1:-1] + wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]) // 8
        if random.random() < 0.2:
            noise = random.integers(-12, 13, picture.shape, dtype=np.int8)
            picture[:] = (picture.astype(np.int16) + noise).clip(0, 255)


def cell_middles() -> tuple[np.ndarray, np.ndarray]:
    """x and y of each cell's middle, px, counted from pixel centres."""
    y, x = np.mgrid[:ROWS, :COLUMNS].astype(np.float32)
    return COARSE * x + (COARSE - 1) / 2, COARSE * y + (COARSE - 1) / 2


CELL_X, CELL_Y = cell_middles()


def coarse_targets(owners: np.ndarray, people: np.ndarray) -> dict[str, np.ndarray]:
    """Where trunks' middles lie (a bump each, and where not to look), and each cell's joints, in cells from its middle."""
    n = len(owners)
    middles = np.zeros((n, ROWS, COLUMNS), np.float32)
    care = np.ones((n, ROWS, COLUMNS), np.float32)
    weight = np.zeros((n, ROWS, COLUMNS), np.float32)
    joints = people[:, :, 1:].reshape(n, PEOPLE, JOINTS, 3)
    for i in range(n):
        for row in range(PEOPLE):
            if not np.any(joints[i, row]):
                continue
            mine = owners[i] == row + 1
            count = mine.sum()
            if count == 0:
                continue
            if people[i, row, 0] < LEAST_JOINTS:
                care[i][mine] = 0
                continue
            x, y = 0.5 * (joints[i, row, NECK, :2] + joints[i, row, HIP, :2])
            away = np.where(mine, (CELL_X - x) ** 2 + (CELL_Y - y) ** 2, np.inf)
            at = np.unravel_index(np.argmin(away), away.shape)
            tall = np.ptp(joints[i, row, :, 1]) / COARSE
            spread = 0.5 + 0.02 * tall
            square = (CELL_X - CELL_X[at]) ** 2 + (CELL_Y - CELL_Y[at]) ** 2
            bump = np.exp(-square / (2 * (COARSE * spread) ** 2))
            np.maximum(middles[i], bump, out=middles[i])
            care[i][at] = 1
            weight[i][mine] = 1 / np.sqrt(count)
            weight[i][at] += 1
    rows = np.maximum(owners - 1, 0)
    own = joints[np.arange(n)[:, None, None], rows]
    offsets = np.stack([own[..., 0] - CELL_X[..., None], own[..., 1] - CELL_Y[..., None]], -1) / COARSE
    return {"middles": middles, "care": care, "weight": weight, "offsets": offsets, "shows": own[..., 2]}


def fine_targets(people: np.ndarray, balls: np.ndarray) -> dict[str, np.ndarray]:
    """A bump at each joint and ball that shows; -1 round those that do not, where anything may be said."""
    n = len(people)
    joints = people[:, :, 1:].reshape(n, PEOPLE, JOINTS, 3)
    is_there = np.any(joints != 0, axis=(2, 3))
    picture, person, joint = np.nonzero(is_there[:, :, None] & np.ones(JOINTS, bool))
    x, y, shows = joints[picture, person, joint].T
    has_ball = np.flatnonzero(balls[:, 3] > 0)
    picture = np.concatenate([picture, has_ball])
    joint = np.concatenate([joint, np.full(len(has_ball), JOINTS)])
    x, y = np.concatenate([x, balls[has_ball, 0]]), np.concatenate([y, balls[has_ball, 1]])
    shows = np.concatenate([shows > 0, balls[has_ball, 3] >= LEAST_BALL])
    heat = np.zeros((n, JOINTS + 1, HEIGHT // FINE, WIDTH // FINE), np.float32)
    v, u = np.mgrid[-3:4, -3:4].reshape(2, 1, -1)
    for visible in (False, True):
        of = shows == visible
        fx, fy = (x[of, None] + 0.5) / FINE - 0.5, (y[of, None] + 0.5) / FINE - 0.5
        cx, cy = np.rint(fx).astype(int) + u, np.rint(fy).astype(int) + v
        bump = np.exp(-((cx - fx) ** 2 + (cy - fy) ** 2) / (2 * BUMP**2)).astype(np.float32)
        inside = (cx >= 0) & (cy >= 0) & (cx < heat.shape[3]) & (cy < heat.shape[2])
        at = (np.broadcast_to(picture[of, None], cx.shape), np.broadcast_to(joint[of, None], cx.shape), cy, cx)
        at = tuple(k[inside] for k in at)
        if visible:
            np.maximum.at(heat, at, bump[inside])
        else:
            heat[at] = -1
    return {"heat": heat, "places": np.stack([picture, joint, x, y, shows], -1).astype(np.float32)}
