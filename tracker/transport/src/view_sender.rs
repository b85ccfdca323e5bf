//! The sending end of one camera's views.
//!
//! A live camera does not wait: what the network cannot carry is dropped. A recorded camera drops nothing: it waits for
//! fusion, runs at most [`AHEAD_NS`] of its own time ahead of the slowest camera ([`v1::FlowControl`]), announces its end, and
//! waits until fusion has taken that. So every queue in between holds at most that much time.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use trackside_schema::wire::{self, topics, v1};
use trackside_schema::{Timestamp, View};
use zenoh::bytes::Encoding;
use zenoh::handlers::FifoChannel;
use zenoh::qos::CongestionControl;
use zenoh::{Session, Wait};

use crate::keys::{REPLY_TIMEOUT, convert_error, key};

/// How far a recorded camera runs ahead of the slowest, ns of its own time.
pub const AHEAD_NS: i64 = 1_000_000_000;

/// How long fusion may be away before a sender gives up.
const ABSENCE_LIMIT: Duration = Duration::from_secs(10);

/// How long to wait before the next query.
const QUERY_INTERVAL: Duration = Duration::from_millis(5);

/// What happens to a view that the network cannot carry at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It is dropped: live cameras cannot wait.
    BestEffort,
    /// The camera waits, and nothing is dropped: recorded cameras.
    Lossless,
}

/// Sends one camera's views to fusion.
pub struct ViewSender {
    network: Session,
    camera: String,
    delivery: Delivery,
    publisher: zenoh::pubsub::Publisher<'static>,
    view_key: String,
    flow_key: String,
    /// The session of fusion, once it replied.
    fusion_session: Option<String>,
    /// How far this camera may run.
    limit: Option<Timestamp>,
    /// Since when fusion has not replied.
    absent_since: Option<Instant>,
    buffer: Vec<u8>,
    sent: u64,
}

impl ViewSender {
    /// Declares the publisher of one camera's views.
    ///
    /// # Errors
    /// A venue or camera name that cannot be part of a key.
    pub fn open(
        network: &Session,
        venue: &str,
        camera: &str,
        delivery: Delivery,
    ) -> Result<ViewSender> {
        let congestion = match delivery {
            Delivery::BestEffort => CongestionControl::Drop,
            Delivery::Lossless => CongestionControl::Block,
        };
        let view_key = key(venue, &format!("{}{camera}", topics::VIEW))?;
        let publisher = network
            .declare_publisher(view_key.clone())
            .encoding(Encoding::from(wire::VIEW_ENCODING))
            .congestion_control(congestion)
            .express(delivery == Delivery::BestEffort);
        Ok(ViewSender {
            network: network.clone(),
            camera: camera.to_owned(),
            delivery,
            publisher: convert_error(publisher.wait())?,
            view_key,
            flow_key: key(venue, topics::FLOW_CONTROL)?,
            fusion_session: None,
            limit: None,
            absent_since: None,
            buffer: Vec::new(),
            sent: 0,
        })
    }

    /// How many views were sent.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// Sends a view. With [`Delivery::Lossless`] this waits for fusion: first until it is there, then until the slowest
    /// camera has come within [`AHEAD_NS`]. `should_stop` is asked while waiting.
    ///
    /// # Errors
    /// Fusion went away or was restarted; the session is closed; `should_stop` is true.
    pub fn send(&mut self, view: &View, should_stop: &dyn Fn() -> bool) -> Result<()> {
        if self.delivery == Delivery::Lossless {
            self.wait_for_slowest(view.stamp.mid_exposure, should_stop)?;
        }
        let mut bytes = std::mem::take(&mut self.buffer);
        wire::encode_view(view, &self.camera, &mut bytes);
        let sent = self.send_encoded(&bytes);
        self.buffer = bytes;
        sent
    }

