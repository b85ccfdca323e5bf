//! The blur of a served tennis ball in rendered pictures, against the way that it went while the shutter was open.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use trackside_models::{ImageView, StreakDetector};
use trackside_rendering::Renderer;
use trackside_schema::{RawPixel, WorldPoint};
use trackside_simulation::{EventKind, Instant, Viewer, World, WorldFile};

#[test]
fn the_ends_of_a_serves_blur_are_found_within_two_and_a_half_pixels() {
    let world = Arc::new(World::new(&WorldFile::open("tennis", &[]).unwrap(), 900_001).unwrap());
    let mut renderer = Renderer::new(&world, 900_001, 2).unwrap();
    let mut viewer = Viewer::new(&world);
    let mut streaks = StreakDetector::default();
    let mut events = world.events().iter();
    let hit = events.find(|e| matches!(e.kind, EventKind::Hit { .. }));
    let served = hit.unwrap().t_s;
    let (mut now, mut picture) = (Instant::default(), Vec::new());
    let (mut long, mut found, mut image) = (0, 0, 0);
    for t_s in (1..=12).map(|i| served + 0.03 * f64::from(i)) {
        for (c, synthetic) in world.cameras().iter().enumerate() {
            let mut shown = |t: f64| {
                world.at(t, &mut now);
                let ball = now.ball.unwrap();
                let at = synthetic.camera.project(WorldPoint(ball.at))?;
                let depth = (synthetic.camera.cam_from_world * ball.at).z;
                let wide = 2.0 * ball.radius_m * synthetic.camera.intrinsics.fx / depth;
                synthetic.camera.is_in_image(at).then_some((at, wide))
            };
            let half = 0.5 * synthetic.exposure_s;
            let (Some((a, wide)), Some((b, _))) = (shown(t_s - half), shown(t_s + half)) else {
                continue;
            };
            let length = a.distance(b);
            if length < 1.3 * wide || !viewer.sees_ball(c, t_s) {
                continue;
            }
            long += 1;
            let [w, h] = synthetic.camera.size_px;
            picture.resize((3 * w * h) as usize, 0);
            image += 1;
            renderer.render(c, t_s, image, &mut picture);
            // A detector's place is a pixel or two off.
            let at = RawPixel::new(0.5 * (a.x + b.x) + 1.5, 0.5 * (a.y + b.y) - 1.0);
            let ends = streaks.measure(&ImageView::packed(w, h, &picture), at);
            let Some([p, q]) = ends else { continue };
            found += 1;
            let off = p.distance(a).max(q.distance(b));
            let off = off.min(p.distance(b).max(q.distance(a)));
            assert!(off < 2.5, "camera {c} at {t_s}: {off} px");
        }
    }
    assert!(long >= 6 && 4 * found >= 3 * long, "{found} of {long}");
}
