//! Frame sets of recorded views.

use trackside_schema::{FrameSet, Timestamp, View};

/// Views farther apart in time than this are not in one frame set, s: the athletes have moved too far.
const MAX_VIEW_OFFSET_S: f64 = 0.04;

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
    let frame_sets = times.iter().enumerate().map(|(tick, time)| FrameSet {
        tick: tick as u64,
        time: *time,
        views: by_camera
            .iter()
            .filter_map(|views| nearest_view(views, *time))
            .collect(),
    });
    frame_sets.collect()
}

fn nearest_view(views: &[View], time: Timestamp) -> Option<View> {
    let after = views.partition_point(|v| v.stamp.mid_exposure < time);
    let offset_s = |v: &&View| v.stamp.mid_exposure.seconds_since(time).abs();
    let neighbours = views[after.saturating_sub(1)..].iter().take(2);
    let nearest = neighbours.min_by(|a, b| offset_s(a).total_cmp(&offset_s(b)))?;
    (offset_s(&nearest) <= MAX_VIEW_OFFSET_S).then(|| nearest.clone())
}
