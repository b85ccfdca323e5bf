//! The renderer on the program's built-in venues.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use trackside_schema::{Joint, WorldPoint};

use super::*;
use trackside_simulation::{WorldFile, WorldState};

fn world(venue: &str, seed: u64, set: &[&str]) -> Arc<World> {
    let set: Vec<_> = set.iter().map(|s| (*s).to_owned()).collect();
    Arc::new(World::new(&WorldFile::open(venue, &set).unwrap(), seed).unwrap())
}

fn image(renderer: &mut Renderer, world: &World, camera: usize, t_s: f64, image: u64) -> Vec<u8> {
    let [w, h] = world.cameras()[camera].camera.size_px;
    let mut out = vec![0; (3 * w * h) as usize];
    renderer.render(camera, t_s, image, &mut out);
    out
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

const SMALL: &str = "cameras.size_px=[320, 192]";

#[test]
fn an_image_does_not_depend_on_earlier_images_or_on_the_number_of_threads() {
    for venue in ["basketball", "sprint", "football"] {
        let world = world(venue, 5, &[SMALL]);
        let mut one = Renderer::new(&world, 5, 1).unwrap();
        let mut three = Renderer::new(&world, 5, 3).unwrap();
        let first = hash(&image(&mut one, &world, 1, 2.0, 50));
        image(&mut three, &world, 1, 0.4, 10);
        image(&mut three, &world, 0, 7.0, 11);
        assert_eq!(
            first,
            hash(&image(&mut three, &world, 1, 2.0, 50)),
            "{venue}"
        );
        assert_ne!(
            first,
            hash(&image(&mut one, &world, 1, 2.0, 51)),
            "every image has its own noise"
        );
        assert_ne!(
            first,
            hash(&image(
                &mut Renderer::new(&world, 6, 1).unwrap(),
                &world,
                1,
                2.0,
                50
            )),
            "{venue}"
        );
    }
}

/// Cameras and times with the most people in the image, in descending order.
fn busiest(world: &World, count: usize) -> Vec<(usize, f64)> {
    let mut now = WorldState::default();
    let mut all = Vec::new();
    for (i, synthetic) in world.cameras().iter().enumerate() {
        for t_s in (0..60).map(|k| 0.27 * f64::from(k)) {
            world.at(t_s, &mut now);
            let hips = now
                .actors
                .iter()
                .map(|a| WorldPoint(a.joints[Joint::Hip.index()]));
            let view = &synthetic.camera;
            all.push((
                hips.filter_map(|p| view.project(p))
                    .filter(|r| view.is_in_image(*r))
                    .count(),
                i,
                t_s,
            ));
        }
    }
    all.sort_by_key(|(people, ..)| std::cmp::Reverse(*people));
    // Every 20th, so that they are not all from one second.
    all.iter()
        .take(20 * count)
        .step_by(20)
        .map(|&(_, camera, t_s)| (camera, t_s))
        .collect()
}

/// Number of joints that are in the image and not hidden by another body, and how many of them lie on their own actor's pixels.
fn joints_on_own_pixels(
    world: &Arc<World>,
    camera: usize,
    t_s: f64,
    renderer: &mut Renderer,
) -> (u32, u32) {
    let view = &world.cameras()[camera].camera;
    let [w, h] = view.size_px.map(|n| n as usize);
    let mut labels = vec![0; w * h];
    renderer.segmentation(camera, t_s, &mut labels);
    let mut now = WorldState::default();
    world.at(t_s, &mut now);
    let depth = |p: &nalgebra::Point3<f64>| (view.cam_from_world * p).z;
    let (mut visible, mut own) = (0, 0);
    for (i, pose) in now.actors.iter().enumerate() {
        for p in &pose.joints {
            let Some(raw) = view.project(WorldPoint(*p)) else {
                continue;
            };
            if !view.is_in_image(raw) {
                continue;
            }
            // Soles, nose and crown are on the outline: the next pixel is as good.
            let label_at = |dx: i32, dy: i32| {
                let (x, y) = (raw.x.round() as i32 + dx, raw.y.round() as i32 + dy);
                let inside = (0..w as i32).contains(&x) && (0..h as i32).contains(&y);
                inside.then(|| labels[y as usize * w + x as usize])
            };
            let around = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy)));
            let near = around
                .filter_map(|(dx, dy)| label_at(dx, dy))
                .any(|s| usize::from(s) == i + 1);
            let Some(shows) = (if near {
                Some(i as u8 + 1)
            } else {
                label_at(0, 0)
            }) else {
                continue;
            };
            let hidden = match shows {
                BACKGROUND => false,
                BALL => now.ball.is_some_and(|b| depth(&b.at) < depth(p)),
                other => {
                    let other = &now.actors[usize::from(other) - 1];
                    other.actor != i && depth(&other.joints[Joint::Hip.index()]) < depth(p) + 0.6
                }
            };
            visible += u32::from(!hidden);
            own += u32::from(usize::from(shows) == i + 1);
        }
    }
    (visible, own)
}

