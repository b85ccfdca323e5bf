//! Left and right. Detectors tell where a limb is far better than whose side it is on, so what they say of sides is evidence about
//! the athlete: views are brought to the track's sides one by one, and the track changes sides when most views had to be.

use trackside_schema::Joint;

/// What views said longer ago than this, s, counts e times less.
const MEMORY_S: f64 = 1.5;
/// Fewer views than this settle nothing.
const LEAST_VIEWS: f64 = 12.0;
/// From this share of pairs on that fit crossed, sides are doubtful.
const DOUBTFUL: f64 = 0.02;
/// Pairs longer ago than this many count e times less.
const PAIRS_REMEMBERED: f64 = 200.0;
/// The track changes sides when so many times as many views say the one as say the other.
const MAJORITY: f64 = 1.3;

/// Joints that are taken for each other's together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limb {
    Arms,
    Legs,
}

impl Limb {
    pub fn lefts(self) -> &'static [Joint] {
        match self {
            Limb::Arms => &[Joint::LShoulder, Joint::LElbow, Joint::LWrist],
            Limb::Legs => &[
                Joint::LHip,
                Joint::LKnee,
                Joint::LAnkle,
                Joint::LBigToe,
                Joint::LSmallToe,
                Joint::LHeel,
            ],
        }
    }
}

/// What views said lately of a limb's sides.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sides {
    straight: f64,
    crossed: f64,
    /// The share of pairs that fitted crossed, lately.
    crossed_pairs: f64,
}

impl Sides {
    /// Takes in that a view fitted, as it was or crossed.
    pub fn note(&mut self, crossed: bool) {
        *(if crossed {
            &mut self.crossed
        } else {
            &mut self.straight
        }) += 1.0;
    }

    /// Takes in that a single pair of joints fitted, as it was or crossed.
    pub fn note_pair(&mut self, crossed: bool) {
        let share = f64::from(u8::from(crossed));
        self.crossed_pairs += (share - self.crossed_pairs) / PAIRS_REMEMBERED;
    }

    /// Whether so many pairs fit crossed that one of them may be exchanged without the rest of its limb.
    pub fn are_doubtful(&self) -> bool {
        self.crossed_pairs > DOUBTFUL
    }

    /// Forgets. Says whether the track has its left and right the wrong way round; then it is expected to exchange them.
    pub fn settle(&mut self, dt_s: f64) -> bool {
        let keep = (-dt_s / MEMORY_S).exp();
        self.straight *= keep;
        self.crossed *= keep;
        let wrong = self.crossed > LEAST_VIEWS && self.crossed > MAJORITY * self.straight;
        if wrong {
            std::mem::swap(&mut self.straight, &mut self.crossed);
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_views_settle_the_sides() {
        let mut sides = Sides::default();
        for view in 0..60 {
            sides.note(view % 3 == 0);
            assert!(!sides.settle(0.01), "two of three said straight");
        }
        // Now two of three say crossed, until the track changes; then they say straight.
        let mut changes = 0;
        for view in 0..200 {
            sides.note((view % 3 != 0) == (changes % 2 == 0));
            changes += u32::from(sides.settle(0.01));
        }
        assert_eq!(changes, 1);
    }
}
