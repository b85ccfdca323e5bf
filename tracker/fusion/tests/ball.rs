//! The ball's way, against ways that are known because they were integrated here, in fine steps.
#![allow(clippy::unwrap_used)]

use nalgebra::{Point3, Vector3};
use trackside_calibration::{Camera, Distortion, Intrinsics, Rig};
use trackside_fusion::{
    BallEvent, BallEventKind, BallKind, Fusion, FusionOptions, Goal, Hoop, LandingPrediction,
    Targets,
};
use trackside_schema::{
    Ball, Ball2d, BallState, CameraId, FrameSet, RawPixel, Stamp, Timestamp, View, WorldPoint,
};

/// Around a court, 18 m away and 6 m high.
fn rig(cameras: usize) -> Rig {
    let camera = |i: usize| {
        let angle = 0.3 + i as f64 * std::f64::consts::TAU / cameras as f64;
        let eye = Point3::new(18.0 * angle.cos(), 18.0 * angle.sin(), 6.0);
        Camera {
            name: format!("cam{i}"),
            size_px: [1920, 1080],
            intrinsics: Intrinsics::centred(1000.0, [1920, 1080]),
            distortion: Distortion::BrownConrady([0.0; 8]),
            cam_from_world: Camera::look_at(eye, Point3::new(0.0, 0.0, 1.0)),
        }
    };
    Rig::new((0..cameras).map(camera).collect()).unwrap()
}

/// Pseudo-random numbers.
struct Noise(u64);

impl Noise {
    fn uniform(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as f64 / 2f64.powi(31)
    }

    /// Bell-like, mean 0, standard deviation 1.
    fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

const STEP_S: f64 = 1e-4;

/// Places every 0.1 ms.
struct Way(Vec<Point3<f64>>);

impl Way {
    fn at(&self, t: f64) -> Point3<f64> {
        let i = (t / STEP_S).round().max(0.0) as usize;
        self.0[i.min(self.0.len() - 1)]
    }

