//! Facts of sports as data, each once and with its source: fields of play, what stands on them, balls, and the proportions of
//! bodies.
//!
//! Lengths are metres. A field's origin is at its centre, x along its long side, z up.
//!
//! ```
//! use trackside_sports::{BallKind, Field, FieldName};
//!
//! let field = Field::new(FieldName::BasketballFiba);
//! assert_eq!(field.size_m, [28.0, 15.0]);
//! assert!(field.source.contains("FIBA"));
//! let ring = field.point("ring +x").expect("a basketball court has rings");
//! assert_eq!(ring.at.z, 3.05);
//!
//! // A basketball dropped from 1.8 m bounces to e² of that height, about 1.06 m.
//! let ball = BallKind::Basketball.physics();
//! assert!((ball.restitution.powi(2) * 1.8 - 1.06).abs() < 0.01);
//! ```

pub mod anthropometry;
mod ball;
mod catalogue;
mod field;
mod field_file;
mod marking;
mod sport;
mod structure;

pub use ball::{AIR_DENSITY_KG_M3, BallKind, BallPhysics, GRAVITY_M_S2};
pub use catalogue::FieldName;
pub use field::{Field, FieldError, FieldLine, FieldPoint, Lanes, LineGeometry};
pub use marking::{Marking, Shape};
pub use sport::Sport;
pub use structure::Structure;
