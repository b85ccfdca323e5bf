//! What is worn.

use trackside_sports::Sport;

/// How hair is worn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Hair {
    Shaved,
    Short,
    Full,
    Tied,
}

/// How far clothes reach and how they fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dress {
    /// Down the upper arm, its share; below 0 the shirt has no sleeves.
    pub sleeve: f64,
    /// Down the thigh, its share.
    pub shorts: f64,
    /// From how far down the shank, its share.
    pub socks: f64,
    /// How far the shirt stands off, m.
    pub loose_m: f64,
    /// How far the shorts stand off at their wide end, m.
    pub shorts_loose_m: f64,
    /// How hair is worn.
    pub hair: Hair,
}

impl Dress {
    /// For a sport.
    pub fn for_sport(sport: Sport, hair: Hair) -> Dress {
        match sport {
            Sport::Basketball | Sport::Handball | Sport::Volleyball => Dress::court(hair),
            Sport::Athletics => Dress::track(hair),
            Sport::Football => Dress::pitch(hair),
            Sport::Tennis => Dress::tennis(hair),
        }
    }

    /// For basketball and the like: wide shorts, no sleeves.
    pub fn court(hair: Hair) -> Dress {
        Dress::new([-1.0, 0.95, 0.80, 0.016, 0.040], hair)
    }

    /// For athletics: tight and short.
    pub fn track(hair: Hair) -> Dress {
        Dress::new([-1.0, 0.30, 0.97, 0.004, 0.006], hair)
    }

    /// For football: sleeves and long socks.
    pub fn pitch(hair: Hair) -> Dress {
        Dress::new([0.60, 0.70, 0.14, 0.014, 0.030], hair)
    }

    /// For tennis: sleeves, shorts and short socks.
    pub fn tennis(hair: Hair) -> Dress {
        Dress::new([0.60, 0.60, 0.90, 0.014, 0.030], hair)
    }

    fn new([sleeve, shorts, socks, loose_m, shorts_loose_m]: [f64; 5], hair: Hair) -> Dress {
        Dress {
            sleeve,
            shorts,
            socks,
            loose_m,
            shorts_loose_m,
            hair,
        }
    }
}
