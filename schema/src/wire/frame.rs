//! Tracking frames.

use std::fmt;

use crate::{
    Athlete, AthleteId, Ball, BallState, CameraId, JOINT_COUNT, Joint, Joint3d, RigId, Skeleton3d,
    StageLatency, Stream, Timestamp, TrackState, TrackingFrame, WorldPoint,
};

use super::{SCHEMA, WireError, decode, encode, finite, or_zero, singles, v1};

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
        athletes: frame.athletes.iter().map(athlete_out).collect(),
        ball: frame.ball.as_ref().and_then(ball_out),
        absent_cameras: frame
            .absent_cameras
            .iter()
            .map(|c| u32::from(c.0))
            .collect(),
        latency: frame.latency.iter().map(latency).collect(),
        stream: match frame.stream {
            // What is not said is live: frames stay as small as they were.
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
/// Bytes that are no frame, a frame of another major version, with a joint twice, a ball without a place, or a number
/// that is not finite or does not fit.
pub fn decode_frame(bytes: &[u8]) -> Result<TrackingFrame, WireError> {
    let message: v1::TrackingFrame = decode(bytes)?;
    let camera = |&index: &u32| {
        small(index, format_args!("absent_cameras")).map(|index: u8| CameraId(index))
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
            .map(athlete_in)
            .collect::<Result<_, _>>()?,
        ball: message.ball.as_ref().map(ball_in).transpose()?,
        absent_cameras: (message.absent_cameras.iter())
            .map(camera)
            .collect::<Result<_, _>>()?,
        latency: message.latency.into_iter().map(latency).collect(),
    })
}

fn athlete_out(athlete: &Athlete) -> v1::Athlete {
    let joint = |(joint, j): (Joint, &Option<Joint3d>)| {
        let j = j.as_ref()?;
        let [x_m, y_m, z_m] = singles(j.at.into())?;
        Some(v1::Joint3d {
            joint: joint as i32,
            x_m,
            y_m,
            z_m,
            sigma_m: or_zero(j.sigma_m),
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
        velocity_m_s: athlete.velocity_m_s.and_then(vector_out),
    }
}

fn athlete_in(athlete: v1::Athlete) -> Result<Athlete, WireError> {
    let id = athlete.id;
    let state = match athlete.state() {
        v1::TrackState::Confirmed => TrackState::Confirmed,
        v1::TrackState::Coasting => TrackState::Coasting,
        v1::TrackState::Tentative | v1::TrackState::Unspecified => TrackState::Tentative,
    };
    Ok(Athlete {
        id: AthleteId(id),
        number: (athlete.number)
            .map(|n| small(n, format_args!("athlete {id}: number")))
            .transpose()?,
        state,
        skeleton: skeleton_in(id, &athlete.joints)?,
        velocity_m_s: (athlete.velocity_m_s)
            .map(|v| vector_in(&v, format_args!("athlete {id}: velocity_m_s")))
            .transpose()?,
        team: athlete.team,
    })
}

fn skeleton_in(id: u32, joints: &[v1::Joint3d]) -> Result<Skeleton3d, WireError> {
    let mut skeleton = [None; JOINT_COUNT];
    for j in joints {
        // A joint of a later minor version has no place here.
        let Some(joint) = Joint::ALL.get(j.joint as usize).copied() else {
            continue;
        };
        let name = joint.name();
        let number =
            |v: f32, field: &str| finite(v, FRAME, format_args!("athlete {id}: {name}.{field}"));
        let [x, y, z] = [
            number(j.x_m, "x_m")?,
            number(j.y_m, "y_m")?,
            number(j.z_m, "z_m")?,
        ];
        let joint3d = Joint3d {
            at: WorldPoint::new(x.into(), y.into(), z.into()),
            sigma_m: number(j.sigma_m, "sigma_m")?,
            views: small(j.views, format_args!("athlete {id}: {name}.views"))?,
        };
        if skeleton[joint.index()].replace(joint3d).is_some() {
            return Err(WireError::new(FRAME, format!("athlete {id}: {name} twice")));
        }
    }
    Ok(skeleton)
}

fn ball_out(ball: &Ball) -> Option<v1::Ball> {
    let state = match ball.state {
        BallState::Seen => v1::BallState::Seen,
        BallState::Predicted => v1::BallState::Predicted,
    };
    Some(v1::Ball {
        at_m: Some(vector_out(ball.at.into())?),
        velocity_m_s: ball.velocity_m_s.and_then(vector_out),
        spin_rad_s: ball.spin_rad_s.and_then(vector_out),
        sigma_m: or_zero(ball.sigma_m),
        state: state.into(),
    })
}

fn ball_in(ball: &v1::Ball) -> Result<Ball, WireError> {
    let vector = |v: &Option<v1::Vector3>, field: &str| {
        v.as_ref()
            .map(|v| vector_in(v, format_args!("ball.{field}")))
            .transpose()
    };
    let at = vector(&ball.at_m, "at_m")?
        .ok_or_else(|| WireError::new(FRAME, "the ball has no place (at_m)"))?;
    Ok(Ball {
        at: at.into(),
        velocity_m_s: vector(&ball.velocity_m_s, "velocity_m_s")?,
        spin_rad_s: vector(&ball.spin_rad_s, "spin_rad_s")?,
        sigma_m: finite(ball.sigma_m, FRAME, "ball.sigma_m")?,
        state: match ball.state() {
            v1::BallState::Seen => BallState::Seen,
            v1::BallState::Predicted | v1::BallState::Unspecified => BallState::Predicted,
        },
    })
}

fn vector_out(v: [f64; 3]) -> Option<v1::Vector3> {
    let [x, y, z] = singles(v)?;
    Some(v1::Vector3 { x, y, z })
}

fn vector_in(v: &v1::Vector3, field: fmt::Arguments<'_>) -> Result<[f64; 3], WireError> {
    for n in [v.x, v.y, v.z] {
        finite(n, FRAME, field)?;
    }
    Ok([v.x, v.y, v.z].map(f64::from))
}

/// A number that fits a smaller type.
fn small<T: TryFrom<u32>>(value: u32, field: fmt::Arguments<'_>) -> Result<T, WireError> {
    T::try_from(value)
        .map_err(|_| WireError::new(FRAME, format!("{field} is {value}, which is too large")))
}
