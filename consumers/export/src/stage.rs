//! What a recording does not say and a picture of it needs: the ground, clothes, colours.

use trackside_body::{Clothing, Hair, Material};
use trackside_calibration::Camera;

use crate::figures::Figure;

/// What is around the athletes.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    /// The cameras to show.
    pub cameras: &'a [Camera],
    /// The ground, where it is known.
    pub ground: Option<Ground>,
    /// What everybody wears.
    pub dress: Clothing,
    /// m
    pub ball_radius_m: f64,
}

/// A field of play as it lies on the ground, its centre at the origin.
#[derive(Clone, Debug)]
pub struct Ground {
    /// Along x and y, m.
    pub size_m: [f64; 2],
    /// How much floor there is beyond, m.
    pub beyond_m: f64,
    /// Its lines as triangles, anticlockwise from above, m.
    pub lines: Vec<[[f64; 2]; 3]>,
    /// What the floor reflects, linear red, green, blue.
    pub floor: [f32; 3],
    /// What lines reflect.
    pub line: [f32; 3],
}

/// Colours of one athlete, linear red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kit {
    /// Shirt and shorts.
    pub shirt: [f32; 3],
}

impl Stage<'_> {
    /// No ground, no cameras; sports clothes and a ball of a size between those of the sports.
    pub fn bare() -> Stage<'static> {
        Stage {
            cameras: &[],
            ground: None,
            dress: Clothing::basketball(Hair::Short),
            ball_radius_m: 0.115,
        }
    }

    /// What an athlete wears: one colour for a team, and for each athlete while no team is known.
    pub fn kit(&self, figure: &Figure) -> Kit {
        let place = match &figure.team {
            // Any number that tells names apart will do.
            Some(team) => {
                team.bytes()
                    .fold(7_u32, |n, b| n.wrapping_mul(31).wrapping_add(b.into()))
                    % 1000
            }
            None => figure.id.0,
        };
        let hue = (f64::from(place) * 0.618_033_988_75).fract() * 6.0;
        let channel = |shift: f64| {
            let h = (hue + shift) % 6.0;
            (0.03 + 0.75 * ((h - 3.0).abs() - 1.0).clamp(0.0, 1.0)) as f32
        };
        Kit {
            shirt: [channel(0.0), channel(4.0), channel(2.0)],
        }
    }
}

impl Kit {
    /// The name of a [`Material`] by its place, what it reflects and how rough it is.
    pub(crate) fn reflects(&self, material: usize) -> (&'static str, [f32; 3], f32) {
        match material {
            m if m == Material::Skin as usize => ("skin", [0.42, 0.24, 0.16], 0.6),
            m if m == Material::Hair as usize => ("hair", [0.03, 0.02, 0.015], 0.7),
            m if m == Material::Shirt as usize => ("shirt", self.shirt, 0.85),
            m if m == Material::Shorts as usize => ("shorts", self.shirt.map(|c| 0.6 * c), 0.85),
            m if m == Material::Socks as usize => ("socks", [0.8, 0.8, 0.8], 0.9),
            _ => ("shoes", [0.05, 0.05, 0.06], 0.5),
        }
    }
}
