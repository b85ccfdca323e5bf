//! The state that all requests share.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use trackside_sports::FieldName;

use crate::json;
use crate::source::ReplaySource;

/// Maximum number of images that are decoded at a time; further requests wait.
const CONCURRENT_IMAGES: usize = 2;

/// The served source and settings, shared by all requests.
pub(crate) struct ServerState {
    pub(crate) source: ReplaySource,
    /// The field that is drawn in place of the one that the match names.
    pub(crate) field: Option<FieldName>,
    buffer_s: f64,
    pub(crate) pages: PageCounters,
    pub(crate) image_permits: Semaphore,
}

impl ServerState {
    pub(crate) fn new(
        source: ReplaySource,
        field: Option<FieldName>,
        buffer_s: f64,
    ) -> ServerState {
        ServerState {
            source,
            field,
            buffer_s,
            pages: PageCounters::default(),
            image_permits: Semaphore::new(CONCURRENT_IMAGES),
        }
    }

    /// Duration of a live source that is kept, s.
    pub(crate) fn buffer_s(&self) -> Option<f64> {
        self.source.ring().map(|_| self.buffer_s)
    }

    pub(crate) fn health(&self) -> Value {
        let (nodes, unusable) = self.source.health();
        json!({
            "nodes": nodes.iter().map(json::node).collect::<Vec<_>>(),
            "pages": self.pages.open.load(Ordering::Relaxed),
            "lost_by_pages": self.pages.lost.load(Ordering::Relaxed),
            "unusable": unusable,
        })
    }
}

/// Live pages, and the messages that were lost because they were too slow.
#[derive(Default)]
pub(crate) struct PageCounters {
    open: AtomicU64,
    lost: AtomicU64,
}

impl PageCounters {
    pub(crate) fn add(&self) {
        self.open.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn remove(&self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }

    pub(crate) fn count_lost(&self, messages: u64) {
        let total = messages + self.lost.fetch_add(messages, Ordering::Relaxed);
        tracing::debug!("a live page is too slow: {total} messages lost so far");
    }
}
