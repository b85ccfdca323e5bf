//! The ball's path, live and smoothed, and its events, against paths that are integrated here in fine steps.
#![allow(clippy::unwrap_used)]

mod venue;

use nalgebra::{Point3, Vector3};
use trackside_calibration::Rig;
use trackside_fusion::{
    BallEvent, BallEventKind, Fusion, FusionOptions, Goal, Hoop, LandingPrediction, Targets,
};
use trackside_schema::{Ball, BallState, CameraId, FrameSet, Stamp, View, WorldPoint};
use trackside_sports::BallKind;
use venue::{CameraRing, TestRng, candidate, seconds, time};

/// Cameras around a court, 18 m away and 6 m high.
fn court_rig(cameras: usize) -> Rig {
    let ring = CameraRing {
        radius_m: 18.0,
        height_m: 6.0,
        focal_px: 1000.0,
        look_at_m: 1.0,
        distortion: [0.0, 0.0],
    };
    ring.rig(cameras)
}

const STEP_S: f64 = 1e-4;

/// Positions every 0.1 ms.
struct Path(Vec<Point3<f64>>);

impl Path {
    fn at(&self, t: f64) -> Point3<f64> {
        let i = (t / STEP_S).round().max(0.0) as usize;
        self.0[i.min(self.0.len() - 1)]
    }
}

/// A tennis ball, tossed, struck at `hit_s`, and bouncing; also the times of its bounces.
fn serve(hit_s: f64, velocity: Vector3<f64>, seconds: f64) -> (Path, Vec<f64>) {
    // ½ρA C_D/m with 1.204 kg/m³, 33.5 mm, 0.55, 57.7 g.
    let air = 0.5 * 1.204 * std::f64::consts::PI * 0.0335f64.powi(2) * 0.55 / 0.0577;
    let (mut p, mut v) = (Point3::new(-9.0, 1.0, 1.8), Vector3::new(0.0, 0.0, 4.5));
    let (mut path, mut bounces) = (Vec::new(), Vec::new());
    let steps = (seconds / STEP_S) as usize;
    for i in 0..steps {
        path.push(p);
        if i == (hit_s / STEP_S) as usize {
            v = velocity;
        }
        let a = -Vector3::z() * 9.81 - v * (air * v.norm());
        p += v * STEP_S + a * (0.5 * STEP_S * STEP_S);
        v += a * STEP_S;
        if p.z < 0.0335 && v.z < 0.0 {
            bounces.push(i as f64 * STEP_S);
            v = Vector3::new(0.75 * v.x, 0.75 * v.y, -0.75 * v.z);
        }
    }
    (Path(path), bounces)
}

/// 55 m/s, a little downwards.
fn served() -> Vector3<f64> {
    Vector3::new(54.6, -2.0, -6.3)
}

/// A flight without air or spin.
fn thrown(from: [f64; 3], velocity: [f64; 3], seconds: f64) -> Path {
    let (p, v) = (Point3::from(from), Vector3::from(velocity));
    let at = |i: usize| {
        let t = i as f64 * STEP_S;
        p + v * t - Vector3::z() * (0.5 * 9.81 * t * t)
    };
    Path((0..(seconds / STEP_S) as usize).map(at).collect())
}

/// Frame sets of cameras with evenly spread exposures, with the ball in most views and `clutter` false candidates in each.
fn frame_sets(rig: &Rig, path: &Path, rate_hz: f64, clutter: usize, seconds: f64) -> Vec<FrameSet> {
    let mut rng = TestRng(3);
    let cameras = rig.cameras().len();
    let view = |c: usize, t: f64, rng: &mut TestRng| {
        let t = t + (c as f64 / cameras as f64 - 0.5) / rate_hz;
        let mut balls: Vec<_> = (0..clutter)
            .map(|_| [1920.0 * rng.uniform(), 1080.0 * rng.uniform()])
            .map(|[x, y]| candidate(x, y))
            .collect();
        let at = rig.cameras()[c].project(WorldPoint(path.at(t)));
        if let Some(at) = at.filter(|_| rng.uniform() < 0.85) {
            balls.push(candidate(at.x + rng.normal(), at.y + rng.normal()));
        }
        View {
            camera: CameraId(c as u8),
            stamp: Stamp {
                mid_exposure: time(t),
                ..Stamp::default()
            },
            balls,
            ..View::default()
        }
    };
    (0..(seconds * rate_hz) as u64)
        .map(|tick| {
            let t = tick as f64 / rate_hz;
            FrameSet {
                tick,
                time: time(t),
                views: (0..cameras).map(|c| view(c, t, &mut rng)).collect(),
            }
        })
        .collect()
}