    /// Sends a view as another session encoded it, byte for byte. Never waits.
    ///
    /// # Errors
    /// The session is closed.
    pub fn send_encoded(&mut self, bytes: &[u8]) -> Result<()> {
        convert_error(self.publisher.put(bytes).wait())
            .with_context(|| format!("camera \"{}\": a view was not sent", self.camera))?;
        self.sent += 1;
        Ok(())
    }

    /// Announces the end of a recorded camera, and waits until fusion has taken all of it. Does nothing for a live one.
    ///
    /// # Errors
    /// As [`ViewSender::send`].
    pub fn end(mut self, should_stop: &dyn Fn() -> bool) -> Result<()> {
        if self.delivery == Delivery::BestEffort {
            return Ok(());
        }
        while self.fusion_session.is_none() {
            self.update_limit(should_stop)?;
        }
        wire::encode_end(&self.camera, self.sent, &mut self.buffer);
        let end = (self.publisher.put(self.buffer.as_slice()))
            .encoding(Encoding::from(wire::END_ENCODING));
        convert_error(end.wait())
            .with_context(|| format!("{}: the end was not sent", self.view_key))?;
        loop {
            match self.query_progress(should_stop)? {
                // Fusion leaves when every camera has ended, so it has taken this end too.
                None => return Ok(()),
                Some(progress) if progress.ended_cameras.contains(&self.camera) => return Ok(()),
                Some(_) => self.pause(should_stop)?,
            }
        }
    }

    fn wait_for_slowest(&mut self, time: Timestamp, should_stop: &dyn Fn() -> bool) -> Result<()> {
        // Fusion reports a time once every camera has sent a view: each may send its first.
        let first = *self.limit.get_or_insert(time);
        while self.fusion_session.is_none() || time > self.limit.unwrap_or(first) {
            self.update_limit(should_stop)?;
        }
        Ok(())
    }

    /// Asks fusion for its progress; pauses where the limit does not move.
    fn update_limit(&mut self, should_stop: &dyn Fn() -> bool) -> Result<()> {
        let Some(progress) = self.query_progress(should_stop)? else {
            let since = *self.absent_since.get_or_insert_with(Instant::now);
            if self.fusion_session.is_some() && since.elapsed() > ABSENCE_LIMIT {
                bail!(
                    "camera \"{}\": fusion went away after {} views: start both again",
                    self.camera,
                    self.sent
                );
            }
            return self.pause(should_stop);
        };
        self.absent_since = None;
        match &self.fusion_session {
            None => self.fusion_session = Some(progress.session),
            Some(known) if *known != progress.session => bail!(
                "camera \"{}\": fusion was restarted after {} views: start both again",
                self.camera,
                self.sent
            ),
            Some(_) => {}
        }
        let allowed = (progress.received_until_ns).map(|t| Timestamp(t.saturating_add(AHEAD_NS)));
        if allowed > self.limit {
            self.limit = allowed;
            return Ok(());
        }
        self.pause(should_stop)
    }

    fn pause(&self, should_stop: &dyn Fn() -> bool) -> Result<()> {
        if should_stop() {
            bail!("camera \"{}\": stopped", self.camera);
        }
        std::thread::sleep(QUERY_INTERVAL);
        Ok(())
    }

    /// How far fusion is; `None` when it is not there.
    fn query_progress(&self, should_stop: &dyn Fn() -> bool) -> Result<Option<v1::FlowControl>> {
        loop {
            let replies = (self.network.get(self.flow_key.as_str())).timeout(REPLY_TIMEOUT);
            let replies = convert_error(replies.with(FifoChannel::new(4)).wait())?;
            let mut has_timed_out = false;
            while let Ok(reply) = replies.recv() {
                match reply.into_result() {
                    Ok(sample) => return Ok(Some(wire::decode(&sample.payload().to_bytes())?)),
                    Err(_) => has_timed_out = true,
                }
            }
            if !has_timed_out {
                return Ok(None);
            }
            tracing::debug!(
                "{}: no reply in {REPLY_TIMEOUT:?}, asking again",
                self.flow_key
            );
            self.pause(should_stop)?;
        }
    }
}
