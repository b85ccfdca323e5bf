//! From the active ball's smoothed path to events, in the order of their times.
//!
//! A step of the path is settled [`EVENT_LAG_S`] later, when both sides of it are known. Departures wait until the flight after
//! them shows their speed; events behind them wait too (docs/experiments/021-release-fit.md).

use trackside_schema::{Athlete, AthleteId, Joint, Timestamp, WorldPoint};

use super::event_rules::{self, StepContext};
use super::events::{BallEvent, BallEventKind};
use super::flight::position;
use super::hypothesis::MotionMode;
use super::nearest_limbs::NearestLimbs;
use super::path_step::PathStep;
use super::physics::BallModel;
use super::possession::Possession;
use super::release_fit::ReleaseFitter;
use super::target_crossings::{TargetCrossings, line_call};
use super::targets::Targets;
use super::trellis::{SmoothedState, Trellis};
use super::window::{WINDOW, WINDOW_MARGIN};

/// A step is settled this much later, s: until then a ball at rest in hands can look like one in flight.
const EVENT_LAG_S: f64 = 0.5;
/// A departure is output once the ball has flown for this long, s, or has met something: a shorter flight does not show its
/// spin, and with it its speed.
const DEPARTURE_LAG_S: f64 = 0.6;
/// A net slows down a ball within so long of the hoop above it, s.
const NET_S: f64 = 0.12;

/// An event that is not output yet.
#[derive(Clone, Copy, Debug)]
struct PendingEvent {
    event: BallEvent,
    /// Of a departure: the tick after it, and the time of the frame set before it.
    departure: Option<(u64, Timestamp)>,
}

/// The detector's memory, kept between frame sets.
#[derive(Debug)]
pub(crate) struct EventDetector {
    model: &'static BallModel,
    targets: Targets,
    crossings: TargetCrossings,
    possession: Possession,
    limbs: NearestLimbs,
    releases: ReleaseFitter,
    /// Who touched the ball last.
    last_touch: Option<(AthleteId, Joint)>,
    /// Up to when the path is settled. The following describe the ball then.
    settled: Option<Timestamp>,
    /// Since when it is in flight.
    in_flight_since: Option<Timestamp>,
    last_bounce: Option<Timestamp>,
    /// Since when it is tracked without a gap.
    tracked_since: Option<Timestamp>,
    /// In the order of their times.
    pending: Vec<PendingEvent>,
    /// Output of this frame set.
    events: Vec<BallEvent>,
}

impl EventDetector {
    /// Before the first frame set.
    pub fn new(model: &'static BallModel, targets: Targets) -> EventDetector {
        EventDetector {
            model,
            targets,
            crossings: TargetCrossings::default(),
            possession: Possession::default(),
            limbs: NearestLimbs::default(),
            releases: ReleaseFitter::new(),
            last_touch: None,
            settled: None,
            in_flight_since: None,
            last_bounce: None,
            tracked_since: None,
            pending: Vec::with_capacity(WINDOW),
            events: Vec::with_capacity(WINDOW),
        }
    }

    /// Begins a frame set.
    pub fn clear_events(&mut self) {
        self.events.clear();
    }

    /// The events output with this frame set.
    pub fn events(&self) -> &[BallEvent] {
        &self.events
    }

    pub fn targets(&self) -> &Targets {
        &self.targets
    }

    /// Up to when the path is settled.
    pub fn settled(&self) -> Option<Timestamp> {
        self.settled
    }

    /// Records the limb nearest to the live ball.
    pub fn record_limbs(&mut self, tick: u64, ball: &nalgebra::Vector3<f64>, athletes: &[Athlete]) {
        self.limbs.record(tick, ball, athletes);
    }

    /// Settles the steps of the active ball's path, the last frame set first, that are old enough. Steps after the last
    /// observation are not settled.
    pub fn settle(&mut self, path: &[SmoothedState], tick: u64, now: Timestamp) {
        let settled = self.settled;
        let last_observed = path.iter().position(|s| s.views > 0);
        for i in (0..path.len()).rev() {
            let b = &path[i];
            // Half a millisecond: times of ticks are rounded.
            let age_s = now.seconds_since(b.time) + 5e-4;
            let leaves_window = tick >= b.tick + WINDOW as u64 - WINDOW_MARGIN;
            let is_observed = last_observed.is_some_and(|last| i >= last);
            let is_new = settled.is_none_or(|settled| b.time > settled);
            if is_new && is_observed && (age_s >= EVENT_LAG_S || leaves_window) {
                self.settle_step(path, i, now);
            }
        }
    }

    /// Settles the path of a ball that ends, up to its last observation.
    pub fn settle_ending(&mut self, path: &[SmoothedState], now: Timestamp) {
        let settled = self.settled;
        let last_observed = path.iter().position(|s| s.views > 0);
        for i in (last_observed.unwrap_or(path.len())..path.len()).rev() {
            if settled.is_none_or(|settled| path[i].time > settled) {
                self.settle_step(path, i, now);
            }
        }
    }

    /// Settles the step that ends in the `i`-th state of the path.
    fn settle_step(&mut self, path: &[SmoothedState], i: usize, now: Timestamp) {
        let b = &path[i];
        let before = path.get(i + 1);
        if let Some(a) = before {
            let context = self.step_context(path, i, now);
            let step = PathStep::new(a, b, self.model);
            let (limbs, model) = (&self.limbs, self.model);
            let events = event_rules::classify(&step, context, limbs, model);
            let may_begin_catch = event_rules::may_begin_catch(&step, context, limbs, model);
            let events = self
                .possession
                .update(&step, events, may_begin_catch, model);
            if events[0].is_some() {
                self.last_bounce = Some(b.time);
            }
            self.queue_events(events, &step);
        } else {
            // Of a new ball, possession is not known.
            self.possession = Possession::default();
        }
        self.in_flight_since = match b.mode {
            MotionMode::Flight => self.in_flight_since,
            MotionMode::Impulse | MotionMode::FootTouch | MotionMode::Release => Some(b.time),
            MotionMode::Catch | MotionMode::Held => None,
        };
        let is_continued = before.is_some();
        self.tracked_since = self.tracked_since.filter(|_| is_continued).or(Some(b.time));
        self.settled = Some(b.time);
    }

