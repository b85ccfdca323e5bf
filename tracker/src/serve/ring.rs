//! The last minutes of a venue, as they came over the wire.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::sync::watch;
use trackside_schema::Timestamp;
use trackside_schema::wire::{self, WireError, v1};

use super::clip::{Clip, Span};
use crate::publish;

/// A listener that is further behind than this loses what lies between.
const BEHIND: usize = 64;
/// Events are small; more than this in the ring's minutes are not told apart by anybody.
const EVENTS: usize = 20_000;
/// A frame that is older than the newest by more than this begins something new: a replay that starts over, s.
const BACK_S: f64 = 1.0;

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Frames of so many seconds,
    pub seconds: f64,
    /// and of no more bytes than this.
    pub bytes: usize,
}

/// What came, for those who listen live.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// A frame, byte for byte.
    Frame {
        /// Whether it replaces the live one.
        refined: bool,
        /// When it came, by this host's clock.
        received: Timestamp,
        /// A `TrackingFrame`.
        bytes: Bytes,
    },
    /// Something happened.
    Event(v1::Event),
    /// What is kept starts anew: another session, or a replay from its start.
    Anew,
}

/// The last minutes. Whoever puts something in never waits for those who take it out.
#[derive(Debug)]
pub struct Ring {
    limits: Limits,
    kept: Mutex<Kept>,
    arrived: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Kept {
    session: String,
    frames: VecDeque<Frame>,
    bytes: usize,
    events: VecDeque<v1::Event>,
    arrivals: VecDeque<Arrival>,
    arrived: u64,
}

#[derive(Debug)]
struct Frame {
    time: Timestamp,
    refined: bool,
    bytes: Bytes,
}

impl Ring {
    /// An empty one.
    pub fn new(limits: Limits) -> Ring {
        Ring {
            limits,
            kept: Mutex::default(),
            arrived: watch::Sender::new(0),
        }
    }

    /// Takes in a frame as it came over the wire.
    ///
    /// # Errors
    /// Bytes that are no frame.
    pub fn frame(&self, refined: bool, bytes: Bytes) -> Result<(), WireError> {
        let frame = wire::decode_frame(&bytes)?;
        let mut kept = self.kept();
        let anew = kept.session != frame.session
            || (!refined
                && kept
                    .frames
                    .back()
                    .is_some_and(|last| last.time.seconds_since(frame.time) > BACK_S));
        if anew {
            // What came before is still on its way to the pages.
            let arrivals = std::mem::take(&mut kept.arrivals);
            *kept = Kept {
                session: frame.session,
                arrived: kept.arrived,
                arrivals,
                ..Kept::default()
            };
            kept.arrive(Arrival::Anew);
        }
        kept.insert(Frame {
            time: frame.time,
            refined,
            bytes: bytes.clone(),
        });
        kept.shed(self.limits);
        let received = publish::now();
        kept.arrive(Arrival::Frame {
            refined,
            received,
            bytes,
        });
        self.tell(kept);
        Ok(())
    }

    /// Takes in an event.
    pub fn event(&self, event: v1::Event) {
        let mut kept = self.kept();
        if kept.session != event.session && !kept.session.is_empty() {
            return;
        }
        if kept.events.len() == EVENTS {
            kept.events.pop_front();
        }
        let place = kept.events.partition_point(|e| e.time_ns <= event.time_ns);
        kept.events.insert(place, event.clone());
        kept.arrive(Arrival::Event(event));
        self.tell(kept);
    }

    /// From the first frame to the last; `None` while there is none.
    pub fn span(&self) -> Option<Span> {
        let kept = self.kept();
        let (first, last) = (kept.frames.front()?.time, kept.frames.back()?.time);
        Some(Span { first, last })
    }

    /// The frames of an interval.
    pub fn clip(&self, span: Span) -> Clip {
        let kept = self.kept();
        let from = kept.frames.partition_point(|f| f.time < span.first);
        let mut clip = Clip::default();
        for frame in kept.frames.range(from..) {
            if frame.time > span.last {
                break;
            }
            clip.push(frame.time, frame.refined, frame.bytes.clone());
        }
        clip
    }

    /// What happened in an interval.
    pub fn events(&self, span: Span) -> Vec<v1::Event> {
        let kept = self.kept();
        let within = |e: &&v1::Event| (span.first.0..=span.last.0).contains(&e.time_ns);
        kept.events.iter().filter(within).cloned().collect()
    }

    /// Wakes when something came.
    pub fn arrivals(&self) -> watch::Receiver<u64> {
        self.arrived.subscribe()
    }

    /// How many arrivals there were so far.
    pub fn arrived(&self) -> u64 {
        self.kept().arrived
    }

    /// What came after the first `seen` arrivals, and how many of those were lost to a listener that is too slow.
    pub fn after(&self, seen: u64) -> (Vec<Arrival>, u64) {
        let kept = self.kept();
        let oldest = kept.arrived - kept.arrivals.len() as u64;
        let from = seen.clamp(oldest, kept.arrived);
        let new = kept.arrivals.range((from - oldest) as usize..);
        (new.cloned().collect(), from.saturating_sub(seen))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self, kept: MutexGuard<'_, Kept>) {
        let arrived = kept.arrived;
        drop(kept);
        self.arrived.send_replace(arrived);
    }
}

impl Kept {
    fn insert(&mut self, frame: Frame) {
        let place = self.frames.partition_point(|f| f.time < frame.time);
        self.bytes += frame.bytes.len();
        match self.frames.get_mut(place) {
            Some(known) if known.time == frame.time => {
                if known.refined && !frame.refined {
                    self.bytes -= frame.bytes.len();
                    return;
                }
                self.bytes -= known.bytes.len();
                *known = frame;
            }
            _ => self.frames.insert(place, frame),
        }
    }

