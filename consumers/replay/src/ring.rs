//! The frames and events of the last minutes of a venue, as they came over the wire.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use bytes::Bytes;
use tokio::sync::watch;
use trackside_recording::TimeSpan;
use trackside_schema::wire::{self, WireError, v1};
use trackside_schema::{Stream, Timestamp};

use crate::clip::Clip;

/// A page that is more arrivals behind than this loses those in between.
const MAX_BACKLOG: usize = 64;
/// The most events that are kept, whatever their times.
const MAX_EVENTS: usize = 20_000;
/// A live frame that is older than the newest by more than this empties the ring: a replay that starts over, s.
const RESET_BACKWARD_S: f64 = 1.0;

/// How much is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RingLimits {
    /// Duration of the frames that are kept, s,
    pub seconds: f64,
    /// and of no more bytes than this.
    pub bytes: usize,
}

/// What arrived, for live pages.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// A frame as encoded.
    Frame {
        /// A smooth frame replaces the live one.
        stream: Stream,
        /// When it arrived, by this host's clock.
        received: Timestamp,
        /// A `TrackingFrame`.
        bytes: Bytes,
    },
    /// An event.
    Event(v1::Event),
    /// The ring was emptied: another session, or a replay from its start.
    Reset,
}

/// The last minutes of a live venue. Inserting never waits for readers.
#[derive(Debug)]
pub struct FrameRing {
    limits: RingLimits,
    contents: Mutex<RingContents>,
    arrived: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct RingContents {
    session: String,
    frames: VecDeque<RingFrame>,
    bytes: usize,
    events: VecDeque<v1::Event>,
    arrivals: VecDeque<Arrival>,
    arrived: u64,
}

#[derive(Debug)]
struct RingFrame {
    time: Timestamp,
    stream: Stream,
    bytes: Bytes,
}

impl FrameRing {
    /// An empty ring.
    pub fn new(limits: RingLimits) -> FrameRing {
        FrameRing {
            limits,
            contents: Mutex::default(),
            arrived: watch::Sender::new(0),
        }
    }

    /// Inserts a frame as it came over the wire.
    ///
    /// # Errors
    /// Bytes that are no frame.
    pub fn insert(&self, stream: Stream, bytes: Bytes) -> Result<(), WireError> {
        let frame = wire::decode_frame(&bytes)?;
        let mut contents = self.lock();
        let is_reset = contents.session != frame.session
            || (stream == Stream::Live
                && contents
                    .frames
                    .back()
                    .is_some_and(|last| last.time.seconds_since(frame.time) > RESET_BACKWARD_S));
        if is_reset {
            // Earlier arrivals are still on their way to the pages.
            let arrivals = std::mem::take(&mut contents.arrivals);
            *contents = RingContents {
                session: frame.session,
                arrived: contents.arrived,
                arrivals,
                ..RingContents::default()
            };
            contents.push_arrival(Arrival::Reset);
        }
        contents.insert(RingFrame {
            time: frame.time,
            stream,
            bytes: bytes.clone(),
        });
        contents.evict(self.limits);
        let received = Timestamp::from(SystemTime::now());
        contents.push_arrival(Arrival::Frame {
            stream,
            received,
            bytes,
        });
        self.notify(contents);
        Ok(())
    }

    /// Inserts an event.
    pub fn insert_event(&self, event: v1::Event) {
        let mut contents = self.lock();
        if contents.session != event.session && !contents.session.is_empty() {
            return;
        }
        if contents.events.len() == MAX_EVENTS {
            contents.events.pop_front();
        }
        let index = contents
            .events
            .partition_point(|e| e.time_ns <= event.time_ns);
        contents.events.insert(index, event.clone());
        contents.push_arrival(Arrival::Event(event));
        self.notify(contents);
    }

    /// From the first frame to the last; `None` while there is none.
    pub fn span(&self) -> Option<TimeSpan> {
        let contents = self.lock();
        let (first, last) = (contents.frames.front()?.time, contents.frames.back()?.time);
        Some(TimeSpan { first, last })
    }

    /// The frames of an interval.
    pub fn clip(&self, span: TimeSpan) -> Clip {
        let contents = self.lock();
        let from = contents.frames.partition_point(|f| f.time < span.first);
        let mut clip = Clip::default();
        for frame in contents.frames.range(from..) {
            if frame.time > span.last {
                break;
            }
            clip.insert(frame.time, frame.stream, frame.bytes.clone());
        }
        clip
    }

    /// The events of an interval.
    pub fn events(&self, span: TimeSpan) -> Vec<v1::Event> {
        let contents = self.lock();
        let within = |e: &&v1::Event| span.contains(Timestamp(e.time_ns));
        contents.events.iter().filter(within).cloned().collect()
    }

    /// Changes with every arrival.
    pub fn arrivals(&self) -> watch::Receiver<u64> {
        self.arrived.subscribe()
    }

    /// Number of arrivals so far.
    pub fn arrived(&self) -> u64 {
        self.lock().arrived
    }

