//! Frames and cameras as Foxglove's messages, so that Foxglove and Rerun show a recording as it is.

use foxglove::messages::{
    CameraCalibration, Color, Duration, FrameTransform, LinePrimitive, PackedElementField, Point3,
    PointCloud, Pose, Quaternion, SceneEntity, SceneEntityDeletion, SceneUpdate, SpherePrimitive,
    TextPrimitive, Timestamp, Vector3, line_primitive, packed_element_field::NumericType,
    scene_entity_deletion,
};
use trackside_calibration::{Camera, Distortion};
use trackside_schema::{
    Athlete, Ball, BallState, Joint, LIMBS, Timestamp as TrackTime, TrackState, TrackingFrame,
    WorldPoint,
};

/// The name of world space.
const WORLD: &str = "world";
/// Drawn diameter of joints, m.
const JOINT_DIAMETER_M: f64 = 0.05;
/// Drawn diameter of balls, m.
const BALL_DIAMETER_M: f64 = 0.22;

/// The confirmed and coasting athletes and the ball. Each update replaces the last, so that any one of them is complete.
pub(crate) fn scene_of(frame: &TrackingFrame) -> SceneUpdate {
    let time = foxglove_time(frame.time);
    let athletes = (frame.athletes.iter())
        .filter(|a| a.state != TrackState::Tentative)
        .map(|a| athlete_entity(a, time));
    SceneUpdate {
        deletions: vec![SceneEntityDeletion {
            timestamp: Some(time),
            r#type: scene_entity_deletion::Type::All as i32,
            id: String::new(),
        }],
        entities: athletes
            .chain(frame.ball.as_ref().map(|b| ball_entity(b, time)))
            .collect(),
    }
}

/// The same as points, joints and three on every bone: Rerun draws point clouds and no scenes.
pub(crate) fn points_of(frame: &TrackingFrame) -> PointCloud {
    let mut data = Vec::new();
    let mut dot = |p: nalgebra::Point3<f64>, color: Color| {
        for v in [p.x, p.y, p.z] {
            data.extend((v as f32).to_le_bytes());
        }
        data.extend([color.r, color.g, color.b, color.a].map(|c| (c * 255.0).round() as u8));
    };
    for athlete in &frame.athletes {
        if athlete.state == TrackState::Tentative {
            continue;
        }
        let color = athlete_color(athlete);
        for joint in athlete.skeleton.iter().flatten() {
            dot(joint.at.0, color);
        }
        for &(a, b) in LIMBS {
            if let (Some(a), Some(b)) = (athlete.joint(a), athlete.joint(b)) {
                for t in [0.25, 0.5, 0.75] {
                    dot(
                        nalgebra::center(&a.at.0, &b.at.0) + (b.at.0 - a.at.0) * (t - 0.5),
                        color,
                    );
                }
            }
        }
    }
    if let Some(ball) = &frame.ball {
        dot(ball.at.0, ball_color(ball));
    }
    let field = |(name, offset, kind): (&str, u32, NumericType)| PackedElementField {
        name: name.to_owned(),
        offset,
        r#type: kind as i32,
    };
    let (float, byte) = (NumericType::Float32, NumericType::Uint8);
    PointCloud {
        timestamp: Some(foxglove_time(frame.time)),
        frame_id: WORLD.to_owned(),
        pose: Some(pose_at(WorldPoint::default())),
        point_stride: 16,
        fields: [
            ("x", 0, float),
            ("y", 4, float),
            ("z", 8, float),
            ("red", 12, byte),
            ("green", 13, byte),
            ("blue", 14, byte),
            ("alpha", 15, byte),
        ]
        .map(field)
        .to_vec(),
        data: data.into(),
    }
}

fn athlete_entity(athlete: &Athlete, time: Timestamp) -> SceneEntity {
    let color = athlete_color(athlete);
    let ends = LIMBS.iter().filter_map(|&(a, b)| {
        let (a, b) = (athlete.joint(a)?, athlete.joint(b)?);
        Some([point(a.at), point(b.at)])
    });
    let bones = LinePrimitive {
        r#type: line_primitive::Type::LineList as i32,
        pose: Some(pose_at(WorldPoint::default())),
        thickness: 4.0,
        scale_invariant: true,
        points: ends.flatten().collect(),
        color: Some(color),
        ..Default::default()
    };
    let joints = athlete.skeleton.iter().flatten();
    let highest = athlete
        .joint(Joint::Head)
        .or_else(|| athlete.joint(Joint::Neck));
    let label = highest.map(|j| TextPrimitive {
        pose: Some(pose_at(WorldPoint(
            j.at.0 + nalgebra::Vector3::new(0.0, 0.0, 0.25),
        ))),
        billboard: true,
        font_size: 0.2,
        scale_invariant: false,
        color: Some(color),
        text: athlete.id.0.to_string(),
    });
    SceneEntity {
        spheres: joints
            .map(|j| sphere(j.at, JOINT_DIAMETER_M, color))
            .collect(),
        lines: vec![bones],
        texts: label.into_iter().collect(),
        ..entity(format!("athlete {}", athlete.id.0), time)
    }
}

