//! Encoding and decoding of tracking frames.

use std::fmt;

use crate::frame::{
    Athlete, AthleteId, Ball, BallState, Joint3d, Skeleton3d, StageLatency, Stream, TrackState,
    TrackingFrame,
};
use crate::skeleton::{JOINT_COUNT, Joint};
use crate::space::{CameraId, RigId, WorldPoint};
use crate::time::Timestamp;

use super::codec::{
    SCHEMA, WireError, decode, encode, finite_or_zero, require_finite, to_finite_f32,
};
use super::v1;

const FRAME: &str = "TrackingFrame";

/// Clears `out` and writes `frame` as a [`v1::TrackingFrame`].
pub fn encode_frame(frame: &TrackingFrame, out: &mut Vec<u8>) {
    let latency = |l: &StageLatency| v1::StageLatency {
        stage: l.stage.clone(),
        ns: l.ns,
    };
    let message = v1::TrackingFrame {
        schema: SCHEMA,
        venue: frame.venue.clone(),
        session: frame.session.clone(),
        rig: frame.rig.0.clone(),
        tick: frame.tick,
        time_ns: frame.time.0,
        athletes: frame.athletes.iter().map(encode_athlete).collect(),
        ball: frame.ball.as_ref().and_then(encode_ball),
        missing_cameras: frame
            .missing_cameras
            .iter()
            .map(|c| u32::from(c.0))
            .collect(),
        latency: frame.latency.iter().map(latency).collect(),
        stream: match frame.stream {
            // Absent means live, which keeps live frames small.
            Stream::Live => v1::Stream::Unspecified,
            Stream::Smooth => v1::Stream::Smooth,
            Stream::Refined => v1::Stream::Refined,
        }
        .into(),
    };
    encode(&message, out);
}

/// Reads a [`v1::TrackingFrame`].
///
/// # Errors
/// Bytes that are not a frame; a frame of another major version; a joint given twice; a ball without a position; a number
/// that is not finite or out of range.
pub fn decode_frame(bytes: &[u8]) -> Result<TrackingFrame, WireError> {
    let message: v1::TrackingFrame = decode(bytes)?;
    let camera = |&index: &u32| {
        narrow(index, format_args!("missing_cameras")).map(|index: u8| CameraId(index))
    };
    let latency = |l: v1::StageLatency| StageLatency {
        stage: l.stage,
        ns: l.ns,
    };
    Ok(TrackingFrame {
        stream: match message.stream() {
            v1::Stream::Smooth => Stream::Smooth,
            v1::Stream::Refined => Stream::Refined,
            v1::Stream::Live | v1::Stream::Unspecified => Stream::Live,
        },
        schema: message.schema,
        venue: message.venue,
        session: message.session,
        rig: RigId(message.rig),
        tick: message.tick,
        time: Timestamp(message.time_ns),
        athletes: (message.athletes.into_iter())
            .map(decode_athlete)
            .collect::<Result<_, _>>()?,
        ball: message.ball.as_ref().map(decode_ball).transpose()?,
        missing_cameras: (message.missing_cameras.iter())
            .map(camera)
            .collect::<Result<_, _>>()?,
        latency: message.latency.into_iter().map(latency).collect(),
    })
}

fn encode_athlete(athlete: &Athlete) -> v1::Athlete {
    let joint = |(joint, j): (Joint, &Option<Joint3d>)| {
        let j = j.as_ref()?;
        let [x_m, y_m, z_m] = to_finite_f32(j.at.into())?;
        Some(v1::Joint3d {
            joint: joint as i32,
            x_m,
            y_m,
            z_m,
            sigma_m: finite_or_zero(j.sigma_m),
            views: u32::from(j.views),
        })
    };
    let state = match athlete.state {
        TrackState::Tentative => v1::TrackState::Tentative,
        TrackState::Confirmed => v1::TrackState::Confirmed,
        TrackState::Coasting => v1::TrackState::Coasting,
    };
    v1::Athlete {
        id: athlete.id.0,
        team: athlete.team.clone(),
        number: athlete.number.map(u32::from),
        state: state.into(),
        joints: Joint::ALL
            .into_iter()
            .zip(&athlete.skeleton)
            .filter_map(joint)
            .collect(),
        velocity_m_s: athlete.velocity_m_s.and_then(encode_vector),
    }
}

