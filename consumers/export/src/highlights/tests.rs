#![allow(clippy::unwrap_used)]

use trackside_schema::{JOINT_COUNT, Joint3d, WorldPoint};

use super::*;

fn at(seconds: f64) -> Timestamp {
    Timestamp::default().plus_seconds(seconds)
}

/// A frame with one athlete of this speed and height of the feet.
fn frame(t: f64, id: u32, speed_m_s: f64, feet_m: f64) -> TrackingFrame {
    let joint = Joint3d {
        at: WorldPoint::new(1.0, 2.0, feet_m),
        sigma_m: 0.01,
        views: 3,
    };
    let athlete = Athlete {
        id: AthleteId(id),
        team: None,
        number: None,
        state: TrackState::Confirmed,
        skeleton: [Some(joint); JOINT_COUNT],
        velocity_m_s: Some([speed_m_s, 0.0, 0.0]),
    };
    TrackingFrame {
        time: at(t),
        athletes: vec![athlete],
        ..TrackingFrame::default()
    }
}

fn event(t: f64, kind: &str, place: [f32; 3]) -> v1::Event {
    v1::Event {
        time_ns: at(t).0,
        kind: kind.into(),
        at_m: Some(v1::Vector3 {
            x: place[0],
            y: place[1],
            z: place[2],
        }),
        ..v1::Event::default()
    }
}

fn collect(fill: impl FnOnce(&mut Highlights)) -> Vec<Highlight> {
    let line = [[-5.0, 3.0], [5.0, 3.0]];
    let mut all = Highlights::new(parse_rules(RULES).unwrap(), vec![line]);
    fill(&mut all);
    all.ranked(12)
}

#[test]
fn best_highlight_comes_first_and_once() {
    let found = collect(|all| {
        for i in 0..1000 {
            let t = f64::from(i) * 0.02;
            // Two sprints, the second one faster, and one impossible speed.
            let speed = 5.5 * (-(t - 4.0).powi(2)).exp() + 8.0 * (-(t - 12.0).powi(2)).exp();
            all.push_frame(&frame(t, 7, if i == 800 { 99.0 } else { speed }, 0.03));
        }
    });
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].title, "Athlete 7 at 8.0 m/s");
    assert_eq!(found[1].title, "Athlete 7 at 5.5 m/s");
    assert!((found[0].time.seconds_since(at(12.0))).abs() < 0.03);
    assert_eq!(found[0].from, found[0].time.plus_seconds(-2.5));
}

#[test]
fn jumps_high_balls_and_close_bounces_score_and_clips_stay_within_the_recording() {
    let found = collect(|all| {
        for i in 0..500 {
            let t = f64::from(i) * 0.02;
            all.push_frame(&frame(
                t,
                1,
                0.0,
                0.03 + 0.5 * (-(20.0 * (t - 1.0)).powi(2)).exp(),
            ));
        }
        all.push_event(&event(5.0, "apex", [1.0, 1.0, 4.4]));
        all.push_event(&event(5.2, "apex", [1.0, 1.0, 1.4]));
        all.push_event(&event(9.0, "bounce", [0.0, 2.95, 0.1]));
        all.push_event(&event(9.1, "bounce", [0.0, 1.0, 0.1]));
    });
    let titles: Vec<_> = found.iter().map(|h| h.title.as_str()).collect();
    let jump = "Athlete 1 jumps 0.53 m";
    assert_eq!(
        titles,
        ["A bounce 0.05 m from a line", jump, "The ball, 4.4 m high"]
    );
    assert_eq!((found[1].from, found[0].to), (at(0.0), at(9.98)));
}

#[test]
fn many_events_within_seconds_are_a_crowd() {
    let found = collect(|all| {
        for i in 0..10 {
            all.push_frame(&frame(f64::from(i), 1, 0.0, 0.0));
        }
        for i in 0..9 {
            all.push_event(&event(5.0 + 0.2 * f64::from(i), "catch", [0.0; 3]));
        }
    });
    assert_eq!(found[0].title, "9 events in a few seconds");
    assert_eq!((found[0].from, found[0].to), (at(4.0), at(7.6)));
}

#[test]
fn inconsistent_rule_is_named_and_renamed_keys_are_explained() {
    let rule = |on: &str, measure: &str, saturation: &str| {
        let text = format!(
            "[[rule]]\ntitle = \"odd\"\non = \"{on}\"\nmeasure = \"{measure}\"\nthreshold = 1\nsaturation = {saturation}\n\
             before_s = 1\nafter_s = 1\n"
        );
        parse_rules(&text).map(|r| r.len())
    };
    assert_eq!(rule("kick", "height_m", "2"), Ok(1));
    assert!(
        rule("athlete", "count", "2")
            .unwrap_err()
            .contains("rule \"odd\"")
    );
    assert!(
        rule("crowd", "jump_m", "2")
            .unwrap_err()
            .contains("no such measure")
    );
    assert!(
        rule("kick", "height_m", "1")
            .unwrap_err()
            .contains("threshold and saturation must differ")
    );
    assert!(
        rule("kick", "weight_kg", "2")
            .unwrap_err()
            .contains("weight_kg")
    );
    let old = RULES.replace("threshold", "least");
    let error = parse_rules(&old).unwrap_err();
    assert!(
        error.contains("`least` is now called `threshold`"),
        "{error}"
    );
}