/// Everything that fusion outputs of a ball, with times in s.
#[derive(Default)]
struct BallOutput {
    landings: Vec<(f64, LandingPrediction)>,
    live: Vec<(f64, Option<Ball>)>,
    smoothed: Vec<(f64, Ball)>,
    events: Vec<BallEvent>,
}

fn track(rig: Rig, ball: BallKind, targets: Targets, frame_sets: &[FrameSet]) -> BallOutput {
    let options = FusionOptions {
        ball,
        targets,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig, options);
    let mut all = BallOutput::default();
    // Empty frame sets follow, until everything is output.
    let last = frame_sets.last().unwrap();
    let after = (1..60).map(|i| FrameSet {
        tick: last.tick + i,
        time: last.time.plus_seconds(i as f64 / 50.0),
        views: Vec::new(),
    });
    let after: Vec<_> = after.collect();
    for frame_set in frame_sets.iter().chain(&after) {
        let output = fusion.step(frame_set);
        if !frame_set.views.is_empty() {
            all.live.push((seconds(frame_set.time), output.ball));
        }
        let smoothed = output.smoothed_balls.iter();
        all.smoothed
            .extend(smoothed.map(|s| (seconds(s.time), s.ball)));
        all.events.extend(output.ball_events);
        let landing = fusion.predict_landing();
        all.landings
            .extend(landing.map(|l| (seconds(frame_set.time), l)));
    }
    all
}

/// The events of these kinds, as 8 cameras at 50 Hz show them.
fn events_of_kinds(
    path: &Path,
    ball: BallKind,
    targets: Targets,
    seconds: f64,
    kinds: &[BallEventKind],
) -> Vec<BallEvent> {
    let rig = court_rig(8);
    let frame_sets = frame_sets(&rig, path, 50.0, 2, seconds);
    let output = track(rig, ball, targets, &frame_sets);
    let of = |e: &BallEvent| kinds.contains(&e.kind).then_some(*e);
    output.events.iter().filter_map(of).collect()
}

