//! The HTTP server and its runtime.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use trackside_sports::FieldName;

use crate::http;
use crate::source::ReplaySource;
use crate::state::ServerState;

/// Maximum memory of the frames of the last minutes, whatever their number.
pub const RING_BYTES: usize = 1 << 30;
/// Time that requests have to complete when the server ends.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(1);

/// A running server, until it is dropped.
pub struct Server {
    address: SocketAddr,
    runtime: Option<Runtime>,
}

impl Server {
    /// Starts to serve. Port 0 means any free port. `buffer_s` is the duration that the ring of a live source keeps, s;
    /// `field` is drawn in place of the field that the match names.
    ///
    /// # Errors
    /// A port or address that cannot be used, in words.
    pub fn start(
        source: ReplaySource,
        field: Option<FieldName>,
        buffer_s: f64,
        host: IpAddr,
        port: u16,
    ) -> Result<Server> {
        // The two threads of HTTP are the runtime's own; all threads of the tracker are the pipeline's.
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("serve")
            .enable_all()
            .build()
            .context("cannot start serving")?;
        let listener = runtime
            .block_on(TcpListener::bind((host, port)))
            .map_err(|e| bind_error(&e, host, port))?;
        let address = listener.local_addr().context("the server's address")?;
        let router = http::router(Arc::new(ServerState::new(source, field, buffer_s)));
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

    /// The address to open in a browser on this host.
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
            runtime.shutdown_timeout(SHUTDOWN_TIMEOUT);
        }
    }
}

fn bind_error(error: &io::Error, host: IpAddr, port: u16) -> anyhow::Error {
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