fn ball_entity(ball: &Ball, time: Timestamp) -> SceneEntity {
    SceneEntity {
        spheres: vec![sphere(ball.at, BALL_DIAMETER_M, ball_color(ball))],
        ..entity("ball".to_owned(), time)
    }
}

fn entity(id: String, time: Timestamp) -> SceneEntity {
    SceneEntity {
        timestamp: Some(time),
        frame_id: WORLD.to_owned(),
        id,
        lifetime: Some(Duration::new(0, 0)),
        frame_locked: true,
        ..Default::default()
    }
}

fn sphere(at: WorldPoint, diameter_m: f64, color: Color) -> SpherePrimitive {
    SpherePrimitive {
        pose: Some(pose_at(at)),
        size: Some(Vector3 {
            x: diameter_m,
            y: diameter_m,
            z: diameter_m,
        }),
        color: Some(color),
    }
}

/// White; paler where it was not measured.
fn ball_color(ball: &Ball) -> Color {
    let a = match ball.state {
        BallState::Measured => 1.0,
        BallState::Predicted => 0.4,
    };
    Color {
        r: 1.0,
        g: 1.0,
        b: 1.0,
        a,
    }
}

/// By id; paler while coasting. Neighbouring ids get distant hues: each is the golden angle from the last.
fn athlete_color(athlete: &Athlete) -> Color {
    let alpha = match athlete.state {
        TrackState::Coasting => 0.4,
        TrackState::Confirmed | TrackState::Tentative => 1.0,
    };
    let hue = (f64::from(athlete.id.0) * 0.618_033_988_75).fract() * 6.0;
    let channel = |shift: f64| {
        let h = (hue + shift) % 6.0;
        0.25 + 0.75 * ((h - 3.0).abs() - 1.0).clamp(0.0, 1.0)
    };
    Color {
        r: channel(0.0),
        g: channel(4.0),
        b: channel(2.0),
        a: alpha,
    }
}

/// The intrinsics of a camera.
pub(crate) fn intrinsics_of(camera: &Camera, time: TrackTime) -> CameraCalibration {
    let k = &camera.intrinsics;
    let (model, d) = match &camera.distortion {
        Distortion::BrownConrady(k) if k[5..].iter().all(|&k| k == 0.0) => {
            ("plumb_bob", k[..5].to_vec())
        }
        Distortion::BrownConrady(k) => ("rational_polynomial", k.to_vec()),
        Distortion::Fisheye(k) => ("kannala_brandt", k.to_vec()),
    };
    #[rustfmt::skip]
    let (pinhole, identity, projection) = (
        vec![k.fx, 0.0, k.cx, 0.0, k.fy, k.cy, 0.0, 0.0, 1.0],
        vec![1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0],
        vec![k.fx, 0.0, k.cx, 0.0, 0.0, k.fy, k.cy, 0.0, 0.0, 0.0, 1.0, 0.0],
    );
    CameraCalibration {
        timestamp: Some(foxglove_time(time)),
        frame_id: camera.name.clone(),
        width: camera.size_px[0],
        height: camera.size_px[1],
        distortion_model: model.to_owned(),
        d,
        k: pinhole,
        r: identity,
        p: projection,
    }
}

/// The pose of a camera in the world.
pub(crate) fn pose_of(camera: &Camera, time: TrackTime) -> FrameTransform {
    let world_from_cam = camera.cam_from_world.inverse();
    let (t, q) = (
        world_from_cam.translation.vector,
        world_from_cam.rotation.coords,
    );
    FrameTransform {
        timestamp: Some(foxglove_time(time)),
        parent_frame_id: WORLD.to_owned(),
        child_frame_id: camera.name.clone(),
        translation: Some(Vector3 {
            x: t.x,
            y: t.y,
            z: t.z,
        }),
        rotation: Some(Quaternion {
            x: q.x,
            y: q.y,
            z: q.z,
            w: q.w,
        }),
    }
}

fn point(p: WorldPoint) -> Point3 {
    Point3 {
        x: p.0.x,
        y: p.0.y,
        z: p.0.z,
    }
}

fn pose_at(p: WorldPoint) -> Pose {
    Pose {
        position: Some(Vector3 {
            x: p.0.x,
            y: p.0.y,
            z: p.0.z,
        }),
        orientation: Some(Quaternion {
            x: 0.0,
            y: 0.0,
            z: 0.0,
            w: 1.0,
        }),
    }
}

/// A time for Foxglove, whose times start in 1970 and end in 2106.
pub(crate) fn foxglove_time(time: TrackTime) -> Timestamp {
    let ns = time.0.max(0);
    let sec = u32::try_from(ns / 1_000_000_000).unwrap_or(u32::MAX);
    Timestamp::new(sec, (ns % 1_000_000_000) as u32)
}