fn error_m(path: &Path, t: f64, ball: &Ball) -> f64 {
    (ball.at.0 - path.at(t)).norm()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn a_serve_in_clutter_is_tracked_with_its_speed_and_bounce() {
    let rig = court_rig(8);
    let (path, bounces) = serve(0.5, served(), 1.4);
    let frame_sets = frame_sets(&rig, &path, 50.0, 20, 1.4);
    let output = track(rig, BallKind::Tennis, Targets::default(), &frame_sets);
    let errors: Vec<_> = output
        .live
        .iter()
        .filter(|l| l.0 < 0.8)
        .filter_map(|(t, b)| b.map(|b| error_m(&path, *t, &b)))
        .collect();
    assert!(errors.len() >= 38, "{} of 40 tracked", errors.len());
    let live = median(errors);
    let smoothed = output.smoothed.iter().map(|(t, b)| error_m(&path, *t, b));
    let smoothed = median(smoothed.collect());
    assert!(live < 0.025 && smoothed < 0.015, "{live} {smoothed}");

    let is_hit = |e: &&BallEvent| e.kind == BallEventKind::Hit;
    let hit = output.events.iter().find(is_hit).expect("the serve");
    let t = seconds(hit.time);
    assert!((t - 0.5).abs() < 0.005, "struck at {t}");
    let ratio = hit.speed_m_s / served().norm();
    assert!((ratio - 1.0).abs() < 0.01, "{}", hit.speed_m_s);

    let is_bounce = |e: &&BallEvent| e.kind == BallEventKind::Bounce;
    let first = output.events.iter().find(is_bounce).expect("the bounce");
    let t = seconds(first.time);
    assert!((t - bounces[0]).abs() < 0.005, "{t} {}", bounces[0]);
}

#[test]
fn a_ball_without_views_is_predicted_never_measured() {
    let rig = court_rig(5);
    let (path, _) = serve(9.0, Vector3::zeros(), 1.2);
    let mut frame_sets = frame_sets(&rig, &path, 50.0, 0, 1.2);
    let hidden = 20..26;
    for frame_set in &mut frame_sets[hidden.clone()] {
        frame_set.views.iter_mut().for_each(|v| v.balls.clear());
    }
    let output = track(rig, BallKind::Tennis, Targets::default(), &frame_sets);
    for (i, (t, ball)) in output.live.iter().enumerate().skip(2) {
        let ball = ball.expect("it is tracked");
        let state = if hidden.contains(&i) {
            BallState::Predicted
        } else {
            BallState::Measured
        };
        assert_eq!(ball.state, state, "at {t}");
        let error = error_m(&path, *t, &ball);
        assert!(error < 4.0 * f64::from(ball.sigma_m), "{error} at {t}");
    }
    // The uncertainty grows while it is predicted.
    let sigma = |i: usize| output.live[i].1.map_or(0.0, |b| b.sigma_m);
    assert!(sigma(25) > sigma(19));
}

#[test]
fn clutter_makes_no_ball() {
    let rig = court_rig(6);
    let nowhere = Path(vec![Point3::new(0.0, 0.0, -500.0)]);
    let frame_sets = frame_sets(&rig, &nowhere, 25.0, 20, 40.0);
    let output = track(rig, BallKind::Football, Targets::default(), &frame_sets);
    let false_balls = output.live.iter().filter(|l| l.1.is_some()).count();
    assert!(false_balls <= 2, "{false_balls} of {}", output.live.len());
}

#[test]
fn a_release_between_frame_sets_has_its_true_time_and_speed() {
    let velocity = [3.0, 1.0, 4.5];
    for release_s in [0.605, 0.615, 0.625, 0.635] {
        let flight = thrown([0.0, 0.0, 1.5], velocity, 0.7);
        let held = std::iter::repeat_n(flight.0[0], (release_s / STEP_S) as usize);
        let path = Path(held.chain(flight.0).collect());
        let rig = court_rig(6);
        let frame_sets = frame_sets(&rig, &path, 25.0, 2, release_s + 0.7);
        let output = track(rig, BallKind::Shot, Targets::default(), &frame_sets);
        let kinds = [BallEventKind::Hit, BallEventKind::Throw];
        let event = output.events.iter().find(|e| kinds.contains(&e.kind));
        let event = event.expect("the release");
        let late_s = seconds(event.time) - release_s;
        assert!(late_s.abs() < 0.008, "{late_s} s late, of {release_s}");
        let excess = event.speed_m_s / Vector3::from(velocity).norm() - 1.0;
        assert!(excess.abs() < 0.015, "{excess} too fast, of {release_s}");
    }
}

#[test]
fn only_a_ball_wholly_over_the_line_is_a_goal() {
    use BallEventKind::{Goal as Scored, Out};
    let goal = Goal {
        at_m: [8.0, 0.0],
        width_m: 7.32,
        height_m: 2.44,
    };
    let targets = Targets {
        lines_m: Some([-8.0, -6.0, 8.0, 6.0]),
        goals: vec![goal],
        hoops: Vec::new(),
    };
    let shoot = |y: f64, up: f64, seconds: f64| {
        let path = thrown([0.0, y, 1.2], [16.0, 0.0, up], seconds);
        let kinds = [Scored, Out];
        events_of_kinds(&path, BallKind::Football, targets.clone(), seconds, &kinds)
    };
    // The ball's centre is a ball's radius behind the line 0.507 s after it left.
    let inside = shoot(1.0, 2.0, 0.6);
    assert_eq!(inside.len(), 1, "{inside:?}");
    assert_eq!(inside[0].kind, Scored);
    let t = seconds(inside[0].time);
    assert!((t - 8.11 / 16.0).abs() < 0.01, "{t}");
    assert!(inside[0].score > 0.98, "{}", inside[0].score);
    // Past the post and over the bar it is out.
    for (y, up) in [(4.4, 2.0), (0.0, 6.5)] {
        let past = shoot(y, up, 0.6);
        assert_eq!(past.iter().map(|e| e.kind).collect::<Vec<_>>(), [Out]);
    }
    // On the line it is neither.
    let short = shoot(1.0, 2.0, 0.5);
    assert!(short.is_empty(), "{short:?}");
}

#[test]
fn only_a_ball_through_the_hoop_is_a_basket() {
    let hoop = Hoop {
        at_m: [3.0, 0.0, 3.05],
        radius_m: 0.225,
    };
    // Descends to 3.05 m after 1.0 s.
    let path = |vx: f64| thrown([0.0, 0.0, 2.2], [vx, 0.0, 0.85 + 0.5 * 9.81], 1.2);
    let baskets = |path: Path| {
        let targets = Targets {
            hoops: vec![hoop],
            ..Targets::default()
        };
        let kinds = [BallEventKind::Basket];
        events_of_kinds(&path, BallKind::Shot, targets, 1.2, &kinds)
    };
    let through = baskets(path(3.05));
    assert_eq!(through.len(), 1);
    let t = seconds(through[0].time);
    assert!(
        (t - 1.0).abs() < 0.01 && through[0].score > 0.9,
        "{:?}",
        through[0]
    );
    assert!(baskets(path(3.4)).is_empty());
    // 40 mm below the hoop it is thrown back up.
    let mut returned = path(3.05);
    returned.0.truncate((1.01 / STEP_S) as usize);
    let back: Vec<_> = returned.0.iter().rev().copied().collect();
    returned.0.extend(back);
    let events = baskets(returned);
    assert!(events.is_empty(), "{events:?}");
}

#[test]
fn a_serve_has_a_line_call_and_a_landing_prediction() {
    let rig = court_rig(8);
    let (path, bounces) = serve(0.5, served(), 1.4);
    let frame_sets = frame_sets(&rig, &path, 50.0, 5, 1.4);
    let landed = path.at(bounces[0]);
    let call = |line_x: f64| {
        let targets = Targets {
            lines_m: Some([-20.0, -6.0, line_x, 6.0]),
            ..Targets::default()
        };
        let output = track(rig.clone(), BallKind::Tennis, targets, &frame_sets);
        let is_call = |e: &&BallEvent| matches!(e.kind, BallEventKind::In | BallEventKind::Out);
        let call = output
            .events
            .iter()
            .find(is_call)
            .map(|e| (e.kind, e.score));
        (call.expect("the line call"), output)
    };
    let ((kind, score), output) = call(landed.x + 0.3);
    assert!(
        kind == BallEventKind::In && score > 0.95,
        "{kind:?} {score}"
    );
    assert_eq!(call(landed.x - 0.3).0.0, BallEventKind::Out);
    // On the line no call is certain.
    assert!(call(landed.x).0.1 < 0.98);

    let predicted_at = 0.5 + 0.6 * (bounces[0] - 0.5);
    let (_, landing) = output
        .landings
        .iter()
        .rfind(|l| l.0 <= predicted_at)
        .expect("it is predicted");
    let error = (landing.at.0 - landed).xy();
    let [xx, xy, yy] = landing.covariance_m2;
    let mahalanobis_sq = (yy * error.x * error.x - 2.0 * xy * error.x * error.y
        + xx * error.y * error.y)
        / (xx * yy - xy * xy);
    assert!(
        error.norm() < 0.5 && mahalanobis_sq < 9.2,
        "{error} {landing:?}"
    );
    let t = seconds(landing.time);
    assert!((t - bounces[0]).abs() < 0.03, "{t} {}", bounces[0]);
}
