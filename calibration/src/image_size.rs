//! A camera for images of another size than those of its calibration.

use serde::{Deserialize, Serialize};

use crate::{Camera, Intrinsics, RigError};

/// How an image came to have another size than the rig's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SizePolicy {
    /// Another size is an error.
    #[default]
    Exact,
    /// Cut off, or padded, at the right and at the bottom, as video decoders do with the padding of whole blocks: every pixel keeps
    /// its coordinates.
    Crop,
    /// Scaled with its aspect ratio to the largest size that fits, and centred between bars.
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

    /// Its name in venue files.
    pub fn name(self) -> &'static str {
        match self {
            SizePolicy::Exact => "exact",
            SizePolicy::Crop => "crop",
            SizePolicy::Scale => "scale",
            SizePolicy::Stretch => "stretch",
        }
    }

    /// The policy of a name.
    pub fn from_name(name: &str) -> Option<SizePolicy> {
        SizePolicy::ALL.into_iter().find(|p| p.name() == name)
    }
}

impl Camera {
    /// This camera for images of `size_px` (width, height). Scaling takes the image's edges to its edges, so with OpenCV's pixel
    /// centres (as in `cv::resize`) x' + ½ = s (x + ½).
    ///
    /// # Errors
    /// Another size with [`SizePolicy::Exact`]; a size of 0.
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
            let what = "an image is at least 1 px wide and high";
            return Err(RigError(format!("camera \"{}\": {what}", self.name)));
        }
        let fit = [
            f64::from(w) / f64::from(rig_w),
            f64::from(h) / f64::from(rig_h),
        ];
        let intrinsics = match policy {
            SizePolicy::Exact => {
                return Err(RigError(format!(
                    "camera \"{}\": its images are {w}×{h} px, but the rig was calibrated with {rig_w}×{rig_h}: state in venue.toml \
                     why they differ, size = \"crop\" (cut off at the right or the bottom) or size = \"scale\" (scaled, with bars \
                     where the aspect ratios differ), or calibrate with images of this size",
                    self.name
                )));
            }
            SizePolicy::Crop => self.intrinsics,
            SizePolicy::Scale => self.scaled_intrinsics([fit[0].min(fit[1]); 2], size_px),
            SizePolicy::Stretch => self.scaled_intrinsics(fit, size_px),
        };
        Ok(Camera {
            size_px,
            intrinsics,
            ..self.clone()
        })
    }

    /// The intrinsics scaled by `[x, y]` about the image's centre, which moves to the centre of `size_px`.
    fn scaled_intrinsics(&self, [sx, sy]: [f64; 2], size_px: [u32; 2]) -> Intrinsics {
        let scaled = |c: f64, s: f64, from: u32, to: u32| {
            (c + 0.5 - f64::from(from) / 2.0) * s + f64::from(to) / 2.0 - 0.5
        };
        let Intrinsics { fx, fy, cx, cy } = self.intrinsics;
        Intrinsics {
            fx: fx * sx,
            fy: fy * sy,
            cx: scaled(cx, sx, self.size_px[0], size_px[0]),
            cy: scaled(cy, sy, self.size_px[1], size_px[1]),
        }
    }
}
