//! Downloads over HTTP, resumed where they were cut off.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::Duration;

use ureq::http::Response;
use ureq::{Agent, Body};

use crate::error::{ErrorContext, ModelError};

/// A server that does not answer within this time is given up.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// No network is larger, bytes: a server that sends without end is given up.
const MAX_BYTES: u64 = 8 << 30;

/// Why a file was not downloaded.
pub(super) enum Failure {
    /// The server does not have it.
    NotThere(ModelError),
    /// Everything else.
    Other(ModelError),
}

impl From<ModelError> for Failure {
    fn from(error: ModelError) -> Failure {
        Failure::Other(error)
    }
}

/// What becomes of a download that ended early, where its network is known.
const KEPT: &str = "; the partial download is kept, pull again to resume";

/// Downloads `url` to `part`, resuming at its end; redirects are followed. `bytes`: the size that it must have.
pub(super) fn download(
    url: &str,
    part: &Path,
    bytes: Option<u64>,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> Result<(), Failure> {
    let mut existing = fs::metadata(part).map_or(0, |m| m.len());
    if bytes.is_some_and(|b| existing > b) {
        fs::remove_file(part).context(part.display())?;
        existing = 0;
    }
    if existing > 0 && bytes == Some(existing) {
        return Ok(());
    }
    let mut response = request(url, existing)?;
    if response.status() == 416 || resumes_elsewhere(&response, existing) {
        // The partial file is not the beginning of this one.
        fs::remove_file(part).context(part.display())?;
        existing = 0;
        response = request(url, 0)?;
    }
    let is_resumed = response.status() == 206;
    let start = if is_resumed { existing } else { 0 };
    let total = response.body().content_length().map(|n| n + start);
    check_size(url, total, bytes)?;
    let mut out = OpenOptions::new()
        .create(true)
        .write(true)
        .append(is_resumed)
        .truncate(!is_resumed)
        .open(part)
        .context(part.display())?;
    let mut body = response
        .body_mut()
        .with_config()
        .limit(bytes.unwrap_or(MAX_BYTES) + 1)
        .reader();
    let received = copy(&mut body, &mut out, start, total.or(bytes), progress).map_err(|e| {
        ModelError::new(format!(
            "{url}: {e}{}",
            if bytes.is_some() { KEPT } else { "" }
        ))
    })?;
    match total.or(bytes) {
        Some(total) if received < total => Err(Failure::Other(ModelError::new(format!(
            "{url}: ended after {received} of {total} bytes{}",
            if bytes.is_some() { KEPT } else { "" }
        )))),
        _ => Ok(check_size(url, Some(received), bytes)?),
    }
}

fn request(url: &str, start: u64) -> Result<Response<Body>, Failure> {
    let agent: Agent = Agent::config_builder()
        .timeout_connect(Some(ANSWER_TIMEOUT))
        .timeout_recv_response(Some(ANSWER_TIMEOUT))
        .http_status_as_error(false)
        .user_agent(concat!("trackside/", env!("CARGO_PKG_VERSION")))
        .build()
        .into();
    let mut request = agent.get(url);
    if start > 0 {
        request = request.header("Range", format!("bytes={start}-"));
    }
    let response = request.call().context(url)?;
    let status = response.status();
    match status.as_u16() {
        200 | 206 => Ok(response),
        // Nothing follows the existing bytes.
        416 if start > 0 => Ok(response),
        404 | 410 => Err(Failure::NotThere(ModelError::new(format!(
            "{url}: not there (HTTP {status})"
        )))),
        _ => Err(Failure::Other(ModelError::new(format!(
            "{url}: the server answers HTTP {status}"
        )))),
    }
}

/// Whether a partial answer begins elsewhere than it was asked to, or does not say where.
fn resumes_elsewhere(response: &Response<Body>, start: u64) -> bool {
    let Some(range) = response.headers().get("content-range") else {
        return response.status() == 206;
    };
    let text = range.to_str().unwrap_or_default();
    let first = text.trim_start_matches("bytes ").split('-').next();
    response.status() == 206 && first.and_then(|f| f.trim().parse().ok()) != Some(start)
}

fn check_size(url: &str, found: Option<u64>, expected: Option<u64>) -> Result<(), ModelError> {
    match (found, expected) {
        (Some(found), Some(expected)) if found != expected => Err(ModelError::new(format!(
            "{url}: wrong size: {found} bytes, {expected} are expected"
        ))),
        _ => Ok(()),
    }
}

/// Copies to the end and returns the total number of bytes, `start` included.
pub(super) fn copy(
    from: &mut dyn Read,
    to: &mut File,
    start: u64,
    total: Option<u64>,
    progress: &mut dyn FnMut(u64, Option<u64>),
) -> io::Result<u64> {
    let mut block = vec![0; 1 << 16];
    let mut done = start;
    loop {
        progress(done, total);
        match from.read(&mut block)? {
            0 => break,
            n => {
                to.write_all(&block[..n])?;
                done += n as u64;
            }
        }
    }
    to.sync_all()?;
    Ok(done)
}