    /// What is known around the step that ends in the `i`-th state of the path.
    fn step_context(&self, path: &[SmoothedState], i: usize, now: Timestamp) -> StepContext {
        let b = &path[i];
        let ends_motion = |s: &SmoothedState| {
            if b.mode.is_free() {
                s.mode != MotionMode::Flight
            } else {
                s.mode != MotionMode::Held
            }
        };
        let end = path[..i].iter().rposition(ends_motion);
        let lasts_s = end.map_or(now, |e| path[e].time).seconds_since(b.time);
        let returns_to_hands = end.is_some_and(|e| {
            let end = &path[e];
            end.mode == MotionMode::Catch
                && path[e..i].iter().all(|s| !s.has_bounced)
                && self
                    .limbs
                    .are_same_hands([b.tick, end.tick], self.model.reach_m())
        });
        let since = |t: Option<Timestamp>, never| t.map_or(never, |t| b.time.seconds_since(t));
        StepContext {
            flight_before_s: since(self.in_flight_since, 0.0),
            lasts_s,
            since_bounce_s: since(self.last_bounce, f64::INFINITY),
            tracked_s: since(self.tracked_since, 0.0),
            is_near_hoop: self.targets.has_hoop_near(&position(&b.x)),
            was_stopped: self.possession.was_stopped(b.time),
            returns_to_hands,
        }
    }

    /// Queues a step's events, and the crossings in it.
    fn queue_events(&mut self, events: [Option<BallEvent>; 2], step: &PathStep) {
        let mut crossings = [None; 2];
        if self.targets != Targets::default() {
            crossings = self
                .crossings
                .update(step, &self.targets, self.model, self.last_touch);
        }
        for event in crossings.into_iter().chain(events).flatten() {
            let is_hit = event.kind == BallEventKind::Hit;
            if is_hit && event_rules::is_slowed_by_net(step) && self.is_in_net(&event) {
                continue;
            }
            let is_departure = event.kind.is_departure();
            if is_departure {
                self.last_touch = event.touched_by.or(self.last_touch);
            }
            self.queue(PendingEvent {
                event,
                departure: is_departure.then_some((step.b.tick, step.a.time)),
            });
            if event.kind == BallEventKind::Bounce {
                let call = line_call(&event, step, &self.targets, self.model, self.last_touch);
                if let Some(event) = call {
                    self.queue(PendingEvent {
                        event,
                        departure: None,
                    });
                }
            }
        }
    }

    /// Whether the ball went through a hoop just before: what strikes it then is the net.
    fn is_in_net(&self, event: &BallEvent) -> bool {
        let queued = self.pending.iter().map(|p| p.event);
        queued
            .filter(|e| e.kind == BallEventKind::Basket)
            .chain(self.crossings.pending_basket())
            .any(|e| event.time.seconds_since(e.time).abs() < NET_S)
    }

    fn queue(&mut self, new: PendingEvent) {
        if self.pending.len() == WINDOW {
            self.events.push(self.pending.remove(0).event);
        }
        let is_later = |p: &&PendingEvent| p.event.time > new.event.time;
        let later = self.pending.iter().rev().take_while(is_later).count();
        self.pending.insert(self.pending.len() - later, new);
    }

    /// Outputs the queued events that are ready, in their order. `active` is the active ball; `scratch` is overwritten.
    pub fn emit(
        &mut self,
        tick: u64,
        now: Timestamp,
        active: Option<&Trellis>,
        scratch: &mut Vec<SmoothedState>,
    ) {
        while let Some(&PendingEvent { event, departure }) = self.pending.first() {
            let mut output = event;
            if let Some((tick_after, time_before)) = departure {
                let has_met = self.pending[1..]
                    .iter()
                    .any(|p| p.event.kind != BallEventKind::Apex);
                let has_flown = now.seconds_since(event.time) >= DEPARTURE_LAG_S;
                let leaves_window = tick >= tick_after + WINDOW as u64 - WINDOW_MARGIN;
                if !(has_met || has_flown || leaves_window || active.is_none()) {
                    return;
                }
                let updated = active.and_then(|active| {
                    self.update_departure(&event, tick_after, time_before, active, scratch)
                });
                output = updated.unwrap_or(event);
            }
            self.pending.remove(0);
            self.events.push(output);
        }
    }

    /// A departure again, given the flight after it; `None` where the path does not contain it any more.
    fn update_departure(
        &mut self,
        event: &BallEvent,
        tick: u64,
        time_before: Timestamp,
        active: &Trellis,
        scratch: &mut Vec<SmoothedState>,
    ) -> Option<BallEvent> {
        active.smooth(time_before, scratch);
        let i = scratch.iter().position(|s| s.tick == tick)?;
        let (a, b) = (scratch.get(i + 1)?, &scratch[i]);
        let updated = event_rules::update_event(event, a, b, self.model);
        if matches!(b.mode, MotionMode::Impulse | MotionMode::Release)
            && let Some(release) = self.releases.fit_release(active, tick, self.model)
        {
            return Some(BallEvent {
                time: release.time,
                at: WorldPoint(release.position.into()),
                speed_m_s: release.velocity.norm(),
                ..updated
            });
        }
        Some(updated)
    }
}
