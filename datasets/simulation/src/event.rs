//! What happens, and when.

use nalgebra::Point3;

/// Something that happens at one instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// s
    pub t_s: f64,
    /// What.
    pub kind: EventKind,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum EventKind {
    /// A foot starts to bear on the ground.
    FootDown {
        /// Index into [`World::actors`].
        actor: usize,
        /// 0 left, 1 right.
        foot: usize,
    },
    /// A foot leaves the ground.
    FootUp {
        /// Index into [`World::actors`].
        actor: usize,
        /// 0 left, 1 right.
        foot: usize,
    },
    /// The ball bounces off the ground.
    Bounce {
        /// Where its centre is, m.
        at: Point3<f64>,
    },
    /// The ball hits a rim, a board, a post or a bar, or a racket hits it.
    Hit {
        /// Where its centre is, m.
        at: Point3<f64>,
    },
    /// The ball goes down through a ring.
    Basket {
        /// Where its centre is, m.
        at: Point3<f64>,
    },
    /// A hand or foot lets go of the ball or strikes it.
    Release {
        /// Index into [`World::actors`].
        actor: usize,
    },
    /// Somebody gets hold of the ball.
    Catch {
        /// Index into [`World::actors`].
        actor: usize,
    },
}
