//! Views generated from a known world, and the effect of each fault on them.
#![allow(clippy::unwrap_used)]

use trackside_schema::{CameraId, FrameSet, Joint, View, WorldPoint};
use trackside_simulation::{FrameSets, ViewGenerator, World, WorldFile, WorldState};

const CLEAN: [&str; 11] = [
    "views.noise_px=0.0",
    "views.ball_noise_px=0.0",
    "views.missed_share=0.0",
    "views.outlier_share=0.0",
    "views.missed_people_share=0.0",
    "views.false_people=0.0",
    "views.missed_ball_share=0.0",
    "views.false_balls=0.0",
    "views.occlusion=false",
    "clocks.jitter_s=0.0",
    "views.min_person_px=0.0",
];

fn world(venue: &str, seed: u64, set: &[&str]) -> World {
    let set: Vec<String> = set.iter().map(|s| (*s).to_owned()).collect();
    World::new(&WorldFile::open(venue, &set).unwrap(), seed).unwrap()
}

fn clean(venue: &str, seed: u64, more: &[&str]) -> World {
    let set: Vec<&str> = CLEAN.iter().chain(more).copied().collect();
    world(venue, seed, &set)
}

fn frame_sets(world: &World, seconds: f64) -> Vec<FrameSet> {
    FrameSets::new(world, 25.0, seconds)
        .unwrap()
        .map(|m| m.0)
        .collect()
}

fn views_of(frame_sets: &[FrameSet], camera: u8) -> Vec<&View> {
    frame_sets
        .iter()
        .flat_map(|m| &m.views)
        .filter(|v| v.camera == CameraId(camera))
        .collect()
}

#[test]
fn the_same_image_is_the_same_view() {
    let world = world("basketball", 3, &[]);
    let mut a = ViewGenerator::new(&world);
    let mut b = ViewGenerator::new(&world);
    let forwards: Vec<_> = (0..20).map(|i| a.view(2, i)).collect();
    let backwards: Vec<_> = (0..20).rev().map(|i| b.view(2, i)).collect();
    assert!(forwards.iter().eq(backwards.iter().rev()));
}

#[test]
fn clean_views_are_the_projected_truth_at_their_own_times() {
    let world = clean("basketball", 3, &[]);
    let mut instant = WorldState::default();
    for frame_set in frame_sets(&world, 2.0).iter().step_by(7) {
        for view in &frame_set.views {
            let synthetic = &world.cameras()[view.camera.index()];
            world.at(view.stamp.mid_exposure.0 as f64 * 1e-9, &mut instant);
            assert!(!view.people.is_empty());
            for person in &view.people {
                let max_error_px = |pose: &trackside_simulation::ActorPose| {
                    person
                        .detected_joints()
                        .map(|(j, k)| {
                            let at = WorldPoint(pose.joints[j.index()]);
                            synthetic
                                .camera
                                .project(at)
                                .map_or(1e9, |p| p.distance(k.at))
                        })
                        .fold(0.0, f64::max)
                };
                let best = instant
                    .actors
                    .iter()
                    .map(max_error_px)
                    .fold(f64::INFINITY, f64::min);
                assert!(best < 1e-2, "{best} px");
                assert!(
                    person
                        .detected_joints()
                        .all(|(_, k)| synthetic.camera.is_in_image(k.at))
                );
            }
        }
    }
}

#[test]
fn noise_has_the_requested_size() {
    let set = ["views.noise_px=3.0", "people.per_team=1"];
    let (noisy, exact) = (
        clean("basketball", 5, &set),
        clean("basketball", 5, &set[1..]),
    );
    let (mut a, mut b) = (ViewGenerator::new(&noisy), ViewGenerator::new(&exact));
    let (mut sum, mut n) = (0.0, 0.0);
    for image in 0..60 {
        let (a, b) = (a.view(1, image).unwrap(), b.view(1, image).unwrap());
        for p in &a.people {
            // The order of people is random too: the nearest is the same person.
            let near = b.people.iter().map(|q| {
                p.detected_joints()
                    .zip(q.detected_joints())
                    .map(|((_, k), (_, l))| k.at.distance(l.at).powi(2))
                    .sum::<f64>()
                    / 26.0
            });
            sum += near.fold(f64::INFINITY, f64::min);
            n += 1.0;
        }
    }
    let sigma = (sum / n / 2.0).sqrt();
    assert!((2.8..3.2).contains(&sigma), "{sigma} px over {n}");
}

