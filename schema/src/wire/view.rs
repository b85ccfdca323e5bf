//! Views.

use crate::{
    Ball2d, CameraId, JOINT_COUNT, Joint, Keypoint, Person2d, RawPixel, Stamp, StampSource, Streak,
    Timestamp, Turn, View,
};

use super::{SCHEMA, WireError, decode, encode, finite, or_zero, singles, v1};

const VIEW: &str = "View";

/// Clears `out` and writes `view`, seen by the camera of that name, as a [`v1::View`].
pub fn encode_view(view: &View, camera_name: &str, out: &mut Vec<u8>) {
    let message = v1::View {
        schema: SCHEMA,
        camera: camera_name.to_owned(),
        camera_index: u32::from(view.camera.0),
        image: view.image,
        stamp: Some(stamp_out(&view.stamp)),
        people: view.people.iter().map(person_out).collect(),
        balls: view.balls.iter().filter_map(ball_out).collect(),
        turn: view.turn.as_ref().and_then(turn_out),
    };
    encode(&message, out);
}

/// Reads a [`v1::View`]: the view and its camera's name.
///
/// # Errors
/// Bytes that are no view, a view of another major version, without a stamp or a camera's name, with a joint twice,
/// or with a number that is not finite.
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
        image: message.image,
        stamp: stamp_in(&stamp),
        people: (message.people.into_iter().enumerate())
            .map(|(i, p)| person_in(i, p))
            .collect::<Result<_, _>>()?,
        balls: (message.balls.iter().enumerate())
            .map(|(i, b)| ball_in(i, b))
            .collect::<Result<_, _>>()?,
        turn: message.turn.as_ref().map(turn_in).transpose()?,
    };
    Ok((view, message.camera))
}

/// Clears `out` and writes that the recorded camera of that name has ended after `views` views.
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
/// Bytes that are no such message, or one of another major version.
pub fn decode_end(bytes: &[u8]) -> Result<v1::EndOfViews, WireError> {
    decode(bytes)
}

fn stamp_out(stamp: &Stamp) -> v1::Stamp {
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

fn stamp_in(stamp: &v1::Stamp) -> Stamp {
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

fn person_out(person: &Person2d) -> v1::Person2d {
    let joint = |(joint, k): (Joint, &Keypoint)| {
        let [x_px, y_px] = singles([k.at.x, k.at.y])?;
        Some(v1::Keypoint {
            joint: joint as i32,
            x_px,
            y_px,
            score: or_zero(k.score),
            sigma_px: or_zero(k.sigma_px),
        })
    };
    v1::Person2d {
        joints: person.seen().filter_map(joint).collect(),
        score: or_zero(person.score),
        appearance: (person.appearance.clone())
            .filter(|a| a.iter().all(|v| v.is_finite()))
            .unwrap_or_default(),
    }
}

fn person_in(i: usize, person: v1::Person2d) -> Result<Person2d, WireError> {
    let mut joints = [None; JOINT_COUNT];
    for k in &person.joints {
        // A joint of a later minor version has no place here.
        let Some(joint) = Joint::ALL.get(k.joint as usize).copied() else {
            continue;
        };
        let number = |v: f32, field: &str| {
            let name = joint.name();
            finite(v, VIEW, format_args!("people[{i}].joints[{name}].{field}"))
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
        finite(v, VIEW, format_args!("people[{i}].appearance"))?;
    }
    Ok(Person2d {
        joints,
        score: finite(person.score, VIEW, format_args!("people[{i}].score"))?,
        appearance: (!person.appearance.is_empty()).then_some(person.appearance),
    })
}

fn ball_out(ball: &Ball2d) -> Option<v1::Ball2d> {
    let [x_px, y_px] = singles([ball.at.x, ball.at.y])?;
    Some(v1::Ball2d {
        x_px,
        y_px,
        score: or_zero(ball.score),
        sigma_px: or_zero(ball.sigma_px),
        streak: ball.streak.as_ref().and_then(streak_out),
    })
}

fn streak_out(streak: &Streak) -> Option<v1::Streak> {
    let [from, to] = streak.ends;
    let [from_x_px, from_y_px, to_x_px, to_y_px] = singles([from.x, from.y, to.x, to.y])?;
    streak.exposure_s.is_finite().then_some(v1::Streak {
        from_x_px,
        from_y_px,
        to_x_px,
        to_y_px,
        exposure_s: streak.exposure_s,
    })
}

fn ball_in(i: usize, ball: &v1::Ball2d) -> Result<Ball2d, WireError> {
    let number = |v: f32, field: &str| finite(v, VIEW, format_args!("balls[{i}].{field}"));
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
            .map(|streak| streak_in(i, streak))
            .transpose()?,
    })
}

fn streak_in(i: usize, streak: &v1::Streak) -> Result<Streak, WireError> {
    let number = |v: f32, field: &str| finite(v, VIEW, format_args!("balls[{i}].streak.{field}"));
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

fn turn_out(turn: &Turn) -> Option<v1::Turn> {
    let rotation = |v: [f32; 3]| {
        let [x, y, z] = v;
        v.iter()
            .all(|v| v.is_finite())
            .then_some(v1::Rotation { x, y, z })
    };
    Some(v1::Turn {
        since_ns: turn.since.0,
        by_rad: Some(rotation(turn.by_rad)?),
        sigma_rad: Some(rotation(turn.sigma_rad)?),
        compared: turn.compared,
        agree: turn.agree,
    })
}

fn turn_in(turn: &v1::Turn) -> Result<Turn, WireError> {
    let rotation = |v: Option<v1::Rotation>, field: &str| {
        let v = v.ok_or_else(|| WireError::new(VIEW, format_args!("turn.{field} is absent")))?;
        let number = |v: f32, axis: &str| finite(v, VIEW, format_args!("turn.{field}.{axis}"));
        Ok::<_, WireError>([number(v.x, "x")?, number(v.y, "y")?, number(v.z, "z")?])
    };
    Ok(Turn {
        since: Timestamp(turn.since_ns),
        by_rad: rotation(turn.by_rad, "by_rad")?,
        sigma_rad: rotation(turn.sigma_rad, "sigma_rad")?,
        compared: turn.compared,
        agree: turn.agree,
    })
}
