//! What views saw of an athlete, kept until it is known from both ends where everything was, and then weighed anew.

use nalgebra::{Matrix2, Matrix2x3, Matrix3, Vector2, Vector3};
use trackside_schema::{JOINT_COUNT, Joint};

use super::path::{self, ORDER, Said};
use crate::kin::{State, place};
use crate::sight::PersonSight;
use crate::triangulate::Lens;

/// So large a share of sights is taken to be wrong, …
const WRONG: f64 = 0.05;
/// … and so many times as far off as the others.
const FARTHER: f64 = 10.0;
/// A view has a left and a right joint the wrong way round if it is so much likelier, as a logarithm, that they are.
const LIKELIER: f64 = 5.0;

/// One athlete in one view.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    camera: u8,
    /// How long after the moment's time this was seen, s.
    lag_s: f32,
    /// By joint.
    joints: [Option<Spot>; JOINT_COUNT],
}

/// Where a joint was seen, undistorted and normalised, and one standard deviation of that.
#[derive(Clone, Copy, Debug)]
struct Spot {
    at: Vector2<f32>,
    sigma: f32,
}

/// A spot beside where a joint shows.
struct Look {
    off: Vector2<f64>,
    /// Its own variance.
    noise: f64,
    jacobian: Matrix2x3<f64>,
    /// How far off it is, in standard deviations, squared.
    surprise: f64,
}

impl Heard {
    pub fn of(person: &PersonSight) -> Heard {
        let spot = |j: usize| {
            let sight = person.joints[j].as_ref()?;
            Some(Spot {
                at: sight.at.cast(),
                sigma: sight.sigma as f32,
            })
        };
        Heard {
            // A rig has at most 255 cameras.
            camera: person.camera as u8,
            lag_s: person.lag_s as f32,
            joints: std::array::from_fn(spot),
        }
    }

    /// What this view says of joints that were there and went like that: `said` takes it in. Each counts as far as it is not wrong.
    pub fn say(
        &self,
        lenses: &[Lens],
        known: &[Option<State<ORDER>>; JOINT_COUNT],
        said: &mut [Option<Said>; JOINT_COUNT],
    ) {
        let lens = &lenses[usize::from(self.camera)];
        let look = |of: usize, as_seen: usize| {
            self.look(lens, known[of].as_ref()?, self.joints[as_seen].as_ref()?)
        };
        for joint in Joint::ALL {
            let (of, other) = (joint.index(), joint.mirrored().index());
            let straight = look(of, of);
            let crosses = of != other && {
                let unlikely =
                    |of: usize, as_seen: usize| Some(unlikely(look(of, as_seen)?.surprise));
                let both = |a: Option<f64>, b: Option<f64>| Some(a? + b?);
                let straight = both(unlikely(of, of), unlikely(other, other));
                let crossed = both(unlikely(of, other), unlikely(other, of));
                both(straight, crossed.map(|c| -c)).is_some_and(|d| d > LIKELIER)
            };
            let Some(look) = (if crosses { look(of, other) } else { straight }) else {
                continue;
            };
            let Some(state) = &known[of] else { continue };
            let said = said[of].get_or_insert(Said {
                information: Matrix3::zeros(),
                push: Vector3::zeros(),
                views: 0,
            });
            let weight = right(look.surprise);
            let told = look.jacobian.transpose() * (weight / look.noise);
            said.information += told * look.jacobian;
            said.push += told * (look.off + look.jacobian * path::at(&state.mean));
            said.views += u8::from(weight > 0.5);
        }
    }

    fn look(&self, lens: &Lens, known: &State<ORDER>, spot: &Spot) -> Option<Look> {
        let lag_s = f64::from(self.lag_s);
        let mean = path::then(&known.mean, lag_s);
        let (shown, depth) = lens.project(&mean)?;
        let jacobian = lens.jacobian(&shown, depth);
        let noise = f64::from(spot.sigma).powi(2);
        let off: Vector2<f64> = spot.at.cast() - shown;
        let spread = jacobian * place(&known.spread) * jacobian.transpose();
        let sure = (spread + Matrix2::identity() * noise).try_inverse()?;
        Some(Look {
            surprise: (off.transpose() * sure * off)[0],
            off,
            noise,
            jacobian,
        })
    }
}

/// The densities of right and of wrong sights that are so surprising, up to a factor.
fn densities(surprise: f64) -> [f64; 2] {
    let spread = FARTHER * FARTHER;
    let wrong = WRONG / spread * (-0.5 * surprise / spread).exp();
    [(1.0 - WRONG) * (-0.5 * surprise).exp(), wrong]
}

/// How likely it is that a sight is right.
fn right(surprise: f64) -> f64 {
    let [right, wrong] = densities(surprise);
    right / (right + wrong).max(f64::MIN_POSITIVE)
}

/// The logarithm of how unlikely a sight is, up to a constant.
fn unlikely(surprise: f64) -> f64 {
    -densities(surprise)
        .iter()
        .sum::<f64>()
        .max(f64::MIN_POSITIVE)
        .ln()
}