#[test]
fn every_athlete_is_visible_in_two_cameras() {
    for venue in ["basketball", "sprint", "football"] {
        let world = clean(venue, 6, &[]);
        let (mut instant, mut visible, mut all) = (WorldState::default(), 0, 0);
        for k in 0..60 {
            world.at(f64::from(k) * 0.2, &mut instant);
            for pose in &instant.actors {
                let hip = WorldPoint(pose.joints[Joint::Hip.index()]);
                let cameras = world.cameras().iter().filter(|c| {
                    c.camera
                        .project(hip)
                        .is_some_and(|p| c.camera.is_in_image(p))
                });
                all += 1;
                visible += usize::from(cameras.count() >= 2);
            }
        }
        assert!(
            f64::from(visible as u32) > 0.98 * f64::from(all),
            "{venue}: {visible} of {all}"
        );
    }
}

#[test]
fn bodies_hide_what_is_behind_them() {
    let joints = |w: &World| -> usize {
        frame_sets(w, 2.0)
            .iter()
            .flat_map(|m| &m.views)
            .flat_map(|v| &v.people)
            .map(|p| p.detected_joints().count())
            .sum()
    };
    let open = joints(&clean("basketball", 2, &[]));
    let hidden = joints(&clean("basketball", 2, &["views.occlusion=true"]));
    let share = hidden as f64 / open as f64;
    assert!(
        (0.6..0.97).contains(&share),
        "{share} of the joints are visible"
    );
}

#[test]
fn lost_images_are_missing() {
    let all = frame_sets(&clean("basketball", 1, &[]), 8.0);
    assert!(all.iter().filter(|m| m.views.len() == 6).count() > 195);
    let some = frame_sets(&clean("basketball", 1, &["cameras.drop_share=0.2"]), 8.0);
    let kept = views_of(&some, 0).len() as f64 / 200.0;
    assert!((0.7..0.9).contains(&kept), "{kept}");
    let late = frame_sets(&clean("basketball", 1, &["cameras.late_share=0.3"]), 8.0);
    let kept = views_of(&late, 0).len() as f64 / 200.0;
    assert!((0.58..0.82).contains(&kept), "{kept}");
}

#[test]
fn a_dead_camera_gives_no_views_and_returns() {
    let frame_sets = frame_sets(
        &clean("basketball", 1, &["camera.cam_03.dead_s=[1.0, 2.0]"]),
        3.0,
    );
    let times: Vec<f64> = views_of(&frame_sets, 2)
        .iter()
        .map(|v| v.stamp.mid_exposure.0 as f64 * 1e-9)
        .collect();
    assert!(times.iter().all(|t| !(1.0..2.0).contains(t)));
    assert!(times.iter().any(|t| *t < 1.0) && times.iter().any(|t| *t > 2.0));
}

#[test]
fn a_frozen_camera_and_a_repeated_image_show_the_past() {
    let frozen = frame_sets(
        &clean("basketball", 1, &["camera.cam_01.frozen_s=[1.0, 2.0]"]),
        2.5,
    );
    let during: Vec<_> = views_of(&frozen, 0)
        .into_iter()
        .filter(|v| (1.02..1.98).contains(&(v.stamp.mid_exposure.0 as f64 * 1e-9)))
        .collect();
    assert!(during.len() > 15 && during.windows(2).all(|w| w[0].people == w[1].people));
    let repeated = |set: &[&str]| {
        let frame_sets = frame_sets(&clean("basketball", 1, set), 4.0);
        views_of(&frame_sets, 0)
            .windows(2)
            .filter(|w| w[0].people == w[1].people)
            .count()
    };
    assert_eq!(repeated(&[]), 0);
    assert!(repeated(&["cameras.repeat_share=0.2"]) > 8);
}

#[test]
fn a_camera_that_was_moved_has_other_views() {
    let set = "camera.cam_02.moved_at_s=1.0";
    let (bumped, still) = (clean("basketball", 1, &[set]), clean("basketball", 1, &[]));
    assert_eq!(bumped.rig().unwrap().id(), still.rig().unwrap().id());
    let (mut a, mut b) = (ViewGenerator::new(&bumped), ViewGenerator::new(&still));
    let shift = |a: &View, b: &View| {
        let first = |v: &View| {
            v.people
                .iter()
                .filter_map(|p| p.joint(Joint::Hip))
                .map(|k| k.at.x)
                .fold(f64::INFINITY, f64::min)
        };
        (first(a) - first(b)).abs()
    };
    assert_eq!(shift(&a.view(1, 10).unwrap(), &b.view(1, 10).unwrap()), 0.0);
    let after = shift(&a.view(1, 40).unwrap(), &b.view(1, 40).unwrap());
    assert!((5.0..60.0).contains(&after), "{after} px");
}

