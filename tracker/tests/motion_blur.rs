//! The motion blur of a served tennis ball in rendered images, against its path while the shutter was open.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use trackside_models::{ImageView, StreakDetector};
use trackside_rendering::Renderer;
use trackside_schema::{RawPixel, WorldPoint};
use trackside_simulation::{EventKind, ViewGenerator, World, WorldFile, WorldState};

#[test]
fn the_ends_of_a_serves_motion_blur_are_measured_within_two_and_a_half_pixels() {
    let world = Arc::new(World::new(&WorldFile::open("tennis", &[]).unwrap(), 900_001).unwrap());
    let mut renderer = Renderer::new(&world, 900_001, 2).unwrap();
    let mut viewer = ViewGenerator::new(&world);
    let mut streaks = StreakDetector::default();
    let mut events = world.events().iter();
    let hit = events.find(|e| matches!(e.kind, EventKind::Hit { .. }));
    let served_s = hit.unwrap().t_s;
    let (mut now, mut pixels) = (WorldState::default(), Vec::new());
    let (mut blurred, mut measured, mut image) = (0, 0, 0);
    for t_s in (1..=12).map(|i| served_s + 0.03 * f64::from(i)) {
        for (c, synthetic) in world.cameras().iter().enumerate() {
            let mut project = |t: f64| {
                world.at(t, &mut now);
                let ball = now.ball.unwrap();
                let at = synthetic.camera.project(WorldPoint(ball.at))?;
                let depth = (synthetic.camera.cam_from_world * ball.at).z;
                let diameter_px = 2.0 * ball.radius_m * synthetic.camera.intrinsics.fx / depth;
                synthetic
                    .camera
                    .is_in_image(at)
                    .then_some((at, diameter_px))
            };
            let half = 0.5 * synthetic.exposure_s;
            let (Some((a, diameter_px)), Some((b, _))) = (project(t_s - half), project(t_s + half))
            else {
                continue;
            };
            let length = a.distance(b);
            if length < 1.3 * diameter_px || !viewer.is_ball_visible(c, t_s) {
                continue;
            }
            blurred += 1;
            let [w, h] = synthetic.camera.size_px;
            pixels.resize((3 * w * h) as usize, 0);
            image += 1;
            renderer.render(c, t_s, image, &mut pixels);
            // A detection has an error of a pixel or two.
            let at = RawPixel::new(0.5 * (a.x + b.x) + 1.5, 0.5 * (a.y + b.y) - 1.0);
            let ends = streaks.measure(&ImageView::packed(w, h, &pixels), at);
            let Some([p, q]) = ends else { continue };
            measured += 1;
            let error_px = p.distance(a).max(q.distance(b));
            let error_px = error_px.min(p.distance(b).max(q.distance(a)));
            assert!(error_px < 2.5, "camera {c} at {t_s}: {error_px} px");
        }
    }
    assert!(
        blurred >= 6 && 4 * measured >= 3 * blurred,
        "{measured} of {blurred}"
    );
}