#[test]
fn joints_of_the_truth_are_on_the_pixels_of_their_actor() {
    for venue in ["basketball", "sprint", "football"] {
        let world = world(venue, 11, &[]);
        let mut renderer = Renderer::new(&world, 11, 2).unwrap();
        let (mut visible, mut own) = (0, 0);
        for (camera, t_s) in busiest(&world, 5) {
            let (s, o) = joints_on_own_pixels(&world, camera, t_s, &mut renderer);
            (visible, own) = (visible + s, own + o);
        }
        assert!(visible > 300, "{venue}: {visible} joints in view");
        assert!(
            f64::from(own) >= 0.97 * f64::from(visible),
            "{venue}: {own} of {visible}"
        );
    }
}

#[test]
fn the_ball_is_where_its_centre_projects_to() {
    let world = world("basketball", 3, &[]);
    let mut renderer = Renderer::new(&world, 3, 2).unwrap();
    let (mut now, mut checked) = (WorldState::default(), 0);
    for (camera, t_s) in (0..6).flat_map(|c| [0.7, 2.1, 4.4, 8.0].map(|t| (c, t))) {
        let view = &world.cameras()[camera].camera;
        let [w, h] = view.size_px.map(|n| n as usize);
        world.at(t_s, &mut now);
        let ball = now.ball.unwrap();
        let Some(raw) = view.project(WorldPoint(ball.at)) else {
            continue;
        };
        let radius = view.intrinsics.fx * ball.radius_m / (view.cam_from_world * ball.at).z;
        let mut labels = vec![0; w * h];
        renderer.segmentation(camera, t_s, &mut labels);
        let on: Vec<_> = (0..w * h)
            .filter(|&i| labels[i] == BALL)
            .map(|i| [(i % w) as f64, (i / w) as f64])
            .collect();
        // Only where nothing hides part of it.
        if (on.len() as f64) < 0.97 * std::f64::consts::PI * radius * radius {
            continue;
        }
        let n = on.len() as f64;
        let middle = [0, 1].map(|c| on.iter().map(|p| p[c]).sum::<f64>() / n);
        let error = (middle[0] - raw.x).hypot(middle[1] - raw.y);
        assert!(error < 0.5, "{error} px");
        checked += 1;
    }
    assert!(checked >= 5, "{checked} balls in full view");
}

#[test]
fn the_backdrop_changes_only_when_the_camera_moves() {
    let still = world("basketball", 2, &[SMALL]);
    let bumped = world("basketball", 2, &[SMALL, "camera.cam_01.moved_at_s=1.0"]);
    let draw =
        |world: &Arc<World>, t_s| image(&mut Renderer::new(world, 2, 2).unwrap(), world, 0, t_s, 0);
    assert_eq!(hash(&draw(&still, 0.5)), hash(&draw(&bumped, 0.5)));
    let (a, b) = (draw(&still, 1.5), draw(&bumped, 1.5));
    let changed = a
        .iter()
        .zip(&b)
        .filter(|(a, b)| a.abs_diff(**b) > 12)
        .count();
    assert!(changed > a.len() / 20, "{changed} of {} bytes", a.len());
}