#[test]
fn clocks_err_unless_they_are_corrected() {
    let set = ["clocks.offset_s=0.02", "clocks.drift_ppm=200.0"];
    let corrected = clean("basketball", 4, &set);
    let set = [set[0], set[1], "views.corrected_clocks=false"];
    let uncorrected = clean("basketball", 4, &set);
    for camera in 0..6 {
        let error = |w: &World| {
            let captured = w.cameras()[camera].captured_image(100);
            let view = ViewGenerator::new(w).view(camera, 100).unwrap();
            (view.stamp.mid_exposure.0 as f64 * 1e-9 - captured.mid_exposure_s).abs()
        };
        assert!(error(&corrected) < 1e-6);
        let drawn = uncorrected.cameras()[camera].clock;
        let expected = drawn.offset_s
            + 1e-6 * drawn.drift_ppm * uncorrected.cameras()[camera].mid_exposure_s(100);
        assert!((error(&uncorrected) - expected.abs()).abs() < 1e-6);
    }
}

#[test]
fn cameras_have_their_own_rates() {
    let world = clean(
        "basketball",
        1,
        &["camera.cam_01.fps=50", "camera.cam_02.fps=12.5"],
    );
    let frame_sets = frame_sets(&world, 4.0);
    assert_eq!(views_of(&frame_sets, 0).len(), 100);
    assert!((48..=51).contains(&views_of(&frame_sets, 1).len()));
}

/// Number of joints in all views, and of those that lie on another person.
fn joints_and_stolen_ones(kind: &str, share: f64) -> (usize, usize) {
    let set = [
        format!("views.stolen_joints={share}"),
        format!("views.stolen_kind=\"{kind}\""),
    ];
    let stolen = clean("basketball", 3, &[&set[0], &set[1]]);
    let unchanged = clean("basketball", 3, &[]);
    let (mut joints, mut stolen_count) = (0, 0);
    for (a, b) in frame_sets(&stolen, 3.0)
        .iter()
        .zip(&frame_sets(&unchanged, 3.0))
    {
        for (a, b) in a.views.iter().zip(&b.views) {
            for (a, b) in a.people.iter().zip(&b.people) {
                for (a, b) in a.joints.iter().zip(&b.joints) {
                    joints += usize::from(a.is_some());
                    stolen_count += usize::from(a.zip(*b).is_some_and(|(a, b)| a.at != b.at));
                }
            }
        }
    }
    (joints, stolen_count)
}

#[test]
fn joints_are_given_to_neighbours_top_down_and_bottom_up() {
    let (all, none) = joints_and_stolen_ones("either", 0.0);
    assert_eq!(none, 0);
    let (top_down, stolen_count) = joints_and_stolen_ones("top_down", 0.2);
    assert!(stolen_count > all / 100, "{stolen_count} of {all}");
    assert!(top_down >= all, "owners keep theirs: {top_down} of {all}");
    let (bottom_up, stolen_count) = joints_and_stolen_ones("bottom_up", 0.2);
    assert!(stolen_count > all / 100, "{stolen_count} of {all}");
    assert!(bottom_up < all, "owners lose theirs: {bottom_up} of {all}");
}

/// The errors of one joint in one camera, px, image by image.
fn errors_px(world: &World) -> Vec<f64> {
    let mut instant = WorldState::default();
    let mut errors = Vec::new();
    for frame_set in frame_sets(world, 6.0) {
        let Some(view) = frame_set.views.iter().find(|v| v.camera == CameraId(0)) else {
            continue;
        };
        world.at(frame_set.time.0 as f64 * 1e-9, &mut instant);
        let camera = &world.cameras()[0].camera;
        let at = camera.project(WorldPoint(instant.actors[0].joints[Joint::Neck.index()]));
        let detected = view.people.iter().filter_map(|p| p.joint(Joint::Neck));
        let nearest = at.and_then(|at| {
            let errors = detected.map(|k| k.at.x - at.x);
            errors.min_by(|a, b| a.abs().total_cmp(&b.abs()))
        });
        errors.extend(nearest.filter(|e| e.abs() < 40.0));
    }
    errors
}

#[test]
fn lasting_errors_are_correlated_from_image_to_image_and_independent_ones_are_not() {
    let correlation = |set: &[&str]| {
        let set = [&["clocks.genlocked=true", "clocks.offset_s=0.0"], set].concat();
        let errors = errors_px(&clean("basketball", 5, &set));
        assert!(errors.len() > 60, "{}", errors.len());
        let product: f64 = errors.windows(2).map(|w| w[0] * w[1]).sum();
        product / errors.iter().map(|e| e * e).sum::<f64>()
    };
    let lasting = correlation(&["views.lasting_noise_px=6.0", "views.lasting_noise_s=0.4"]);
    assert!(lasting > 0.6, "{lasting}");
    let independent = correlation(&["views.noise_px=6.0"]);
    assert!(independent.abs() < 0.35, "{independent}");
}
