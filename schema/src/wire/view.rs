//! Encoding and decoding of views.

use crate::skeleton::{JOINT_COUNT, Joint};
use crate::space::{CameraId, RawPixel};
use crate::time::{Stamp, StampSource, Timestamp};
use crate::view::{Ball2d, CameraRotation, Keypoint, Person2d, Streak, View};

use super::codec::{
    SCHEMA, WireError, decode, encode, finite_or_zero, require_finite, to_finite_f32,
};
use super::v1;

const VIEW: &str = "View";

/// Clears `out` and writes `view`, of the camera named `camera_name`, as a [`v1::View`].
pub fn encode_view(view: &View, camera_name: &str, out: &mut Vec<u8>) {
    let message = v1::View {
        schema: SCHEMA,
        camera: camera_name.to_owned(),
        camera_index: u32::from(view.camera.0),
        frame_index: view.frame_index,
        stamp: Some(encode_stamp(&view.stamp)),
        people: view.people.iter().map(encode_person).collect(),
        balls: view.balls.iter().filter_map(encode_ball).collect(),
        camera_rotation: view
            .camera_rotation
            .as_ref()
            .and_then(encode_camera_rotation),
    };
    encode(&message, out);
}

/// Reads a [`v1::View`]; returns the view and the name of its camera.
///
/// # Errors
/// Bytes that are not a view; a view of another major version; a view without a stamp or camera name; a joint given twice; a
/// number that is not finite or out of range.
pub fn decode_view(bytes: &[u8]) -> Result<(View, String), WireError> {
    let message: v1::View = decode(bytes)?;
    if message.camera.is_empty() {
        return Err(WireError::new(VIEW, "camera is empty"));
    }
    let stamp = message
        .stamp
        .ok_or_else(|| WireError::new(VIEW, "stamp is absent"))?;
    let camera = u8::try_from(message.camera_index).map_err(|_| {
        let what = format!("camera_index is {}, above 255", message.camera_index);
        WireError::new(VIEW, what)
    })?;
    let view = View {
        camera: CameraId(camera),
        frame_index: message.frame_index,
        stamp: decode_stamp(&stamp),
        people: (message.people.into_iter().enumerate())
            .map(|(i, p)| decode_person(i, p))
            .collect::<Result<_, _>>()?,
        balls: (message.balls.iter().enumerate())
            .map(|(i, b)| decode_ball(i, b))
            .collect::<Result<_, _>>()?,
        camera_rotation: message
            .camera_rotation
            .as_ref()
            .map(decode_camera_rotation)
            .transpose()?,
    };
    Ok((view, message.camera))
}

/// Clears `out` and writes a [`v1::EndOfViews`]: the recorded camera named `camera_name` ended after `views` views.
pub fn encode_end(camera_name: &str, views: u64, out: &mut Vec<u8>) {
    let message = v1::EndOfViews {
        schema: SCHEMA,
        camera: camera_name.to_owned(),
        views,
    };
    encode(&message, out);
}

/// Reads a [`v1::EndOfViews`].
///
/// # Errors
/// Bytes that are not such a message, and messages of another major version.
pub fn decode_end(bytes: &[u8]) -> Result<v1::EndOfViews, WireError> {
    decode(bytes)
}

fn encode_stamp(stamp: &Stamp) -> v1::Stamp {
    let source = match stamp.source {
        StampSource::Trigger => v1::StampSource::Trigger,
        StampSource::Ptp => v1::StampSource::Ptp,
        StampSource::SenderReport => v1::StampSource::SenderReport,
        StampSource::Exposure => v1::StampSource::Exposure,
        StampSource::Arrival => v1::StampSource::Arrival,
    };
    v1::Stamp {
        mid_exposure_ns: stamp.mid_exposure.0,
        uncertainty_ns: stamp.uncertainty_ns,
        source: source.into(),
        received_ns: stamp.received_ns,
    }
}

fn decode_stamp(stamp: &v1::Stamp) -> Stamp {
    let source = match stamp.source() {
        v1::StampSource::Trigger => StampSource::Trigger,
        v1::StampSource::Ptp => StampSource::Ptp,
        v1::StampSource::SenderReport => StampSource::SenderReport,
        v1::StampSource::Exposure => StampSource::Exposure,
        v1::StampSource::Arrival | v1::StampSource::Unspecified => StampSource::Arrival,
    };
    Stamp {
        mid_exposure: Timestamp(stamp.mid_exposure_ns),
        uncertainty_ns: stamp.uncertainty_ns,
        source,
        received_ns: stamp.received_ns,
    }
}

fn encode_person(person: &Person2d) -> v1::Person2d {
    let joint = |(joint, k): (Joint, &Keypoint)| {
        let [x_px, y_px] = to_finite_f32([k.at.x, k.at.y])?;
        Some(v1::Keypoint {
            joint: joint as i32,
            x_px,
            y_px,
            score: finite_or_zero(k.score),
            sigma_px: finite_or_zero(k.sigma_px),
        })
    };
    v1::Person2d {
        joints: person.detected_joints().filter_map(joint).collect(),
        score: finite_or_zero(person.score),
        appearance: (person.appearance.clone())
            .filter(|a| a.iter().all(|v| v.is_finite()))
            .unwrap_or_default(),
    }
}

