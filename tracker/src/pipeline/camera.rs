//! One camera's threads at work: pictures, what is seen in them, and where that goes.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use crossbeam::channel::{Receiver, Select, SendTimeoutError, Sender, TrySendError};
use trackside_recording::JpegImage;
use trackside_schema::{CameraId, Timestamp, View};
use trackside_transport::ViewSender;

use super::{LOOK_UP, Pace, Shared, Stop};
use crate::capture::{Image, Images, Next, monotonic_ns};
use crate::report::{Loss, Meter, Stage};
use crate::worker::Worker;

/// What a camera tells sync.
pub(super) enum Event {
    Seen(Seen),
    End(CameraId),
}

/// A view and how long it took, where that is known.
pub(super) struct Seen {
    pub(super) view: View,
    pub(super) capture: Option<Duration>,
    pub(super) observe: Option<Duration>,
}

pub(super) struct Taken {
    image: Image,
    capture: Duration,
}

/// Reads one camera's pictures for its worker.
pub(super) fn capture(
    id: CameraId,
    mut images: Images,
    to_worker: &Sender<Taken>,
    waiting: &Receiver<Taken>,
    used: &Receiver<Image>,
    shared: Shared<'_>,
) {
    let clock = Clock::new(if images.is_live() {
        Pace::AsUsed
    } else {
        shared.pace
    });
    while !shared.stop.asked() {
        if images.is_made() {
            skip(id, &mut images, &clock, to_worker, shared);
        }
        let mut image = used.try_recv().unwrap_or_default();
        let began = Instant::now();
        match images.read(&mut image, &|| shared.stop.asked()) {
            Next::Image => {}
            Next::End(why) => {
                why.into_iter()
                    .for_each(|why| shared.meter.ended_early(id, why));
                return;
            }
        }
        let capture = began.elapsed();
        shared.meter.time(Stage::Capture, capture);
        shared.meter.image(id);
        clock.wait(image.arrives, shared.stop);
        image.stamp.received_ns = monotonic_ns();
        let taken = Taken { image, capture };
        let sent = match shared.pace {
            Pace::AsUsed => send(to_worker, taken, shared.stop),
            Pace::Realtime(_) => overtake(id, to_worker, waiting, taken, shared.meter),
        };
        if !sent {
            return;
        }
    }
}

/// By the clock, a picture that is made is made for a worker that has room for it; those that come to pass meanwhile are
/// not made at all.
fn skip(
    id: CameraId,
    images: &mut Images,
    clock: &Clock,
    to_worker: &Sender<Taken>,
    shared: Shared<'_>,
) {
    if clock.now().is_none() {
        return;
    }
    let mut room = Select::new();
    room.send(to_worker);
    while room.ready_timeout(LOOK_UP).is_err() && !shared.stop.asked() {}
    let now = clock.now().unwrap_or_default();
    for _ in 0..images.skip_to(now) {
        shared.meter.image(id);
        shared.meter.lose(id, Loss::Overtaken);
    }
}

/// Sends, and looks up while waiting; `false` when nobody listens any more.
fn send<T>(to: &Sender<T>, mut what: T, stop: &Stop) -> bool {
    loop {
        match to.send_timeout(what, LOOK_UP) {
            Ok(()) => return true,
            Err(SendTimeoutError::Timeout(back)) if !stop.asked() => what = back,
            Err(_) => return false,
        }
    }
}

/// Sends, taking out what waits there: the newest wins.
fn overtake(
    id: CameraId,
    to: &Sender<Taken>,
    waiting: &Receiver<Taken>,
    mut newest: Taken,
    meter: &Meter,
) -> bool {
    loop {
        match to.try_send(newest) {
            Ok(()) => return true,
            Err(TrySendError::Disconnected(_)) => return false,
            Err(TrySendError::Full(back)) => {
                if waiting.try_recv().is_ok() {
                    meter.lose(id, Loss::Overtaken);
                }
                newest = back;
            }
        }
    }
}