    /// The arrivals after the first `count`, and how many of those were evicted before.
    pub fn after(&self, count: u64) -> (Vec<Arrival>, u64) {
        let contents = self.lock();
        let oldest = contents.arrived - contents.arrivals.len() as u64;
        let from = count.clamp(oldest, contents.arrived);
        let new = contents.arrivals.range((from - oldest) as usize..);
        (new.cloned().collect(), from.saturating_sub(count))
    }

    fn lock(&self) -> MutexGuard<'_, RingContents> {
        self.contents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn notify(&self, contents: MutexGuard<'_, RingContents>) {
        let arrived = contents.arrived;
        drop(contents);
        self.arrived.send_replace(arrived);
    }
}

impl RingContents {
    fn insert(&mut self, frame: RingFrame) {
        let index = self.frames.partition_point(|f| f.time < frame.time);
        self.bytes += frame.bytes.len();
        match self.frames.get_mut(index) {
            Some(existing) if existing.time == frame.time => {
                if existing.stream == Stream::Smooth && frame.stream != Stream::Smooth {
                    self.bytes -= frame.bytes.len();
                    return;
                }
                self.bytes -= existing.bytes.len();
                *existing = frame;
            }
            _ => self.frames.insert(index, frame),
        }
    }

    /// Evicts frames that are too old or too many, and the events before the first that stays; the newest frame always stays.
    fn evict(&mut self, limits: RingLimits) {
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

    fn push_arrival(&mut self, arrival: Arrival) {
        if self.arrivals.len() == MAX_BACKLOG {
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

    const LIMITS: RingLimits = RingLimits {
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

    fn span_ms(ring: &FrameRing) -> (i64, i64) {
        let span = ring.span().unwrap();
        (span.first.0 / 1_000_000, span.last.0 / 1_000_000)
    }

    #[test]
    fn seconds_and_bytes_are_bounded() {
        let ring = FrameRing::new(LIMITS);
        ring.insert(Stream::Live, frame("s1", 0)).unwrap();
        ring.insert_event(event(100));
        for ms in (100..60_000).step_by(100) {
            ring.insert(Stream::Live, frame("s1", ms)).unwrap();
        }
        ring.insert_event(event(55_050));
        assert_eq!(span_ms(&ring), (49_900, 59_900));
        let all = ring.span().unwrap();
        assert_eq!(ring.clip(all).len(), 101);
        assert_eq!(ring.events(all), [event(55_050)]);

        let bytes = 10 * frame("s1", 0).len();
        let small = FrameRing::new(RingLimits { bytes, ..LIMITS });
        for ms in (0..3000).step_by(100) {
            small.insert(Stream::Live, frame("s1", ms)).unwrap();
        }
        assert!(small.clip(small.span().unwrap()).len() <= 10);
    }

    #[test]
    fn a_new_session_or_a_replay_from_its_start_resets_the_ring() {
        let ring = FrameRing::new(LIMITS);
        for (session, ms) in [("s1", 0), ("s1", 5000), ("s1", 4900), ("s1", 100)] {
            ring.insert(Stream::Live, frame(session, ms)).unwrap();
        }
        assert_eq!(span_ms(&ring), (100, 100));
        ring.insert(Stream::Live, frame("s2", 200)).unwrap();
        assert_eq!(span_ms(&ring), (200, 200));
        let is_reset = |a: &&Arrival| matches!(a, Arrival::Reset);
        assert_eq!(ring.after(0).0.iter().filter(is_reset).count(), 3);
        assert!(
            ring.insert(Stream::Live, Bytes::from_static(b"what?"))
                .is_err()
        );
    }

    #[test]
    fn a_smooth_frame_replaces_the_live_one() {
        let ring = FrameRing::new(LIMITS);
        for ms in [0, 100, 200, 300] {
            ring.insert(Stream::Live, frame("s1", ms)).unwrap();
        }
        ring.insert(Stream::Smooth, frame("s1", 100)).unwrap();
        ring.insert(Stream::Live, frame("s1", 100)).unwrap();
        let contents = ring.lock();
        let streams: Vec<_> = contents.frames.iter().map(|f| f.stream).collect();
        let (live, smooth) = (Stream::Live, Stream::Smooth);
        assert_eq!(streams, [live, smooth, live, live]);
        assert_eq!(
            contents.bytes,
            contents.frames.iter().map(|f| f.bytes.len()).sum::<usize>()
        );
    }

    #[test]
    fn a_slow_page_loses_frames_and_receives_their_number() {
        let ring = FrameRing::new(LIMITS);
        ring.insert(Stream::Live, frame("s1", 0)).unwrap();
        let before = ring.arrived();
        for ms in 1..=100 {
            ring.insert(Stream::Live, frame("s1", ms)).unwrap();
        }
        let (new, lost) = ring.after(before);
        assert_eq!((new.len(), lost), (MAX_BACKLOG, 100 - MAX_BACKLOG as u64));
        assert_eq!(ring.after(ring.arrived()).0.len(), 0);
    }
}
