//! The routes: the page, and the API that it and other programs use. `docs/reference/replay.md` lists what each answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::{BufMut, BytesMut};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout, timeout_at};
use trackside_calibration::{Rig, rig_file};
use trackside_recording::TimeSpan;
use trackside_schema::wire::v1;
use trackside_schema::{Stream, Timestamp};

use crate::clip::{CLIP_ENCODING, Clip, ClipError, ClipRequest, parse_instant};
use crate::json;
use crate::page;
use crate::ring::Arrival;
use crate::state::ServerState;

/// How long a request waits for a clip that is not complete yet.
const CLIP_TIMEOUT: Duration = Duration::from_secs(2);
/// A page that takes no message for this long is dropped.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// The widest image that is encoded, px.
const MAX_WIDTH_PX: u32 = 8192;
/// How often live pages get the venue's health.
const HEALTH_PERIOD: Duration = Duration::from_secs(1);

/// A status, and what went wrong in words.
struct HttpError(StatusCode, String);

impl IntoResponse for HttpError {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

impl From<ClipError> for HttpError {
    fn from(error: ClipError) -> HttpError {
        let status = match error {
            ClipError::Invalid(_) => StatusCode::BAD_REQUEST,
            ClipError::NotAvailable(_) | ClipError::Future(_) => StatusCode::RANGE_NOT_SATISFIABLE,
        };
        HttpError(status, error.to_string())
    }
}

impl From<anyhow::Error> for HttpError {
    fn from(error: anyhow::Error) -> HttpError {
        HttpError(StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}"))
    }
}

type HttpResult<T> = Result<T, HttpError>;

/// All routes.
pub(crate) fn router(state: Arc<ServerState>) -> Router {
    Router::new()
        .route("/", get(|| file("text/html; charset=utf-8", page::PAGE)))
        .route(
            "/app.js",
            get(|| file("text/javascript; charset=utf-8", page::PROGRAM)),
        )
        .route("/api/match", get(match_))
        .route("/api/replay", get(replay))
        .route("/api/events", get(events))
        .route("/api/health", get(health))
        .route("/api/image", get(image))
        .route("/api/live", get(live))
        .fallback(|| async {
            let paths =
                "/, /api/match, /api/replay, /api/events, /api/health, /api/image and /api/live";
            HttpError(
                StatusCode::NOT_FOUND,
                format!("no such path; the server has {paths}"),
            )
        })
        .with_state(state)
}

async fn file(kind: &'static str, bytes: &'static [u8]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, bytes).into_response()
}

async fn read_header(state: &ServerState) -> anyhow::Result<(Rig, v1::Match)> {
    let (rig, match_) = state.source.header().await?.decode()?;
    Ok((rig_file::from_message(&rig)?, match_))
}

async fn match_(State(state): State<Arc<ServerState>>) -> HttpResult<Json<Value>> {
    let (rig, match_) = read_header(&state).await?;
    Ok(Json(json::match_(
        &rig,
        &match_,
        state.field,
        state.source.span(),
        state.buffer_s(),
        &|camera| state.source.has_images(camera),
    )))
}

#[derive(Deserialize)]
struct ImageQuery {
    camera: Option<String>,
    t: Option<String>,
    width: Option<String>,
}