fn decode_person(i: usize, person: v1::Person2d) -> Result<Person2d, WireError> {
    let mut joints = [None; JOINT_COUNT];
    for k in &person.joints {
        // Joints of a later minor version are skipped.
        let Some(joint) = Joint::ALL.get(k.joint as usize).copied() else {
            continue;
        };
        let number = |v: f32, field: &str| {
            let name = joint.name();
            require_finite(v, VIEW, format_args!("people[{i}].joints[{name}].{field}"))
        };
        let keypoint = Keypoint::measured(
            number(k.x_px, "x_px")?,
            number(k.y_px, "y_px")?,
            number(k.score, "score")?,
            number(k.sigma_px, "sigma_px")?,
        );
        if joints[joint.index()].replace(keypoint).is_some() {
            let what = format!("people[{i}] has {} twice", joint.name());
            return Err(WireError::new(VIEW, what));
        }
    }
    for &v in &person.appearance {
        require_finite(v, VIEW, format_args!("people[{i}].appearance"))?;
    }
    Ok(Person2d {
        joints,
        score: require_finite(person.score, VIEW, format_args!("people[{i}].score"))?,
        appearance: (!person.appearance.is_empty()).then_some(person.appearance),
    })
}

fn encode_ball(ball: &Ball2d) -> Option<v1::Ball2d> {
    let [x_px, y_px] = to_finite_f32([ball.at.x, ball.at.y])?;
    Some(v1::Ball2d {
        x_px,
        y_px,
        score: finite_or_zero(ball.score),
        sigma_px: finite_or_zero(ball.sigma_px),
        streak: ball.streak.as_ref().and_then(encode_streak),
    })
}

fn encode_streak(streak: &Streak) -> Option<v1::Streak> {
    let [from, to] = streak.ends;
    let [from_x_px, from_y_px, to_x_px, to_y_px] = to_finite_f32([from.x, from.y, to.x, to.y])?;
    streak.exposure_s.is_finite().then_some(v1::Streak {
        from_x_px,
        from_y_px,
        to_x_px,
        to_y_px,
        exposure_s: streak.exposure_s,
    })
}

fn decode_ball(i: usize, ball: &v1::Ball2d) -> Result<Ball2d, WireError> {
    let number = |v: f32, field: &str| require_finite(v, VIEW, format_args!("balls[{i}].{field}"));
    Ok(Ball2d {
        at: RawPixel::new(
            f64::from(number(ball.x_px, "x_px")?),
            f64::from(number(ball.y_px, "y_px")?),
        ),
        score: number(ball.score, "score")?,
        sigma_px: number(ball.sigma_px, "sigma_px")?,
        streak: ball
            .streak
            .as_ref()
            .map(|streak| decode_streak(i, streak))
            .transpose()?,
    })
}

fn decode_streak(i: usize, streak: &v1::Streak) -> Result<Streak, WireError> {
    let number =
        |v: f32, field: &str| require_finite(v, VIEW, format_args!("balls[{i}].streak.{field}"));
    let pixel = |x: f32, y: f32| RawPixel::new(f64::from(x), f64::from(y));
    Ok(Streak {
        ends: [
            pixel(
                number(streak.from_x_px, "from_x_px")?,
                number(streak.from_y_px, "from_y_px")?,
            ),
            pixel(
                number(streak.to_x_px, "to_x_px")?,
                number(streak.to_y_px, "to_y_px")?,
            ),
        ],
        exposure_s: number(streak.exposure_s, "exposure_s")?,
    })
}

fn encode_camera_rotation(rotation: &CameraRotation) -> Option<v1::CameraRotation> {
    let vector = |v: [f32; 3]| {
        let [x, y, z] = v;
        v.iter()
            .all(|v| v.is_finite())
            .then_some(v1::Rotation { x, y, z })
    };
    Some(v1::CameraRotation {
        reference_ns: rotation.reference.0,
        rotation_rad: Some(vector(rotation.rotation_rad)?),
        sigma_rad: Some(vector(rotation.sigma_rad)?),
        patches: rotation.patches,
        inliers: rotation.inliers,
    })
}

fn decode_camera_rotation(rotation: &v1::CameraRotation) -> Result<CameraRotation, WireError> {
    let vector = |v: Option<v1::Rotation>, field: &str| {
        let v = v.ok_or_else(|| {
            WireError::new(VIEW, format_args!("camera_rotation.{field} is absent"))
        })?;
        let number = |v: f32, axis: &str| {
            require_finite(v, VIEW, format_args!("camera_rotation.{field}.{axis}"))
        };
        Ok::<_, WireError>([number(v.x, "x")?, number(v.y, "y")?, number(v.z, "z")?])
    };
    Ok(CameraRotation {
        reference: Timestamp(rotation.reference_ns),
        rotation_rad: vector(rotation.rotation_rad, "rotation_rad")?,
        sigma_rad: vector(rotation.sigma_rad, "sigma_rad")?,
        patches: rotation.patches,
        inliers: rotation.inliers,
    })
}
