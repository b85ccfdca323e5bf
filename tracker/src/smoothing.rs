//! The smooth stream: every live frame is told once more, a fixed time later, with what was seen since.

use std::collections::VecDeque;

use trackside_fusion::{Fusion, FusionOptions, SmoothedBall};
use trackside_schema::{Stream, Timestamp, TrackingFrame};

/// Times of ticks are rounded; so much sooner is in time, s.
const ROUNDED_S: f64 = 5e-4;

/// Live frames of which smooth ones are owed, oldest first.
#[derive(Debug)]
pub struct Smoothing {
    /// `None`: nothing is owed.
    lag_s: Option<f64>,
    owed: VecDeque<TrackingFrame>,
    dropped: u64,
}

impl Smoothing {
    /// As the options have it. Frames come when both athletes and ball are known from both sides.
    pub fn new(options: &FusionOptions) -> Smoothing {
        let lag_s = options.smooth_lag_s.max(options.ball_lag_s);
        Smoothing {
            lag_s: (options.smooth_lag_s > 0.0).then_some(lag_s),
            owed: VecDeque::new(),
            dropped: 0,
        }
    }

    /// Notes a live frame.
    pub fn owe(&mut self, live: &TrackingFrame) {
        if self.lag_s.is_none() {
            return;
        }
        self.owed.push_back(TrackingFrame {
            stream: Stream::Smooth,
            schema: live.schema,
            venue: live.venue.clone(),
            session: live.session.clone(),
            rig: live.rig.clone(),
            tick: live.tick,
            time: live.time,
            athletes: Vec::new(),
            ball: None,
            missing_cameras: live.missing_cameras.clone(),
            latency: Vec::new(),
        });
    }

    /// Takes what is now known of earlier balls.
    pub fn hear(&mut self, balls: &[SmoothedBall]) {
        for then in balls {
            if let Ok(at) = self.owed.binary_search_by_key(&then.tick, |f| f.tick) {
                self.owed[at].ball = Some(then.ball);
            }
        }
    }

    /// Gives up what fusion does not remember any more.
    pub fn forget(&mut self, fusion: &Fusion) {
        while (self.owed.pop_front_if(|f| !fusion.has_history(f.time))).is_some() {
            self.dropped += 1;
        }
    }

    /// The next frame, where it is time for it at `now`.
    pub fn next(&mut self, now: Timestamp, fusion: &mut Fusion) -> Option<TrackingFrame> {
        let lag_s = self.lag_s?;
        self.forget(fusion);
        let due = |f: &mut TrackingFrame| now.seconds_since(f.time) >= lag_s - ROUNDED_S;
        let mut frame = self.owed.pop_front_if(due)?;
        frame.athletes = fusion.smoothed(frame.tick).to_vec();
        Some(frame)
    }

    /// Whether a frame is still owed.
    pub fn owes(&self) -> bool {
        !self.owed.is_empty()
    }

    /// How many frames were owed and will not come, because there was no time for them.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }
}
