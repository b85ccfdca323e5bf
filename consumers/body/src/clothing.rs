//! Clothing and hair.

use trackside_sports::Sport;

/// Hair style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Hair {
    Shaved,
    Short,
    Full,
    Tied,
}

/// Extent and fit of the clothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clothing {
    /// End of the sleeves as a fraction of the upper arm, from the shoulder; negative: no sleeves.
    pub sleeve_fraction: f64,
    /// End of the shorts as a fraction of the thigh, from the hip.
    pub shorts_fraction: f64,
    /// Upper end of the socks as a fraction of the shank, from the knee.
    pub socks_fraction: f64,
    /// Distance of the shirt from the body, m.
    pub shirt_gap_m: f64,
    /// Distance of the shorts from the thigh at their lower end, m.
    pub shorts_gap_m: f64,
    /// Hair style.
    pub hair: Hair,
}

impl Clothing {
    /// What is usual in a sport.
    pub fn for_sport(sport: Sport, hair: Hair) -> Clothing {
        match sport {
            Sport::Basketball | Sport::Handball | Sport::Volleyball => Clothing::basketball(hair),
            Sport::Athletics => Clothing::athletics(hair),
            Sport::Football => Clothing::football(hair),
            Sport::Tennis => Clothing::tennis(hair),
        }
    }

    /// Wide shorts, no sleeves.
    pub fn basketball(hair: Hair) -> Clothing {
        Clothing::new([-1.0, 0.95, 0.80, 0.016, 0.040], hair)
    }

    /// Tight and short.
    pub fn athletics(hair: Hair) -> Clothing {
        Clothing::new([-1.0, 0.30, 0.97, 0.004, 0.006], hair)
    }

    /// Sleeves and long socks.
    pub fn football(hair: Hair) -> Clothing {
        Clothing::new([0.60, 0.70, 0.14, 0.014, 0.030], hair)
    }

    /// Sleeves, shorts and short socks.
    pub fn tennis(hair: Hair) -> Clothing {
        Clothing::new([0.60, 0.60, 0.90, 0.014, 0.030], hair)
    }

    fn new(
        [
            sleeve_fraction,
            shorts_fraction,
            socks_fraction,
            shirt_gap_m,
            shorts_gap_m,
        ]: [f64; 5],
        hair: Hair,
    ) -> Clothing {
        Clothing {
            sleeve_fraction,
            shorts_fraction,
            socks_fraction,
            shirt_gap_m,
            shorts_gap_m,
            hair,
        }
    }
}