fn decode_athlete(athlete: v1::Athlete) -> Result<Athlete, WireError> {
    let id = athlete.id;
    let state = match athlete.state() {
        v1::TrackState::Confirmed => TrackState::Confirmed,
        v1::TrackState::Coasting => TrackState::Coasting,
        v1::TrackState::Tentative | v1::TrackState::Unspecified => TrackState::Tentative,
    };
    Ok(Athlete {
        id: AthleteId(id),
        number: (athlete.number)
            .map(|n| narrow(n, format_args!("athlete {id}: number")))
            .transpose()?,
        state,
        skeleton: decode_skeleton(id, &athlete.joints)?,
        velocity_m_s: (athlete.velocity_m_s)
            .map(|v| decode_vector(&v, format_args!("athlete {id}: velocity_m_s")))
            .transpose()?,
        team: athlete.team,
    })
}

fn decode_skeleton(id: u32, joints: &[v1::Joint3d]) -> Result<Skeleton3d, WireError> {
    let mut skeleton = [None; JOINT_COUNT];
    for j in joints {
        // Joints of a later minor version are skipped.
        let Some(joint) = Joint::ALL.get(j.joint as usize).copied() else {
            continue;
        };
        let name = joint.name();
        let number = |v: f32, field: &str| {
            require_finite(v, FRAME, format_args!("athlete {id}: {name}.{field}"))
        };
        let [x, y, z] = [
            number(j.x_m, "x_m")?,
            number(j.y_m, "y_m")?,
            number(j.z_m, "z_m")?,
        ];
        let joint3d = Joint3d {
            at: WorldPoint::new(x.into(), y.into(), z.into()),
            sigma_m: number(j.sigma_m, "sigma_m")?,
            views: narrow(j.views, format_args!("athlete {id}: {name}.views"))?,
        };
        if skeleton[joint.index()].replace(joint3d).is_some() {
            return Err(WireError::new(FRAME, format!("athlete {id}: {name} twice")));
        }
    }
    Ok(skeleton)
}

fn encode_ball(ball: &Ball) -> Option<v1::Ball> {
    let state = match ball.state {
        BallState::Measured => v1::BallState::Measured,
        BallState::Predicted => v1::BallState::Predicted,
    };
    Some(v1::Ball {
        at_m: Some(encode_vector(ball.at.into())?),
        velocity_m_s: ball.velocity_m_s.and_then(encode_vector),
        spin_rad_s: ball.spin_rad_s.and_then(encode_vector),
        sigma_m: finite_or_zero(ball.sigma_m),
        state: state.into(),
    })
}

fn decode_ball(ball: &v1::Ball) -> Result<Ball, WireError> {
    let vector = |v: &Option<v1::Vector3>, field: &str| {
        v.as_ref()
            .map(|v| decode_vector(v, format_args!("ball.{field}")))
            .transpose()
    };
    let at =
        vector(&ball.at_m, "at_m")?.ok_or_else(|| WireError::new(FRAME, "ball.at_m is absent"))?;
    Ok(Ball {
        at: at.into(),
        velocity_m_s: vector(&ball.velocity_m_s, "velocity_m_s")?,
        spin_rad_s: vector(&ball.spin_rad_s, "spin_rad_s")?,
        sigma_m: require_finite(ball.sigma_m, FRAME, "ball.sigma_m")?,
        state: match ball.state() {
            v1::BallState::Measured => BallState::Measured,
            v1::BallState::Predicted | v1::BallState::Unspecified => BallState::Predicted,
        },
    })
}

fn encode_vector(v: [f64; 3]) -> Option<v1::Vector3> {
    let [x, y, z] = to_finite_f32(v)?;
    Some(v1::Vector3 { x, y, z })
}

fn decode_vector(v: &v1::Vector3, field: fmt::Arguments<'_>) -> Result<[f64; 3], WireError> {
    for n in [v.x, v.y, v.z] {
        require_finite(n, FRAME, field)?;
    }
    Ok([v.x, v.y, v.z].map(f64::from))
}

/// Converts to a smaller integer type, or returns an error that names `field`.
fn narrow<T: TryFrom<u32>>(value: u32, field: fmt::Arguments<'_>) -> Result<T, WireError> {
    T::try_from(value)
        .map_err(|_| WireError::new(FRAME, format!("{field} is {value}, which is too large")))
}
