//! The games: who goes where, and how the ball moves between the players.

pub(crate) mod basketball_ball_motion;
mod basketball_plan;
mod basketball_shots;
pub(crate) mod football_ball_motion;
mod football_plan;
mod held_ball;
pub(crate) mod sprint;
mod steering;
pub(crate) mod tennis_ball_motion;
