//! Who is on the field of play.

use trackside_body::BodyMeasurements;

/// Somebody on the field of play.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// The truth's name for them.
    pub id: u32,
    /// What they do there.
    pub role: Role,
    /// Their body.
    pub build: BodyMeasurements,
    /// What they wear.
    pub kit: Kit,
}

/// What somebody does on the field of play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Competes.
    Athlete {
        /// Counts teams (lanes in a race) from 0.
        team: u8,
        /// On the shirt.
        number: u8,
    },
    /// Sees to the rules.
    Referee,
}

/// Colours, sRGB, and the number.
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
    /// On the shirt.
    pub number: Option<u8>,
}
