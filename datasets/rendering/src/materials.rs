//! Bodies and clothing of the actors.

use nalgebra::Vector3;
use trackside_body::{BodyMesh, Clothing, Detail, Hair, MATERIAL_COUNT, Material};
use trackside_simulation::{Actor, Role};
use trackside_sports::Field;

use crate::colour::{self, Light, times};
use crate::noise::{between, hash, hash_all, normals, one_of, purpose};

/// Surface ids that one actor takes up: materials, then the number.
pub(crate) const SURFACES: usize = MATERIAL_COUNT + 2;
const NUMBER: usize = MATERIAL_COUNT;

/// The meshes and surface colours of one actor.
pub(crate) struct Materials {
    /// Fine, coarse.
    pub bodies: [ClothedBody; 2],
    /// The reflectance of each surface.
    pub reflectance: [Light; SURFACES],
    pub number: Option<u8>,
    pub height_m: f64,
}

/// A body with folds in its clothes.
pub(crate) struct ClothedBody {
    pub body: BodyMesh,
    /// Added to normals, by vertex.
    pub folds: Vec<Vector3<f32>>,
}

/// The surface that a sample's id encodes: 0 is the backdrop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SurfaceId {
    Backdrop,
    Actor { actor: usize, surface: usize },
    Ball { seam: bool },
}

const BALL: u16 = u16::MAX - 1;

impl SurfaceId {
    pub fn of(id: u16) -> SurfaceId {
        match id {
            0 => SurfaceId::Backdrop,
            BALL.. => SurfaceId::Ball { seam: id > BALL },
            _ => SurfaceId::Actor {
                actor: usize::from(id - 1) / SURFACES,
                surface: usize::from(id - 1) % SURFACES,
            },
        }
    }
}

pub(crate) fn ball_id(seam: bool) -> u16 {
    BALL + u16::from(seam)
}

/// The id of an actor's first surface; the others follow in the order of [`Material`], then the number's.
pub(crate) fn first_id(actor: usize) -> u16 {
    // More actors than ids would share them: no venue has eight thousand.
    (1 + actor * SURFACES) as u16
}

pub(crate) fn number_surface() -> u16 {
    NUMBER as u16
}

impl Materials {
    pub fn new(actor: &Actor, field: &Field, seed: u64) -> Materials {
        let seed = hash_all(&[seed, purpose::ROSTER, u64::from(actor.id)]);
        let hair = one_of(
            seed,
            1,
            &[
                Hair::Shaved,
                Hair::Short,
                Hair::Short,
                Hair::Full,
                Hair::Tied,
            ],
        );
        let mut clothing = Clothing::for_sport(field.sport, hair);
        // Shirts with and without sleeves, wide and narrow shorts.
        if clothing.sleeve_fraction < 0.0 && between(seed, 2, [0.0, 1.0]) < 0.15 {
            clothing.sleeve_fraction = 0.5;
        }
        if actor.role == Role::Referee {
            clothing.sleeve_fraction = 0.6;
        }
        clothing.shorts_gap_m *= f64::from(between(seed, 3, [0.6, 1.3]));
        clothing.socks_fraction =
            (clothing.socks_fraction + f64::from(between(seed, 4, [-0.1, 0.1]))).clamp(0.1, 1.1);
        let kit = &actor.kit;
        let vary = |c: [u8; 3], what: u64| times(colour::of(c), between(seed, what, [0.9, 1.1]));
        let mut reflectance = [[0.0; 3]; SURFACES];
        for (material, rgb) in [
            (Material::Skin, kit.skin),
            (Material::Hair, kit.hair),
            (Material::Shirt, kit.shirt),
            (Material::Shorts, kit.shorts),
            (Material::Socks, kit.socks),
            (Material::Shoes, kit.shoes),
        ] {
            reflectance[material as usize] = vary(rgb, 10 + material as u64);
        }
        let [r, g, b] = reflectance[Material::Shirt as usize];
        let bright = 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.25;
        reflectance[NUMBER] = if bright {
            [0.02, 0.02, 0.03]
        } else {
            [0.85, 0.85, 0.82]
        };
        let clothed_body =
            |detail| ClothedBody::new(BodyMesh::new(&actor.body, &clothing, detail), seed);
        Materials {
            bodies: [clothed_body(Detail::Fine), clothed_body(Detail::Coarse)],
            reflectance,
            number: kit.number,
            height_m: actor.body.height_m,
        }
    }
}

impl ClothedBody {
    fn new(body: BodyMesh, seed: u64) -> ClothedBody {
        let count = body.vertices().len();
        let noise = normals(hash(seed), 3 * count);
        let mut folds = vec![Vector3::zeros(); count];
        for t in body.triangles() {
            let deep = match t.material {
                Material::Shirt => 0.22,
                Material::Shorts => 0.28,
                Material::Hair => 0.2,
                _ => continue,
            };
            for v in t.vertices.map(usize::from) {
                folds[v] = Vector3::from_column_slice(&noise[3 * v..3 * v + 3]) * deep;
            }
        }
        ClothedBody { body, folds }
    }
}
