//! Frame sets of recorded views.

use trackside_schema::{FrameSet, Timestamp, View};

use crate::statistics::median;

/// Views farther apart in time than this are not in one frame set, s: the athletes have moved too far …
const MAX_VIEW_OFFSET_S: f64 = 0.04;
/// … unless a camera takes its images so slowly that the nearest may be half its interval away; then up to this, s.
const MAX_SLOW_VIEW_OFFSET_S: f64 = 0.1;

/// Groups views, whose stamps are the rig's time, into frame sets: one for each view of the camera with most views, with the nearest
/// view of every other camera. The views of one camera must be in the order of time. Frame sets without athletes are kept, as
/// interpolation needs neighbours.
pub fn group_views(views: Vec<View>, camera_count: usize) -> Vec<FrameSet> {
    let mut by_camera: Vec<Vec<View>> = vec![Vec::new(); camera_count];
    for view in views {
        by_camera[view.camera.index()].push(view);
    }
    let reference = by_camera.iter().max_by_key(|v| v.len());
    let times: Vec<Timestamp> = reference
        .into_iter()
        .flatten()
        .map(|v| v.stamp.mid_exposure)
        .collect();
    let limits_s: Vec<f64> = by_camera.iter().map(|views| max_offset_s(views)).collect();
    let frame_sets = times.iter().enumerate().map(|(tick, time)| FrameSet {
        tick: tick as u64,
        time: *time,
        views: by_camera
            .iter()
            .zip(&limits_s)
            .filter_map(|(views, limit_s)| nearest_view(views, *time, *limit_s))
            .collect(),
    });
    frame_sets.collect()
}

/// How far a camera's nearest view may be from an instant: half its usual interval and a little.
fn max_offset_s(views: &[View]) -> f64 {
    let stamps = views
        .windows(2)
        .map(|pair| [&pair[0].stamp, &pair[1].stamp]);
    let usual_s = median(stamps.map(|[a, b]| b.mid_exposure.seconds_since(a.mid_exposure)));
    (0.55 * usual_s).clamp(MAX_VIEW_OFFSET_S, MAX_SLOW_VIEW_OFFSET_S)
}

fn nearest_view(views: &[View], time: Timestamp, limit_s: f64) -> Option<View> {
    let after = views.partition_point(|v| v.stamp.mid_exposure < time);
    let offset_s = |v: &&View| v.stamp.mid_exposure.seconds_since(time).abs();
    let neighbours = views[after.saturating_sub(1)..].iter().take(2);
    let nearest = neighbours.min_by(|a, b| offset_s(a).total_cmp(&offset_s(b)))?;
    (offset_s(&nearest) <= limit_s).then(|| nearest.clone())
}

#[cfg(test)]
mod tests {
    use trackside_schema::{CameraId, Stamp};

    use super::*;

    fn views(camera: u8, first_s: f64, interval_s: f64) -> impl Iterator<Item = View> {
        (0..20).map(move |i| View {
            camera: CameraId(camera),
            stamp: Stamp {
                mid_exposure: Timestamp::default()
                    .plus_seconds(first_s + f64::from(i) * interval_s),
                ..Stamp::default()
            },
            ..View::default()
        })
    }

    /// Two cameras at 10 images a second whose clocks are half an interval apart see the same athletes; two at 50 that are
    /// 0.3 s apart do not.
    #[test]
    fn slow_cameras_that_are_not_genlocked_share_frame_sets() {
        let slow = views(0, 0.0, 0.1).chain(views(1, 0.05, 0.1)).collect();
        assert!(group_views(slow, 2).iter().all(|set| set.views.len() == 2));
        let late = views(0, 0.0, 0.02).chain(views(1, 0.68, 0.02)).collect();
        assert!(group_views(late, 2).iter().all(|set| set.views.len() == 1));
    }
}
