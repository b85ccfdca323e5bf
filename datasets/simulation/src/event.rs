//! Events with known times.

use nalgebra::Point3;

/// An event of a world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Time, s.
    pub t_s: f64,
    /// What happens.
    pub kind: EventKind,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EventKind {
    /// A foot makes contact with the ground.
    FootDown {
        /// Index into [`crate::World::actors`].
        actor: usize,
        /// 0 left, 1 right.
        foot: usize,
    },
    /// A foot leaves the ground.
    FootUp {
        /// Index into [`crate::World::actors`].
        actor: usize,
        /// 0 left, 1 right.
        foot: usize,
    },
    /// The ball bounces off the ground.
    Bounce {
        /// Its centre, m.
        at: Point3<f64>,
    },
    /// The ball hits a rim, a board, a post or a bar, or a racket hits it.
    Hit {
        /// Its centre, m.
        at: Point3<f64>,
    },
    /// The ball passes down through a hoop.
    Basket {
        /// Its centre, m.
        at: Point3<f64>,
    },
    /// A hand or foot releases or strikes the ball.
    Release {
        /// Index into [`crate::World::actors`].
        actor: usize,
    },
    /// An actor gains control of the ball.
    Catch {
        /// Index into [`crate::World::actors`].
        actor: usize,
    },
}
