"""The network: one pass detects the joints of all people and the ball.

A small residual backbone down to stride 32 with a top-down path (Lin et al., "Feature Pyramid Networks", CVPR 2017), of plain
3 x 3 convolutions.

It returns two maps (docs/reference/models.md). Offsets are relative to the centre of the cell, in cells:

    coarse, cells of 8 x 8 input pixels
        0         logit of a trunk centre
        1 ..      for each of the person's 26 joints: dx, dy, logarithm of the Laplace scale of both
    fine, cells of 4 x 4 input pixels
        0 .. 25   logit of that joint of any person
        26        logit of the ball's centre
"""

import torch
from torch import nn

# Input pixels per cell, each way.
COARSE_PX, FINE_PX = 8, 4
JOINTS = 26


def conv(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    """A convolution with batch normalisation and rectifier."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Block(nn.Module):
    """Two convolutions with a residual connection (He et al., "Deep Residual Learning for Image Recognition", CVPR 2016)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            conv(width, width),
            nn.Conv2d(width, width, 3, 1, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.body(x))


class Network(nn.Module):
    """Maps images `[n, 3, h, w]`, BGR, 0 to 255, h and w multiples of 32, to the coarse and the fine map."""

    def __init__(self) -> None:
        super().__init__()
        self.to4 = nn.Sequential(conv(3, 16, 3, 2), conv(16, 32, 3, 2))
        self.to8 = nn.Sequential(conv(32, 48, 3, 2), Block(48))
        self.to16 = nn.Sequential(conv(48, 80, 3, 2), Block(80))
        self.to32 = nn.Sequential(conv(80, 112, 3, 2), Block(112))
        self.deep16, self.deep32 = nn.Sequential(), nn.Sequential()
        self.lateral4, self.lateral8 = conv(32, 32, 1), conv(48, 48, 1)
        self.lateral16, self.lateral32 = conv(80, 64, 1), conv(112, 64, 1)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")
        self.merge16, self.merge8, self.merge4 = conv(64, 64), conv(48, 64), conv(32, 32)
        self.narrow16, self.narrow8 = conv(64, 48, 1), conv(64, 32, 1)
        self.coarse = nn.Conv2d(64, 1 + 3 * JOINTS, 1)
        self.fine = nn.Conv2d(32, JOINTS + 1, 1)
        # Peaks are rare: training starts from probabilities of 0.01 and 0.0025.
        nn.init.constant_(self.coarse.bias[:1], -4.6)
        nn.init.constant_(self.fine.bias, -6.0)

    def deepen(self) -> list[nn.Parameter]:
        """Adds an identity block at strides 16 and 32 (Chen et al., "Net2Net", ICLR 2016); returns its parameters."""
        self.deep16.append(Block(80))
        self.deep32.append(Block(112))
        added = [*self.deep16, *self.deep32]
        for block in added:
            nn.init.zeros_(block.body[2].weight)
        return [parameter for block in added for parameter in block.parameters()]

    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        at4 = self.to4((images - 114.0) / 64.0)
        at8 = self.to8(at4)
        at16 = self.deep16(self.to16(at8))
        at32 = self.lateral32(self.deep32(self.to32(at16)))
        at16 = self.merge16(self.lateral16(at16) + self.up(at32))
        at8 = self.merge8(self.lateral8(at8) + self.up(self.narrow16(at16)))
        at4 = self.merge4(self.lateral4(at4) + self.up(self.narrow8(at8)))
        return self.coarse(at8), self.fine(at4)
