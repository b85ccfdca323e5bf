//! Serves a venue that is being tracked, or a recording, to browsers and other programs over HTTP.
//!
//! Frames pass from the wire to the pages byte for byte. The one memory is the [`ring::Ring`]: whoever publishes puts
//! in and goes on, each page reads at its own pace from there, and one that falls behind loses frames, counted.

pub mod archive;
pub mod clip;
mod http;
mod index;
pub mod live;
pub mod pictures;
pub mod ring;
mod told;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Semaphore, watch};
use trackside_schema::Timestamp;
use trackside_schema::wire::v1;
use trackside_sports::FieldName;

use self::archive::Archive;
use self::clip::{Clip, Span};
use self::live::Live;
use self::pictures::Shown;
use self::ring::Ring;
use crate::publish::Preamble;

/// The key, and in recordings the topic, of frames that were refined with what came after them.
pub const SMOOTH: &str = "track/smooth";
/// How much memory the last minutes may take, whatever their number.
pub const RING_BYTES: usize = 1 << 30;
/// How much memory the pictures of the last minutes may take.
pub const PICTURES_BYTES: usize = 256 << 20;
/// So many pictures are read and made at a time; others wait.
const PICTURES_AT_ONCE: usize = 2;
/// What is under way when the server ends is given so long.
const END: Duration = Duration::from_secs(1);

/// Where frames come from.
pub enum Source {
    /// The wire.
    Live(Box<Live>),
    /// A file.
    Recorded(Box<Archive>),
}

/// What is served, as all requests share it.
struct Served {
    source: Source,
    field: Option<FieldName>,
    keeps_s: f64,
    pages: Pages,
    making: Semaphore,
}

/// Live pages.
#[derive(Default)]
struct Pages {
    open: AtomicU64,
    lost: AtomicU64,
}

impl Pages {
    fn add(&self) {
        self.open.fetch_add(1, Ordering::Relaxed);
    }

    fn remove(&self) {
        self.open.fetch_sub(1, Ordering::Relaxed);
    }

    fn lose(&self, frames: u64) {
        let all = frames + self.lost.fetch_add(frames, Ordering::Relaxed);
        tracing::debug!("a live page is too slow: {all} messages lost so far");
    }
}

impl Served {
    fn ring(&self) -> Option<&Ring> {
        match &self.source {
            Source::Live(live) => Some(live.ring()),
            Source::Recorded(_) => None,
        }
    }

    fn arrivals(&self) -> Option<watch::Receiver<u64>> {
        self.ring().map(Ring::arrivals)
    }

    /// How many seconds are kept of what is live.
    fn keeps_s(&self) -> Option<f64> {
        self.ring().map(|_| self.keeps_s)
    }

    fn span(&self) -> Option<Span> {
        match &self.source {
            Source::Live(live) => live.ring().span(),
            Source::Recorded(archive) => Some(archive.span()),
        }
    }

    async fn preamble(&self) -> Result<Preamble> {
        match &self.source {
            Source::Live(live) => live.preamble().await,
            Source::Recorded(archive) => Ok(archive.preamble().clone()),
        }
    }

    fn clip(&self, span: Span) -> Result<Clip> {
        match &self.source {
            Source::Live(live) => Ok(live.ring().clip(span)),
            Source::Recorded(archive) => archive.clip(span),
        }
    }

    fn events(&self, span: Span) -> Vec<v1::Event> {
        match &self.source {
            Source::Live(live) => live.ring().events(span),
            Source::Recorded(archive) => archive.events(span),
        }
    }

    fn has_pictures(&self, camera: &str) -> bool {
        match &self.source {
            Source::Live(live) => live.album().has(camera),
            Source::Recorded(archive) => archive.has_pictures(camera),
        }
    }

    fn picture(&self, camera: &str, time: Timestamp, width: Option<u32>) -> Result<Shown> {
        match &self.source {
            Source::Live(live) => live.picture(camera, time),
            Source::Recorded(archive) => archive.picture(camera, time, width),
        }
    }

    fn health(&self) -> Value {
        let (nodes, unusable) = match &self.source {
            Source::Live(live) => (live.health(), live.unusable()),
            Source::Recorded(_) => (Vec::new(), 0),
        };
        json!({
            "nodes": nodes.iter().map(told::node).collect::<Vec<_>>(),
            "pages": self.pages.open.load(Ordering::Relaxed),
            "lost_by_pages": self.pages.lost.load(Ordering::Relaxed),
            "unusable": unusable,
        })
    }
}

/// A server at work, until it is dropped.
pub struct Server {
    address: SocketAddr,
    runtime: Option<Runtime>,
}

impl Server {
    /// Starts to serve. Port 0 is any that is free. `keeps_s` is how much the ring of a live source keeps; `field` is
    /// drawn in place of what the match says.
    ///
    /// # Errors
    /// A port or address that cannot be used, in words.
    pub fn start(
        source: Source,
        field: Option<FieldName>,
        keeps_s: f64,
        host: IpAddr,
        port: u16,
    ) -> Result<Server> {
        // The two threads of HTTP are the runtime's own; all of ours are the pipeline's.
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("serve")
            .enable_all()
            .build()
            .context("cannot start serving")?;
        let listener = runtime
            .block_on(TcpListener::bind((host, port)))
            .map_err(|e| unbound(&e, host, port))?;
        let address = listener.local_addr().context("the server's address")?;
        let served = Served {
            source,
            field,
            keeps_s,
            pages: Pages::default(),
            making: Semaphore::new(PICTURES_AT_ONCE),
        };
        let router = http::router(Arc::new(served));
        runtime.spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!("serving ended: {error}");
            }
        });
        Ok(Server {
            address,
            runtime: Some(runtime),
        })
    }

    /// What to open in a browser on this host.
    pub fn url(&self) -> String {
        let port = self.address.port();
        match self.address.ip() {
            ip if ip.is_unspecified() => format!("http://localhost:{port}/"),
            IpAddr::V4(ip) => format!("http://{ip}:{port}/"),
            IpAddr::V6(ip) => format!("http://[{ip}]:{port}/"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(END);
        }
    }
}

fn unbound(error: &io::Error, host: IpAddr, port: u16) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::AddrInUse => anyhow!(
            "port {port} is used by another program on this host, perhaps another `trackside serve`: stop it, or choose \
             another port with --port (0 is any that is free)"
        ),
        io::ErrorKind::PermissionDenied => {
            anyhow!(
                "port {port}: this user may not listen there: choose one above 1023 with --port"
            )
        }
        io::ErrorKind::AddrNotAvailable => {
            anyhow!("--host {host}: this host does not have that address")
        }
        _ => anyhow!("cannot listen on {host}, port {port}: {error}"),
    }
}
