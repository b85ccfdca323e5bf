//! What is served: the page, and what it and other programs ask for. `docs/reference/serve.md` says what each answer holds.

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
use trackside_calibration::Rig;
use trackside_export::web;

use super::Served;
use super::clip::{self, Asked, Clip, NoClip, Span};
use super::live::CLIP_ENCODING;
use super::ring::Arrival;
use super::told;

/// How long a clip that is not complete yet is waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// A page that takes nothing for so long is gone.
const GONE: Duration = Duration::from_secs(30);
/// The widest picture that is made, px.
const WIDEST: u32 = 8192;
/// How often live pages are told how the venue is.
const HEALTH_EVERY: Duration = Duration::from_secs(1);

/// Words for whoever asked, and what kind of no it is.
struct No(StatusCode, String);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.0, self.1).into_response()
    }
}

impl From<NoClip> for No {
    fn from(no: NoClip) -> No {
        let status = match no {
            NoClip::Senseless(_) => StatusCode::BAD_REQUEST,
            NoClip::NotThere(_) | NoClip::Future(_) => StatusCode::RANGE_NOT_SATISFIABLE,
        };
        No(status, no.to_string())
    }
}

impl From<anyhow::Error> for No {
    fn from(error: anyhow::Error) -> No {
        No(StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}"))
    }
}

type Told<T> = Result<T, No>;

/// Everything that is served.
pub(super) fn router(served: Arc<Served>) -> Router {
    Router::new()
        .route("/", get(|| file("text/html; charset=utf-8", web::PAGE)))
        .route(
            "/app.js",
            get(|| file("text/javascript; charset=utf-8", web::PROGRAM)),
        )
        .route("/api/match", get(match_))
        .route("/api/replay", get(replay))
        .route("/api/events", get(events))
        .route("/api/health", get(health))
        .route("/api/picture", get(picture))
        .route("/api/live", get(live))
        .fallback(|| async {
            let known =
                "/, /api/match, /api/replay, /api/events, /api/health, /api/picture and /api/live";
            No(
                StatusCode::NOT_FOUND,
                format!("there is no such thing here: there are {known}"),
            )
        })
        .with_state(served)
}

async fn file(kind: &'static str, bytes: &'static [u8]) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, bytes).into_response()
}

async fn match_(State(served): State<Arc<Served>>) -> Told<Json<Value>> {
    let preamble = served.preamble().await?;
    let (rig, match_) = preamble.read()?;
    Ok(Json(told::match_(
        &rig,
        &match_,
        served.field,
        served.span(),
        served.keeps_s(),
        &|camera| served.has_pictures(camera),
    )))
}

#[derive(Deserialize)]
struct ImageQuery {
    camera: Option<String>,
    t: Option<String>,
    width: Option<String>,
}