    /// A tennis ball, tossed, struck at `hit_s`, and what the ground gives back; also when it bounces.
    fn serve(hit_s: f64, served: Vector3<f64>, seconds: f64) -> (Way, Vec<f64>) {
        // ½ρA C_D/m with 1.204 kg/m³, 33.5 mm, 0.55, 57.7 g.
        let air = 0.5 * 1.204 * std::f64::consts::PI * 0.0335f64.powi(2) * 0.55 / 0.0577;
        let (mut p, mut v) = (Point3::new(-9.0, 1.0, 1.8), Vector3::new(0.0, 0.0, 4.5));
        let (mut way, mut bounces) = (Vec::new(), Vec::new());
        let steps = (seconds / STEP_S) as usize;
        for i in 0..steps {
            way.push(p);
            if i == (hit_s / STEP_S) as usize {
                v = served;
            }
            let a = -Vector3::z() * 9.81 - v * (air * v.norm());
            p += v * STEP_S + a * (0.5 * STEP_S * STEP_S);
            v += a * STEP_S;
            if p.z < 0.0335 && v.z < 0.0 {
                bounces.push(i as f64 * STEP_S);
                v = Vector3::new(0.75 * v.x, 0.75 * v.y, -0.75 * v.z);
            }
        }
        (Way(way), bounces)
    }
}

/// Moments of cameras that do not fire together, with the ball in most views and `clutter` false candidates in each.
fn moments(rig: &Rig, way: &Way, rate_hz: f64, clutter: usize, seconds: f64) -> Vec<FrameSet> {
    let mut noise = Noise(3);
    let cameras = rig.cameras().len();
    let view = |c: usize, t: f64, noise: &mut Noise| {
        let t = t + (c as f64 / cameras as f64 - 0.5) / rate_hz;
        let mut balls: Vec<_> = (0..clutter)
            .map(|_| [1920.0 * noise.uniform(), 1080.0 * noise.uniform()])
            .collect();
        let shown = rig.cameras()[c].project(WorldPoint(way.at(t)));
        if let Some(at) = shown.filter(|_| noise.uniform() < 0.85) {
            balls.push([at.x + noise.bell(), at.y + noise.bell()]);
        }
        View {
            camera: CameraId(c as u8),
            stamp: Stamp {
                mid_exposure: Timestamp::default().plus_seconds(t),
                ..Stamp::default()
            },
            balls: balls
                .into_iter()
                .map(|[x, y]| Ball2d {
                    at: RawPixel::new(x, y),
                    score: 0.5,
                    sigma_px: 1.0,
                    streak: None,
                })
                .collect(),
            ..View::default()
        }
    };
    (0..(seconds * rate_hz) as u64)
        .map(|tick| {
            let t = tick as f64 / rate_hz;
            FrameSet {
                tick,
                time: Timestamp::default().plus_seconds(t),
                views: (0..cameras).map(|c| view(c, t, &mut noise)).collect(),
            }
        })
        .collect()
}

struct Told {
    landings: Vec<(f64, LandingPrediction)>,
    live: Vec<(f64, Option<Ball>)>,
    smooth: Vec<(f64, Ball)>,
    events: Vec<BallEvent>,
}

fn fuse(rig: Rig, ball: BallKind, moments: &[FrameSet]) -> Told {
    fuse_with(rig, ball, Targets::default(), moments)
}

fn fuse_with(rig: Rig, ball: BallKind, marks: Targets, moments: &[FrameSet]) -> Told {
    let options = FusionOptions {
        ball,
        targets: marks,
        ..FusionOptions::default()
    };
    let mut fusion = Fusion::new(rig, options);
    let mut told = Told {
        landings: Vec::new(),
        live: Vec::new(),
        smooth: Vec::new(),
        events: Vec::new(),
    };
    let seconds = |t: Timestamp| t.seconds_since(Timestamp::default());
    // With nothing to see after the end, until all has been told.
    let last = moments.last().unwrap();
    let after = (1..60).map(|i| FrameSet {
        tick: last.tick + i,
        time: last.time.plus_seconds(i as f64 / 50.0),
        views: Vec::new(),
    });
    let after: Vec<_> = after.collect();
    for moment in moments.iter().chain(&after) {
        let fused = fusion.step(moment);
        if !moment.views.is_empty() {
            told.live.push((seconds(moment.time), fused.ball));
        }
        let smooth = fused.smoothed_balls.iter();
        told.smooth
            .extend(smooth.map(|s| (seconds(s.time), s.ball)));
        told.events.extend(fused.ball_events);
        let landing = fusion.predict_landing().map(|l| (seconds(moment.time), l));
        told.landings.extend(landing);
    }
    told
}

fn off_m(way: &Way, t: f64, ball: &Ball) -> f64 {
    (ball.at.0 - way.at(t)).norm()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// 55 m/s, a little down.
fn served() -> Vector3<f64> {
    Vector3::new(54.6, -2.0, -6.3)
}

#[test]
fn a_serve_among_clutter_is_followed_and_its_speed_and_bounce_are_told() {
    let rig = rig(8);
    let (way, bounces) = Way::serve(0.5, served(), 1.4);
    let told = fuse(
        rig.clone(),
        BallKind::Tennis,
        &moments(&rig, &way, 50.0, 20, 1.4),
    );
    let known: Vec<_> = told
        .live
        .iter()
        .filter(|l| l.0 < 0.8)
        .filter_map(|(t, b)| b.map(|b| off_m(&way, *t, &b)))
        .collect();
    assert!(known.len() >= 38, "{} of 40 known", known.len());
    let live = median(known);
    let smooth = median(
        told.smooth
            .iter()
            .map(|(t, b)| off_m(&way, *t, b))
            .collect(),
    );
    assert!(live < 0.025 && smooth < 0.015, "{live} {smooth}");

    let hits = |e: &&BallEvent| e.kind == BallEventKind::Hit;
    let hit = told.events.iter().find(hits).expect("the serve is told");
    let t = hit.time.seconds_since(Timestamp::default());
    assert!((t - 0.5).abs() < 0.005, "struck at {t}");
    let speed = served().norm();
    assert!(
        (hit.speed_m_s / speed - 1.0).abs() < 0.01,
        "{}",
        hit.speed_m_s
    );

    let first = told
        .events
        .iter()
        .find(|e| e.kind == BallEventKind::Bounce)
        .expect("the bounce is told");
    let t = first.time.seconds_since(Timestamp::default());
    assert!((t - bounces[0]).abs() < 0.005, "{t} {}", bounces[0]);
}

#[test]
fn a_ball_that_nobody_sees_is_predicted_and_never_called_seen() {
    let rig = rig(5);
    let (way, _) = Way::serve(9.0, Vector3::zeros(), 1.2);
    let mut moments = moments(&rig, &way, 50.0, 0, 1.2);
    let hidden = 20..26;
    for moment in &mut moments[hidden.clone()] {
        moment.views.iter_mut().for_each(|v| v.balls.clear());
    }
    let told = fuse(rig, BallKind::Tennis, &moments);
    for (i, (t, ball)) in told.live.iter().enumerate().skip(2) {
        let ball = ball.expect("its way is known");
        let state = if hidden.contains(&i) {
            BallState::Predicted
        } else {
            BallState::Measured
        };
        assert_eq!(ball.state, state, "at {t}");
        // What is predicted is vaguer, and says so.
        let off = off_m(&way, *t, &ball);
        assert!(off < 4.0 * f64::from(ball.sigma_m), "{off} at {t}");
    }
    let sigma = |i: usize| told.live[i].1.map_or(0.0, |b| b.sigma_m);
    assert!(sigma(25) > sigma(19));
}

#[test]
fn candidates_that_agree_with_none_make_no_ball() {
    let rig = rig(6);
    let nowhere = Way(vec![Point3::new(0.0, 0.0, -500.0)]);
    let told = fuse(
        rig.clone(),
        BallKind::Football,
        &moments(&rig, &nowhere, 25.0, 20, 40.0),
    );
    let false_balls = told.live.iter().filter(|l| l.1.is_some()).count();
    assert!(false_balls <= 2, "{false_balls} of {}", told.live.len());
}

/// A flight without air or spin, which all cameras see for `seconds` from 0 on; it ends there.
fn thrown(from: [f64; 3], velocity: [f64; 3], seconds: f64) -> Way {
    let (p, v) = (Point3::from(from), Vector3::from(velocity));
    let at = |i: usize| {
        let t = i as f64 * STEP_S;
        p + v * t - Vector3::z() * (0.5 * 9.81 * t * t)
    };
    Way((0..(seconds / STEP_S) as usize).map(at).collect())
}

#[test]
fn a_ball_that_is_let_go_between_moments_left_when_and_as_fast_as_it_did() {
    let velocity = [3.0, 1.0, 4.5];
    for left in [0.605, 0.615, 0.625, 0.635] {
        let flight = thrown([0.0, 0.0, 1.5], velocity, 0.7);
        let held = std::iter::repeat_n(flight.0[0], (left / STEP_S) as usize);
        let way = Way(held.chain(flight.0).collect());
        let rig = rig(6);
        let moments = moments(&rig, &way, 25.0, 2, left + 0.7);
        let told = fuse(rig, BallKind::Shot, &moments);
        let kinds = [BallEventKind::Hit, BallEventKind::Throw];
        let event = told.events.iter().find(|e| kinds.contains(&e.kind));
        let event = event.expect("it is let go");
        let late = event.time.seconds_since(Timestamp::default()) - left;
        assert!(late.abs() < 0.008, "{late} s late, of {left}");
        let fast = event.speed_m_s / Vector3::from(velocity).norm() - 1.0;
        assert!(fast.abs() < 0.015, "{fast} off, of {left}");
    }
}

/// What of these is told of a shot that is heavy enough for air not to matter.
fn told_of(
    way: &Way,
    ball: BallKind,
    marks: Targets,
    seconds: f64,
    kinds: &[BallEventKind],
) -> Vec<BallEvent> {
    let rig = rig(8);
    let moments = moments(&rig, way, 50.0, 2, seconds);
    let told = fuse_with(rig, ball, marks, &moments);
    let of = |e: &BallEvent| kinds.contains(&e.kind).then_some(*e);
    told.events.iter().filter_map(of).collect()
}

#[test]
fn a_ball_wholly_over_the_line_is_a_goal_and_one_that_is_not_is_none() {
    use BallEventKind::{Goal as Scored, Out};
    let goal = Goal {
        at_m: [8.0, 0.0],
        width_m: 7.32,
        height_m: 2.44,
    };
    let marks = Targets {
        lines_m: Some([-8.0, -6.0, 8.0, 6.0]),
        goals: vec![goal],
        hoops: Vec::new(),
    };
    let shoot = |y: f64, up: f64, seconds: f64| {
        let way = thrown([0.0, y, 1.2], [16.0, 0.0, up], seconds);
        told_of(
            &way,
            BallKind::Football,
            marks.clone(),
            seconds,
            &[Scored, Out],
        )
    };
    // The ball's centre passes a ball's radius behind the line 0.507 s after it left.
    let inside = shoot(1.0, 2.0, 0.6);
    assert_eq!(inside.len(), 1, "{inside:?}");
    assert_eq!(inside[0].kind, Scored);
    let t = inside[0].time.seconds_since(Timestamp::default());
    assert!((t - 8.11 / 16.0).abs() < 0.01, "{t}");
    assert!(inside[0].score > 0.98, "{}", inside[0].score);
    // Past the post and over the bar it is out.
    for (y, up) in [(4.4, 2.0), (0.0, 6.5)] {
        let past = shoot(y, up, 0.6);
        assert_eq!(past.iter().map(|e| e.kind).collect::<Vec<_>>(), [Out]);
    }
    // On the line, it is neither.
    let short = shoot(1.0, 2.0, 0.5);
    assert!(short.is_empty(), "{short:?}");
}

#[test]
fn a_ball_through_the_ring_is_a_basket_and_one_beside_it_is_none() {
    let ring = Hoop {
        at_m: [3.0, 0.0, 3.05],
        radius_m: 0.225,
    };
    // Comes down to 3.05 m after 1.0 s.
    let way = |vx: f64| thrown([0.0, 0.0, 2.2], [vx, 0.0, 0.85 + 0.5 * 9.81], 1.2);
    let of = |way: Way| {
        let marks = Targets {
            hoops: vec![ring],
            ..Targets::default()
        };
        told_of(&way, BallKind::Shot, marks, 1.2, &[BallEventKind::Basket])
    };
    let through = of(way(3.05));
    assert_eq!(through.len(), 1);
    let t = through[0].time.seconds_since(Timestamp::default());
    assert!(
        (t - 1.0).abs() < 0.01 && through[0].score > 0.9,
        "{:?}",
        through[0]
    );
    assert!(of(way(3.4)).is_empty());
    // 40 mm below the ring it is thrown back up.
    let mut back = way(3.05);
    back.0.truncate((1.01 / STEP_S) as usize);
    let again: Vec<_> = back.0.iter().rev().copied().collect();
    back.0.extend(again);
    let told = of(back);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_serve_is_called_by_the_line_and_its_landing_is_known_before() {
    let rig = rig(8);
    let (way, bounces) = Way::serve(0.5, served(), 1.4);
    let moments = moments(&rig, &way, 50.0, 5, 1.4);
    let landed = way.at(bounces[0]);
    let call = |line_x: f64| {
        let marks = Targets {
            lines_m: Some([-20.0, -6.0, line_x, 6.0]),
            ..Targets::default()
        };
        let told = fuse_with(rig.clone(), BallKind::Tennis, marks, &moments);
        let calls = |e: &&BallEvent| matches!(e.kind, BallEventKind::In | BallEventKind::Out);
        let call = told.events.iter().find(calls).map(|e| (e.kind, e.score));
        (call.expect("it is called"), told)
    };
    let ((kind, score), told) = call(landed.x + 0.3);
    assert!(
        kind == BallEventKind::In && score > 0.95,
        "{kind:?} {score}"
    );
    assert_eq!(call(landed.x - 0.3).0.0, BallEventKind::Out);
    // On the line nobody can be sure.
    assert!(call(landed.x).0.1 < 0.98);

    let seen = 0.5 + 0.6 * (bounces[0] - 0.5);
    let (_, landing) = told
        .landings
        .iter()
        .rfind(|l| l.0 <= seen)
        .expect("it is predicted");
    let off = (landing.at.0 - landed).xy();
    let [xx, xy, yy] = landing.covariance_m2;
    let square =
        (yy * off.x * off.x - 2.0 * xy * off.x * off.y + xx * off.y * off.y) / (xx * yy - xy * xy);
    assert!(off.norm() < 0.5 && square < 9.2, "{off} {landing:?}");
    let t = landing.time.seconds_since(Timestamp::default());
    assert!((t - bounces[0]).abs() < 0.03, "{t} {}", bounces[0]);
}
