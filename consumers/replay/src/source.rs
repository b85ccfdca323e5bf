//! Where the frames that are served come from.

use anyhow::Result;
use tokio::sync::watch;
use trackside_recording::TimeSpan;
use trackside_schema::Timestamp;
use trackside_schema::wire::{SessionHeader, v1};

use crate::archive::Archive;
use crate::clip::Clip;
use crate::live_venue::LiveVenue;
use crate::ring::FrameRing;
use crate::served_image::ServedImage;

/// Where frames come from.
pub enum ReplaySource {
    /// The wire.
    Live(Box<LiveVenue>),
    /// A file.
    Recorded(Box<Archive>),
}

impl ReplaySource {
    pub(crate) fn ring(&self) -> Option<&FrameRing> {
        match self {
            ReplaySource::Live(live) => Some(live.ring()),
            ReplaySource::Recorded(_) => None,
        }
    }

    pub(crate) fn arrivals(&self) -> Option<watch::Receiver<u64>> {
        self.ring().map(FrameRing::arrivals)
    }

    pub(crate) fn span(&self) -> Option<TimeSpan> {
        match self {
            ReplaySource::Live(live) => live.ring().span(),
            ReplaySource::Recorded(archive) => Some(archive.span()),
        }
    }

    pub(crate) async fn header(&self) -> Result<SessionHeader> {
        match self {
            ReplaySource::Live(live) => live.header().await,
            ReplaySource::Recorded(archive) => Ok(archive.header().clone()),
        }
    }

    pub(crate) fn clip(&self, span: TimeSpan) -> Result<Clip> {
        match self {
            ReplaySource::Live(live) => Ok(live.ring().clip(span)),
            ReplaySource::Recorded(archive) => archive.clip(span),
        }
    }

    pub(crate) fn events(&self, span: TimeSpan) -> Vec<v1::Event> {
        match self {
            ReplaySource::Live(live) => live.ring().events(span),
            ReplaySource::Recorded(archive) => archive.events(span),
        }
    }

    pub(crate) fn has_images(&self, camera: &str) -> bool {
        match self {
            ReplaySource::Live(live) => live.images().has_images(camera),
            ReplaySource::Recorded(archive) => archive.has_images(camera),
        }
    }

    pub(crate) fn image(
        &self,
        camera: &str,
        time: Timestamp,
        width: Option<u32>,
    ) -> Result<ServedImage> {
        match self {
            ReplaySource::Live(live) => live.image(camera, time),
            ReplaySource::Recorded(archive) => archive.image(camera, time, width),
        }
    }

    /// The health of the venue's nodes, and the number of unusable messages.
    pub(crate) fn health(&self) -> (Vec<v1::Health>, u64) {
        match self {
            ReplaySource::Live(live) => (live.health(), live.unusable()),
            ReplaySource::Recorded(_) => (Vec::new(), 0),
        }
    }
}