#[test]
fn a_long_exposure_blurs_along_the_motion() {
    let sharp = world(
        "sprint",
        4,
        &["render.noise=0.0", "camera.*.exposure_s=0.0001"],
    );
    let slow = world(
        "sprint",
        4,
        &["render.noise=0.0", "camera.*.exposure_s=0.02"],
    );
    let edges = |world: &Arc<World>| {
        let mut renderer = Renderer::new(world, 4, 2).unwrap();
        // At full speed and from the side: motion towards a camera does not blur.
        let aside = |camera: usize| {
            let pose = world.cameras()[camera].camera.cam_from_world;
            pose.rotation
                .inverse_transform_vector(&nalgebra::Vector3::z())
                .x
                .abs()
                < 0.5
        };
        let fast = |b: &&(usize, f64)| (5.0..9.0).contains(&b.1) && aside(b.0);
        let busy = busiest(world, 24);
        let (camera, t_s) = *busy.iter().find(fast).unwrap();
        let [w, _] = world.cameras()[camera].camera.size_px;
        // The static background cancels out.
        let mut draw = |t_s| image(&mut renderer, world, camera, t_s, 0);
        let (moving, later) = (draw(t_s), draw(t_s + 3.0));
        let row = 3 * w as usize;
        let difference: Vec<i32> = moving
            .iter()
            .zip(&later)
            .map(|(a, b)| i32::from(*a) - i32::from(*b))
            .collect();
        difference
            .chunks(row)
            .flat_map(|r| r.windows(4))
            .filter(|p| (p[3] - p[0]).abs() > 60)
            .count()
    };
    let (a, b) = (edges(&sharp), edges(&slow));
    // An edge that is blurred over many pixels is no longer steep.
    assert!(10 * b < 8 * a && a > 500, "{b} of {a}");
}

#[test]
fn render_options_are_checked_and_applied() {
    for (set, word) in [
        ("render.nose=1", "nose"),
        ("render.noise=-1.0", "noise"),
        ("render.crowd=2.0", "crowd"),
    ] {
        let error = Renderer::new(&world("basketball", 1, &[set]), 1, 1)
            .map(|_| ())
            .unwrap_err()
            .to_string();
        assert!(error.contains(word), "{error}");
    }
    let quiet = world("basketball", 1, &[SMALL, "render.noise=0.0"]);
    let mut renderer = Renderer::new(&quiet, 1, 1).unwrap();
    assert_eq!(
        image(&mut renderer, &quiet, 0, 1.0, 1),
        image(&mut renderer, &quiet, 0, 1.0, 2)
    );
}

#[test]
fn camera_renderers_on_their_own_threads_draw_what_the_renderer_draws() {
    let world = world("basketball", 9, &[SMALL]);
    let mut renderer = Renderer::new(&world, 9, 1).unwrap();
    let together: Vec<_> = (0..3)
        .map(|c| image(&mut renderer, &world, c, 2.0, 4))
        .collect();
    let camera_renderers = Renderer::new(&world, 9, 1).unwrap().into_camera_renderers();
    let apart: Vec<_> = std::thread::scope(|scope| {
        let render_image = |mut camera_renderer: CameraRenderer| {
            scope.spawn(move || {
                let [w, h] = camera_renderer.size_px();
                let mut out = vec![0; 3 * w * h];
                camera_renderer.render_image(2.0, 4, &mut out);
                out
            })
        };
        let all: Vec<_> = camera_renderers
            .into_iter()
            .take(3)
            .map(render_image)
            .collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    });
    assert!(together == apart);
}