/// Sees what is in one camera's pictures.
pub(super) fn work(
    id: CameraId,
    mut worker: Worker,
    taken: Receiver<Taken>,
    give_back: &Sender<Image>,
    mut watched: Watched,
    shared: Shared<'_>,
) -> Result<()> {
    let mut unseen = 0u64;
    for Taken { image, capture } in taken {
        let began = Instant::now();
        let view = worker.observe(&image)?;
        let observe = began.elapsed();
        shared.meter.time(Stage::Observe, observe);
        let seen = Seen {
            view,
            capture: Some(capture),
            observe: Some(observe),
        };
        if !watched.outlet.give(seen, shared.stop)? {
            return Ok(());
        }
        // Fusion does not wait for those who watch.
        if let Some(picture) = worker.picture(&image)?
            && !watched.show(picture, shared)
        {
            unseen += 1;
            if unseen.is_power_of_two() {
                let name = shared.meter.name(id).unwrap_or_default();
                tracing::warn!(
                    "camera \"{name}\": {unseen} pictures were not kept: nobody keeps up"
                );
            }
        }
        // Nobody needs it when the camera has ended.
        let _ = give_back.try_send(image);
    }
    watched.outlet.end(id, shared.stop)
}

/// Gives what was seen in one camera's pictures before.
pub(super) fn give_views(
    id: CameraId,
    views: std::vec::IntoIter<View>,
    mut outlet: Outlet,
    shared: Shared<'_>,
) -> Result<()> {
    let clock = Clock::new(shared.pace);
    for mut view in views {
        if shared.stop.asked() {
            break;
        }
        clock.wait(view.stamp.mid_exposure, shared.stop);
        view.stamp.received_ns = monotonic_ns();
        shared.meter.image(id);
        let seen = Seen {
            view,
            capture: None,
            observe: None,
        };
        if !outlet.give(seen, shared.stop)? {
            return Ok(());
        }
    }
    outlet.end(id, shared.stop)
}

/// Holds recorded media back to their own clock.
struct Clock(Option<(Instant, Timestamp)>);

impl Clock {
    fn new(pace: Pace) -> Clock {
        Clock(match pace {
            Pace::AsUsed => None,
            Pace::Realtime(start) => Some((Instant::now(), start)),
        })
    }

    /// The media's own time; `None` where they are as fast as they are used.
    fn now(&self) -> Option<Timestamp> {
        self.0
            .map(|(began, start)| start.plus_seconds(began.elapsed().as_secs_f64()))
    }

    fn wait(&self, until: Timestamp, stop: &Stop) {
        let Some((began, start)) = self.0 else {
            return;
        };
        let due =
            began + Duration::try_from_secs_f64(until.seconds_since(start)).unwrap_or_default();
        loop {
            let left = due.saturating_duration_since(Instant::now());
            if left.is_zero() || stop.asked() {
                return;
            }
            thread::sleep(left.min(LOOK_UP));
        }
    }
}

/// Where one camera's views go, and its pictures for those who watch.
pub(super) struct Watched {
    pub(super) outlet: Outlet,
    pub(super) show: Sender<JpegImage>,
}

impl Watched {
    /// Live, a picture that nobody takes is let go, which is `false`; a recorded one waits.
    fn show(&self, picture: JpegImage, shared: Shared<'_>) -> bool {
        match shared.pace {
            // Nobody listens where nothing is kept or the run is ending: that is no loss.
            Pace::AsUsed => {
                send(&self.show, picture, shared.stop);
                true
            }
            Pace::Realtime(_) => !matches!(self.show.try_send(picture), Err(TrySendError::Full(_))),
        }
    }
}

/// Where one camera's views go.
pub(super) enum Outlet {
    Here(Sender<Event>),
    Away(Box<ViewSender>),
}

impl Outlet {
    /// `false` when nobody listens any more.
    fn give(&mut self, seen: Seen, stop: &Stop) -> Result<bool> {
        match self {
            Outlet::Here(to) => Ok(to.send(Event::Seen(seen)).is_ok()),
            Outlet::Away(sender) => match sender.send(&seen.view, &|| stop.asked()) {
                Err(_) if stop.asked() => Ok(false),
                sent => sent.map(|()| true),
            },
        }
    }

    fn end(self, id: CameraId, stop: &Stop) -> Result<()> {
        match self {
            Outlet::Here(to) => {
                // Where nobody listens any more nobody waits for the end.
                let _ = to.send(Event::End(id));
                Ok(())
            }
            Outlet::Away(sender) => match sender.end(&|| stop.asked()) {
                Err(_) if stop.asked() => Ok(()),
                ended => ended,
            },
        }
    }
}
