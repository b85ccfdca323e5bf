//! What a rendering needs beyond the recording: field, cameras, clothing, colours.

use trackside_body::{Clothing, Hair, Material};
use trackside_calibration::Camera;

use crate::animation::AthleteAnimation;

/// The surroundings of the athletes.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// The cameras to include.
    pub cameras: &'a [Camera],
    /// The field of play. `None`: unknown.
    pub field: Option<FieldSurface>,
    /// Clothing of all athletes.
    pub clothing: Clothing,
    /// Radius of the ball, m.
    pub ball_radius_m: f64,
}

/// The surface of a field of play, centred at the origin of world space.
#[derive(Clone, Debug)]
pub struct FieldSurface {
    /// Size of the field of play along x and y, m.
    pub size_m: [f64; 2],
    /// Width of the floor beyond the field of play, m.
    pub margin_m: f64,
    /// The lines as triangles, anticlockwise from above, m.
    pub lines: Vec<[[f64; 2]; 3]>,
    /// Reflectance of the floor, linear RGB.
    pub floor_rgb: [f32; 3],
    /// Reflectance of the lines, linear RGB.
    pub line_rgb: [f32; 3],
}

/// The colours of one athlete.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AthleteColours {
    /// Reflectance of the shirt, linear RGB; the shorts are a darker shade of it.
    pub shirt_rgb: [f32; 3],
}

impl Scene<'_> {
    /// Without field and cameras, with basketball clothing and a ball of medium size.
    pub fn empty() -> Scene<'static> {
        Scene {
            cameras: &[],
            field: None,
            clothing: Clothing::basketball(Hair::Short),
            ball_radius_m: 0.115,
        }
    }

    /// The colours of an athlete: one per team, or one per athlete without a team. Hues are spaced by the golden ratio.
    pub fn colours(&self, athlete: &AthleteAnimation) -> AthleteColours {
        let index = match &athlete.team {
            // A hash of the name.
            Some(team) => {
                team.bytes()
                    .fold(7_u32, |n, b| n.wrapping_mul(31).wrapping_add(b.into()))
                    % 1000
            }
            None => athlete.id.0,
        };
        let hue = (f64::from(index) * 0.618_033_988_75).fract() * 6.0;
        let channel = |shift: f64| {
            let h = (hue + shift) % 6.0;
            (0.03 + 0.75 * ((h - 3.0).abs() - 1.0).clamp(0.0, 1.0)) as f32
        };
        AthleteColours {
            shirt_rgb: [channel(0.0), channel(4.0), channel(2.0)],
        }
    }
}

impl AthleteColours {
    /// Name, reflectance (linear RGB) and roughness of the [`Material`] with the index `material`.
    pub(crate) fn material(&self, material: usize) -> (&'static str, [f32; 3], f32) {
        match material {
            m if m == Material::Skin as usize => ("skin", [0.42, 0.24, 0.16], 0.6),
            m if m == Material::Hair as usize => ("hair", [0.03, 0.02, 0.015], 0.7),
            m if m == Material::Shirt as usize => ("shirt", self.shirt_rgb, 0.85),
            m if m == Material::Shorts as usize => {
                ("shorts", self.shirt_rgb.map(|c| 0.6 * c), 0.85)
            }
            m if m == Material::Socks as usize => ("socks", [0.8, 0.8, 0.8], 0.9),
            _ => ("shoes", [0.05, 0.05, 0.06], 0.5),
        }
    }
}