/// The picture of a camera that is nearest to an instant. Who gives up waiting is not waited for.
async fn picture(
    State(served): State<Arc<Served>>,
    Query(asked): Query<ImageQuery>,
) -> Told<Response> {
    let time = clip::instant(asked.t.as_deref(), served.span())?;
    let width = asked.width.as_deref().map(width).transpose()?;
    let (rig, _) = served.preamble().await?.read()?;
    let camera = known(&rig, asked.camera.as_deref())?;
    let Ok(_turn) = served.making.acquire().await else {
        let words = "the server is ending".to_owned();
        return Err(No(StatusCode::SERVICE_UNAVAILABLE, words));
    };
    let making = Arc::clone(&served);
    let shown = tokio::task::spawn_blocking(move || making.picture(&camera, time, width)).await;
    let shown = shown.map_err(|e| No(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?;
    let shown = shown.map_err(|e| No(StatusCode::NOT_FOUND, format!("{e:#}")))?;
    let nanoseconds = |t: trackside_schema::Timestamp| {
        let (s, ns) = (t.0.div_euclid(1_000_000_000), t.0.rem_euclid(1_000_000_000));
        format!("{s}.{ns:09}")
    };
    let source = if shown.original {
        "original"
    } else {
        "recorded"
    };
    let headers = [
        (header::CONTENT_TYPE.as_str(), "image/jpeg".to_owned()),
        (header::CACHE_CONTROL.as_str(), "no-store".to_owned()),
        ("trackside-time", nanoseconds(shown.time)),
        ("trackside-from", nanoseconds(shown.from)),
        ("trackside-until", nanoseconds(shown.until)),
        ("trackside-source", source.to_owned()),
    ];
    Ok((headers, shown.jpeg).into_response())
}

fn width(typed: &str) -> Told<u32> {
    let width = typed.parse().ok().filter(|w| (1..=WIDEST).contains(w));
    let words = || format!("width={typed}: whole pixels, from 1 to {WIDEST}");
    width.ok_or_else(|| No(StatusCode::BAD_REQUEST, words()))
}

fn known(rig: &Rig, camera: Option<&str>) -> Told<String> {
    if let Some((_, camera)) = camera.and_then(|name| rig.find(name)) {
        return Ok(camera.name.clone());
    }
    let all: Vec<_> = rig.cameras().iter().map(|c| c.name.as_str()).collect();
    let all = all.join(", ");
    Err(match camera {
        Some(name) => No(
            StatusCode::NOT_FOUND,
            format!("there is no camera \"{name}\": there are {all}"),
        ),
        None => No(
            StatusCode::BAD_REQUEST,
            format!("camera is missing: there are {all}"),
        ),
    })
}

#[derive(Deserialize)]
struct Interval {
    from: Option<String>,
    to: Option<String>,
}

impl Interval {
    /// The times that are meant, once the last of them has come.
    async fn within(&self, served: &Served) -> Result<Span, NoClip> {
        let asked = Asked::read(self.from.as_deref(), self.to.as_deref())?;
        let deadline = Instant::now() + PATIENCE;
        loop {
            let mut arrivals = served.arrivals();
            match (asked.within(served.span()), &mut arrivals) {
                (Err(NoClip::Future(ahead)), Some(arrivals)) if ahead <= PATIENCE.as_secs_f64() => {
                    match timeout_at(deadline, arrivals.changed()).await {
                        Ok(Ok(())) => {}
                        _ => return Err(NoClip::Future(ahead)),
                    }
                }
                (known, _) => return known,
            }
        }
    }
}

async fn replay(
    State(served): State<Arc<Served>>,
    Query(asked): Query<Interval>,
) -> Told<Response> {
    let span = asked.within(&served).await?;
    let clip = clip(Arc::clone(&served), span).await?;
    let headers = [
        (header::CONTENT_TYPE.as_str(), CLIP_ENCODING.to_owned()),
        (header::CACHE_CONTROL.as_str(), "no-store".to_owned()),
        ("trackside-frames", clip.len().to_string()),
    ];
    Ok((headers, clip.delimited()).into_response())
}

/// Recordings are read from disk, which others do not wait for.
async fn clip(served: Arc<Served>, span: Span) -> Told<Clip> {
    let read = tokio::task::spawn_blocking(move || served.clip(span)).await;
    let read = read.map_err(|e| No(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?;
    read.map_err(|e| No(StatusCode::INTERNAL_SERVER_ERROR, format!("{e:#}")))
}

/// Without an interval: all that is known.
async fn events(
    State(served): State<Arc<Served>>,
    Query(asked): Query<Interval>,
) -> Told<Json<Value>> {
    let all = Span {
        first: trackside_schema::Timestamp(i64::MIN),
        last: trackside_schema::Timestamp(i64::MAX),
    };
    let span = match (&asked.from, &asked.to) {
        (None, None) => all,
        _ => Asked::read(asked.from.as_deref(), asked.to.as_deref())?.within(served.span())?,
    };
    let events = served.events(span);
    Ok(Json(events.iter().map(told::event).collect()))
}

async fn health(State(served): State<Arc<Served>>) -> Json<Value> {
    Json(served.health())
}

/// Frames, events and health as they come. A page that is too slow loses frames, and is told how many.
async fn live(
    State(served): State<Arc<Served>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Told<Response> {
    if !same_origin(&headers) {
        let words = "another site's page asked for live data: only this server's own pages may";
        return Err(No(StatusCode::FORBIDDEN, words.to_owned()));
    }
    if served.arrivals().is_none() {
        let words = "this is a recording: nothing of it is live, ask /api/replay";
        return Err(No(StatusCode::NOT_FOUND, words.to_owned()));
    }
    Ok(upgrade.on_upgrade(move |socket| async move {
        served.pages.add();
        // A page that goes away is no failure.
        if let Err(error) = feed(&served, socket).await {
            tracing::debug!("a live page is gone: {error}");
        }
        served.pages.remove();
    }))
}

/// Browsers say which site a page came from; programs say nothing.
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

async fn feed(served: &Served, mut socket: WebSocket) -> Result<(), axum::Error> {
    let (Some(ring), Some(mut arrivals)) = (served.ring(), served.arrivals()) else {
        return Ok(());
    };
    let mut seen = ring.arrived();
    let mut health = tokio::time::interval(HEALTH_EVERY);
    loop {
        tokio::select! {
            changed = arrivals.changed() => if changed.is_err() {
                return Ok(());
            },
            _ = health.tick() => send(&mut socket, text("health", served.health())).await?,
            heard = socket.recv() => match heard {
                None | Some(Err(_)) | Some(Ok(Message::Close(_))) => return Ok(()),
                Some(Ok(_)) => {}
            },
        }
        let (new, lost) = ring.after(seen);
        seen += lost + new.len() as u64;
        if lost > 0 {
            served.pages.lose(lost);
            send(&mut socket, text("lost", json!(lost))).await?;
        }
        for arrival in new {
            send(&mut socket, message(&arrival)).await?;
        }
    }
}

async fn send(socket: &mut WebSocket, message: Message) -> Result<(), axum::Error> {
    match timeout(GONE, socket.send(message)).await {
        Ok(sent) => sent,
        Err(late) => Err(axum::Error::new(late)),
    }
}

/// A frame: when it came, s; 1 where it is refined; the frame. All else is JSON.
fn message(arrival: &Arrival) -> Message {
    match arrival {
        Arrival::Frame {
            refined,
            received,
            bytes,
        } => {
            let mut out = BytesMut::with_capacity(9 + bytes.len());
            out.put_f64_le(told::seconds(*received));
            out.put_u8(u8::from(*refined));
            out.put_slice(bytes);
            Message::Binary(out.freeze())
        }
        Arrival::Event(event) => text("event", told::event(event)),
        Arrival::Anew => text("anew", Value::Null),
    }
}

fn text(what: &str, value: Value) -> Message {
    Message::Text(json!({ what: value }).to_string().into())
}
