//! The smooth stream: every live frame is published once more, a fixed lag later, smoothed with the views since.

use std::collections::VecDeque;

use trackside_fusion::{Fusion, FusionOptions, SmoothedBall};
use trackside_schema::{Stream, Timestamp, TrackingFrame};

/// Times of ticks are rounded: a frame is due this much earlier than its lag, s.
const TIME_TOLERANCE_S: f64 = 5e-4;

/// The smooth frames that are pending, oldest first.
#[derive(Debug)]
pub struct SmoothQueue {
    /// `None`: there is no smooth stream.
    lag_s: Option<f64>,
    /// How far fusion's history reaches back.
    history_s: f64,
    pending: VecDeque<TrackingFrame>,
    dropped: u64,
}

impl SmoothQueue {
    /// With the lag of these options: the longer one of athletes and ball.
    pub fn new(options: &FusionOptions) -> SmoothQueue {
        let lag_s = options.smooth_lag_s.max(options.ball_lag_s);
        SmoothQueue {
            lag_s: (options.smooth_lag_s > 0.0).then_some(lag_s),
            history_s: options.history_s,
            pending: VecDeque::new(),
            dropped: 0,
        }
    }

    /// Adds the smooth frame of a live one.
    pub fn push(&mut self, live: &TrackingFrame) {
        if self.lag_s.is_none() {
            return;
        }
        self.pending.push_back(TrackingFrame {
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

    /// Sets the smoothed balls of pending frames.
    pub fn set_balls(&mut self, balls: &[SmoothedBall]) {
        for smooth in balls {
            let index = self.pending.binary_search_by_key(&smooth.tick, |f| f.tick);
            if let Ok(index) = index {
                self.pending[index].ball = Some(smooth.ball);
            }
        }
    }

    /// Drops the frames that are older than fusion's history.
    pub fn drop_expired(&mut self, fusion: &Fusion) {
        while (self.pending.pop_front_if(|f| !fusion.has_history(f.time))).is_some() {
            self.dropped += 1;
        }
    }

    /// Whether fusion's history will not reach a pending frame any more at `next`.
    pub fn will_expire(&self, next: Timestamp) -> bool {
        let oldest = self.pending.front();
        oldest.is_some_and(|f| next.seconds_since(f.time) > self.history_s)
    }

    /// The next frame, if it is due at `now`.
    pub fn pop_due(&mut self, now: Timestamp, fusion: &mut Fusion) -> Option<TrackingFrame> {
        let lag_s = self.lag_s?;
        self.drop_expired(fusion);
        let is_due = |f: &mut TrackingFrame| now.seconds_since(f.time) >= lag_s - TIME_TOLERANCE_S;
        let mut frame = self.pending.pop_front_if(is_due)?;
        frame.athletes = fusion.smoothed(frame.tick).to_vec();
        Some(frame)
    }

    /// Whether a frame is pending.
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// How many frames were dropped for want of time.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }
}
