//! A camera for pictures of another size than it was calibrated with.

use serde::{Deserialize, Serialize};

use crate::{Camera, Intrinsics, RigError};

/// How a picture came to have another size than the rig says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SizePolicy {
    /// It must not: another size is an error.
    #[default]
    Exact,
    /// Cut off, or filled up, at the right and at the bottom, as video decoders do with what the encoder added to reach
    /// whole blocks: every pixel keeps its coordinates.
    Crop,
    /// Scaled with its proportions kept, as large as fits, and centred; what is left over is bars.
    Scale,
    /// Scaled to the new width and to the new height, each by its own factor.
    Stretch,
}

impl SizePolicy {
    const ALL: [SizePolicy; 4] = [
        SizePolicy::Exact,
        SizePolicy::Crop,
        SizePolicy::Scale,
        SizePolicy::Stretch,
    ];

    /// As venue files call it.
    pub fn name(self) -> &'static str {
        match self {
            SizePolicy::Exact => "exact",
            SizePolicy::Crop => "crop",
            SizePolicy::Scale => "scale",
            SizePolicy::Stretch => "stretch",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<SizePolicy> {
        SizePolicy::ALL.into_iter().find(|p| p.name() == name)
    }
}

impl Camera {
    /// This camera for pictures of `size_px` (width, height). Scaling keeps the edges of the picture at its edges, so
    /// with OpenCV's pixel centres (as `cv::resize` has them) x' + ½ = s (x + ½). Errors where the size is another and
    /// `policy` is [`SizePolicy::Exact`], and where a size is 0.
    pub fn for_image_size(
        &self,
        size_px: [u32; 2],
        policy: SizePolicy,
    ) -> Result<Camera, RigError> {
        if size_px == self.size_px {
            return Ok(self.clone());
        }
        let ([w, h], [rig_w, rig_h]) = (size_px, self.size_px);
        if [w, h, rig_w, rig_h].contains(&0) {
            let what = "a picture is at least 1 px wide and high";
            return Err(RigError(format!("camera \"{}\": {what}", self.name)));
        }
        let fit = [
            f64::from(w) / f64::from(rig_w),
            f64::from(h) / f64::from(rig_h),
        ];
        let intrinsics = match policy {
            SizePolicy::Exact => {
                return Err(RigError(format!(
                    "camera \"{}\": its pictures are {w}×{h} px, but the rig was calibrated with {rig_w}×{rig_h}: say in \
                     venue.toml how they came to differ, size = \"crop\" (cut off at the right or the bottom) or size = \
                     \"scale\" (scaled, with bars where the proportions differ), or calibrate with pictures of this size",
                    self.name
                )));
            }
            SizePolicy::Crop => self.intrinsics,
            SizePolicy::Scale => self.scaled([fit[0].min(fit[1]); 2], size_px),
            SizePolicy::Stretch => self.scaled(fit, size_px),
        };
        Ok(Camera {
            size_px,
            intrinsics,
            ..self.clone()
        })
    }

    /// The pinhole scaled by `[x, y]` about the picture's centre, which comes to lie at the centre of `size_px`.
    fn scaled(&self, [sx, sy]: [f64; 2], size_px: [u32; 2]) -> Intrinsics {
        let moved = |c: f64, s: f64, from: u32, to: u32| {
            (c + 0.5 - f64::from(from) / 2.0) * s + f64::from(to) / 2.0 - 0.5
        };
        let Intrinsics { fx, fy, cx, cy } = self.intrinsics;
        Intrinsics {
            fx: fx * sx,
            fy: fy * sy,
            cx: moved(cx, sx, self.size_px[0], size_px[0]),
            cy: moved(cy, sy, self.size_px[1], size_px[1]),
        }
    }
}
