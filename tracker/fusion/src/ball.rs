//! The ball, in continuous time: candidates are rays, each at its own exposure, and what joins them is how a ball can move.
//!
//! A switching state-space model: between two frame sets the ball is in one of six motion modes (flight, impulse, foot touch,
//! catch, held, release), each with its own dynamics, and each hypothesis is an extended Kalman filter over position, velocity
//! and spin. The likeliest sequence of modes is kept (Viterbi; Forney, Proc. IEEE 61, 1973), with the few best hypotheses of
//! each frame set, so that later observations revise what happened. Births are hypotheses too, compared by log-likelihood
//! ratio against clutter. The live ball is the likeliest hypothesis; a fixed lag later its path is smoothed, and events are
//! read off it. `docs/reference/ball.md` has the model, its sources and the tuned constants.

mod ball_tracker;
mod candidates;
mod event_detector;
mod event_rules;
mod events;
mod flight;
mod hand;
mod held_ball;
mod hypothesis;
mod initiation;
mod landing;
mod motion_noise;
mod nearest_limbs;
mod path_step;
mod physics;
mod possession;
mod release_fit;
mod target_crossings;
mod targets;
mod transition_rates;
mod trellis;
mod view_update;
mod window;

pub(crate) use ball_tracker::BallTracker;
pub use ball_tracker::SmoothedBall;
pub use events::{BallEvent, BallEventKind};
pub use landing::LandingPrediction;
pub use targets::{Goal, Hoop, Targets};