/// The image of a camera that is nearest to an instant. A request that is given up frees its permit.
async fn image(
    State(state): State<Arc<ServerState>>,
    Query(query): Query<ImageQuery>,
) -> HttpResult<Response> {
    let time = parse_instant(query.t.as_deref(), state.source.span())?;
    let width = query.width.as_deref().map(parse_width).transpose()?;
    let (rig, _) = read_header(&state).await?;
    let camera = find_camera(&rig, query.camera.as_deref())?;
    let Ok(_permit) = state.image_permits.acquire().await else {
        let words = "the server is ending".to_owned();
        return Err(HttpError(StatusCode::SERVICE_UNAVAILABLE, words));
    };
    let shared = Arc::clone(&state);
    let decode = move || shared.source.image(&camera, time, width);
    let image = tokio::task::spawn_blocking(decode).await;
    let image = image.map_err(|e| HttpError(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?;
    let image = image.map_err(|e| HttpError(StatusCode::NOT_FOUND, format!("{e:#}")))?;
    let source = if image.is_original {
        "original"
    } else {
        "recorded"
    };
    let headers = [
        (header::CONTENT_TYPE.as_str(), "image/jpeg".to_owned()),
        (header::CACHE_CONTROL.as_str(), "no-store".to_owned()),
        ("trackside-time", decimal_seconds(image.time)),
        ("trackside-from", decimal_seconds(image.from)),
        ("trackside-until", decimal_seconds(image.until)),
        ("trackside-source", source.to_owned()),
    ];
    Ok((headers, image.jpeg).into_response())
}

/// Seconds since 1970 with nine decimals.
fn decimal_seconds(time: Timestamp) -> String {
    let (s, ns) = (
        time.0.div_euclid(1_000_000_000),
        time.0.rem_euclid(1_000_000_000),
    );
    format!("{s}.{ns:09}")
}

fn parse_width(typed: &str) -> HttpResult<u32> {
    let width = typed
        .parse()
        .ok()
        .filter(|w| (1..=MAX_WIDTH_PX).contains(w));
    let words = || format!("width={typed}: whole pixels, from 1 to {MAX_WIDTH_PX}");
    width.ok_or_else(|| HttpError(StatusCode::BAD_REQUEST, words()))
}

fn find_camera(rig: &Rig, camera: Option<&str>) -> HttpResult<String> {
    if let Some((_, camera)) = camera.and_then(|name| rig.find(name)) {
        return Ok(camera.name.clone());
    }
    let all: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
    let all = all.join(", ");
    Err(match camera {
        Some(name) => HttpError(
            StatusCode::NOT_FOUND,
            format!("there is no camera \"{name}\": there are {all}"),
        ),
        None => HttpError(
            StatusCode::BAD_REQUEST,
            format!("camera is missing: there are {all}"),
        ),
    })
}

#[derive(Deserialize)]
struct IntervalQuery {
    from: Option<String>,
    to: Option<String>,
}

impl IntervalQuery {
    fn parse(&self) -> Result<ClipRequest, ClipError> {
        ClipRequest::parse(self.from.as_deref(), self.to.as_deref())
    }

    /// The interval in absolute times, once its last frame has arrived.
    async fn resolve(&self, state: &ServerState) -> Result<TimeSpan, ClipError> {
        let request = self.parse()?;
        let deadline = Instant::now() + CLIP_TIMEOUT;
        loop {
            let mut arrivals = state.source.arrivals();
            match (request.resolve(state.source.span()), &mut arrivals) {
                (Err(ClipError::Future(ahead_s)), Some(arrivals))
                    if ahead_s <= CLIP_TIMEOUT.as_secs_f64() =>
                {
                    match timeout_at(deadline, arrivals.changed()).await {
                        Ok(Ok(())) => {}
                        _ => return Err(ClipError::Future(ahead_s)),
                    }
                }
                (resolved, _) => return resolved,
            }
        }
    }
}

async fn replay(
    State(state): State<Arc<ServerState>>,
    Query(query): Query<IntervalQuery>,
) -> HttpResult<Response> {
    let span = query.resolve(&state).await?;
    let clip = read_clip(Arc::clone(&state), span).await?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), CLIP_ENCODING.to_owned()),
        (header::CACHE_CONTROL.as_str(), "no-store".to_owned()),
        ("trackside-frames", clip.len().to_string()),
    ];
    Ok((headers, clip.delimited()).into_response())
}