    /// Lets go of what is too old or too much; the newest frame always stays.
    fn shed(&mut self, limits: Limits) {
        while self.frames.len() > 1 {
            let (Some(first), Some(last)) = (self.frames.front(), self.frames.back()) else {
                return;
            };
            let old = last.time.seconds_since(first.time) > limits.seconds;
            if !old && self.bytes <= limits.bytes {
                return;
            }
            self.bytes -= first.bytes.len();
            self.frames.pop_front();
            let Some(first) = self.frames.front() else {
                return;
            };
            while self
                .events
                .front()
                .is_some_and(|e| e.time_ns < first.time.0)
            {
                self.events.pop_front();
            }
        }
    }

    fn arrive(&mut self, arrival: Arrival) {
        if self.arrivals.len() == BEHIND {
            self.arrivals.pop_front();
        }
        self.arrivals.push_back(arrival);
        self.arrived += 1;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use trackside_schema::TrackingFrame;

    use super::*;

    const LIMITS: Limits = Limits {
        seconds: 10.0,
        bytes: usize::MAX,
    };

    fn frame(session: &str, ms: i64) -> Bytes {
        let frame = TrackingFrame {
            schema: TrackingFrame::SCHEMA,
            venue: "arena".into(),
            session: session.into(),
            time: Timestamp(ms * 1_000_000),
            ..TrackingFrame::default()
        };
        let mut bytes = Vec::new();
        wire::encode_frame(&frame, &mut bytes);
        bytes.into()
    }

    fn event(ms: i64) -> v1::Event {
        v1::Event {
            schema: wire::SCHEMA,
            session: "s1".into(),
            time_ns: ms * 1_000_000,
            kind: "bounce".into(),
            ..v1::Event::default()
        }
    }

    fn span_ms(ring: &Ring) -> (i64, i64) {
        let span = ring.span().unwrap();
        (span.first.0 / 1_000_000, span.last.0 / 1_000_000)
    }

    #[test]
    fn it_keeps_so_many_seconds_and_so_many_bytes() {
        let ring = Ring::new(LIMITS);
        ring.frame(false, frame("s1", 0)).unwrap();
        ring.event(event(100));
        for ms in (100..60_000).step_by(100) {
            ring.frame(false, frame("s1", ms)).unwrap();
        }
        ring.event(event(55_050));
        assert_eq!(span_ms(&ring), (49_900, 59_900));
        let all = ring.span().unwrap();
        assert_eq!(ring.clip(all).len(), 101);
        assert_eq!(ring.events(all), [event(55_050)]);

        let bytes = 10 * frame("s1", 0).len();
        let small = Ring::new(Limits { bytes, ..LIMITS });
        for ms in (0..3000).step_by(100) {
            small.frame(false, frame("s1", ms)).unwrap();
        }
        assert!(small.clip(small.span().unwrap()).len() <= 10);
    }

    #[test]
    fn a_new_session_or_a_replay_from_its_start_begins_anew() {
        let ring = Ring::new(LIMITS);
        for (session, ms) in [("s1", 0), ("s1", 5000), ("s1", 4900), ("s1", 100)] {
            ring.frame(false, frame(session, ms)).unwrap();
        }
        assert_eq!(span_ms(&ring), (100, 100));
        ring.frame(false, frame("s2", 200)).unwrap();
        assert_eq!(span_ms(&ring), (200, 200));
        let anew = |a: &&Arrival| matches!(a, Arrival::Anew);
        assert_eq!(ring.after(0).0.iter().filter(anew).count(), 3);
        assert!(ring.frame(false, Bytes::from_static(b"what?")).is_err());
    }

    #[test]
    fn a_refined_frame_replaces_the_live_one() {
        let ring = Ring::new(LIMITS);
        for ms in [0, 100, 200, 300] {
            ring.frame(false, frame("s1", ms)).unwrap();
        }
        ring.frame(true, frame("s1", 100)).unwrap();
        ring.frame(false, frame("s1", 100)).unwrap();
        let kept = ring.kept();
        let refined: Vec<_> = kept.frames.iter().map(|f| f.refined).collect();
        assert_eq!(refined, [false, true, false, false]);
        assert_eq!(
            kept.bytes,
            kept.frames.iter().map(|f| f.bytes.len()).sum::<usize>()
        );
    }

    #[test]
    fn a_listener_that_is_too_slow_loses_frames_and_knows_how_many() {
        let ring = Ring::new(LIMITS);
        ring.frame(false, frame("s1", 0)).unwrap();
        let seen = ring.arrived();
        for ms in 1..=100 {
            ring.frame(false, frame("s1", ms)).unwrap();
        }
        let (new, lost) = ring.after(seen);
        assert_eq!((new.len(), lost), (BEHIND, 100 - BEHIND as u64));
        assert_eq!(ring.after(ring.arrived()).0.len(), 0);
    }
}
