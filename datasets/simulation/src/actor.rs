//! Who is on the field of play.

use trackside_body::BodyMeasurements;

/// A person on the field of play.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The id in ground truth.
    pub id: u32,
    /// The role.
    pub role: Role,
    /// The measurements of the body.
    pub body: BodyMeasurements,
    /// The clothes.
    pub kit: Kit,
}

/// The role of a person on the field of play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A competitor.
    Athlete {
        /// Counts teams (lanes in a race) from 0.
        team: u8,
        /// Shirt number.
        number: u8,
    },
    /// A referee.
    Referee,
}

/// Colours of clothes, skin and hair, sRGB, and the shirt number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kit {
    /// Shirt.
    pub shirt: [u8; 3],
    /// Shorts.
    pub shorts: [u8; 3],
    /// Socks.
    pub socks: [u8; 3],
    /// Shoes.
    pub shoes: [u8; 3],
    /// Skin.
    pub skin: [u8; 3],
    /// Hair.
    pub hair: [u8; 3],
    /// Shirt number.
    pub number: Option<u8>,
}