/// Reads a clip on a blocking thread: recordings are on disk.
async fn read_clip(state: Arc<ServerState>, span: TimeSpan) -> HttpResult<Clip> {
    let read = tokio::task::spawn_blocking(move || state.source.clip(span)).await;
    let read = read.map_err(|e| HttpError(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?;
    read.map_err(|e| HttpError(StatusCode::INTERNAL_SERVER_ERROR, format!("{e:#}")))
}

/// The events of an interval; without one, all of them.
async fn events(
    State(state): State<Arc<ServerState>>,
    Query(query): Query<IntervalQuery>,
) -> HttpResult<Json<Value>> {
    let span = match (&query.from, &query.to) {
        (None, None) => TimeSpan {
            first: Timestamp(i64::MIN),
            last: Timestamp(i64::MAX),
        },
        _ => query.parse()?.resolve(state.source.span())?,
    };
    let events = state.source.events(span);
    Ok(Json(events.iter().map(json::event).collect()))
}

async fn health(State(state): State<Arc<ServerState>>) -> Json<Value> {
    Json(state.health())
}

/// Frames, events and health as they arrive. A page that is too slow loses frames, and is sent their number.
async fn live(
    State(state): State<Arc<ServerState>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> HttpResult<Response> {
    if !same_origin(&headers) {
        let words = "another site's page asked for live data: only this server's own pages may";
        return Err(HttpError(StatusCode::FORBIDDEN, words.to_owned()));
    }
    if state.source.arrivals().is_none() {
        let words = "this is a recording: nothing of it is live, ask /api/replay";
        return Err(HttpError(StatusCode::NOT_FOUND, words.to_owned()));
    }
    Ok(upgrade.on_upgrade(move |socket| async move {
        state.pages.add();
        // A page that goes away is no failure.
        if let Err(error) = feed(&state, socket).await {
            tracing::debug!("a live page is gone: {error}");
        }
        state.pages.remove();
    }))
}

/// Whether a request comes from this server's own page, or from a program: only browsers send an origin.
fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, site)| site == host),
        (Some(_), None) => false,
        (None, _) => true,
    }
}

async fn feed(state: &ServerState, mut socket: WebSocket) -> Result<(), axum::Error> {
    let (Some(ring), Some(mut arrivals)) = (state.source.ring(), state.source.arrivals()) else {
        return Ok(());
    };
    let mut delivered = ring.arrived();
    let mut health = tokio::time::interval(HEALTH_PERIOD);
    loop {
        tokio::select! {
            changed = arrivals.changed() => if changed.is_err() {
                return Ok(());
            },
            _ = health.tick() => send(&mut socket, text("health", state.health())).await?,
            received = socket.recv() => match received {
                None | Some(Err(_)) | Some(Ok(Message::Close(_))) => return Ok(()),
                Some(Ok(_)) => {}
            },
        }
        let (new, lost) = ring.after(delivered);
        delivered += lost + new.len() as u64;
        if lost > 0 {
            state.pages.count_lost(lost);
            send(&mut socket, text("lost", json!(lost))).await?;
        }
        for arrival in new {
            send(&mut socket, message(&arrival)).await?;
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), axum::Error> {
    match timeout(SEND_TIMEOUT, socket.send(message)).await {
        Ok(sent) => sent,
        Err(late) => Err(axum::Error::new(late)),
    }
}

/// A frame: its arrival, s; its stream (0 live, 1 smooth); the frame as encoded. Everything else is JSON.
fn message(arrival: &Arrival) -> Message {
    match arrival {
        Arrival::Frame {
            stream,
            received,
            bytes,
        } => {
            let mut out = BytesMut::with_capacity(9 + bytes.len());
            out.put_f64_le(json::seconds(*received));
            out.put_u8(u8::from(*stream == Stream::Smooth));
            out.put_slice(bytes);
            Message::Binary(out.freeze())
        }
        Arrival::Event(event) => text("event", json::event(event)),
        Arrival::Reset => text("reset", Value::Null),
    }
}

fn text(what: &str, value: Value) -> Message {
    Message::Text(json!({ what: value }).to_string().into())
}
