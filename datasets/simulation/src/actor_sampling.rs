//! Bodies and kits, drawn by chance.
//!
//! Measurements scatter about the average proportions of a stature.

use trackside_body::BodyMeasurements;
use trackside_sports::anthropometry::{MEN, WOMEN};

use crate::actor::Kit;
use crate::random::RandomStream;
use crate::world_file::{PeopleSection, Sex};

/// A body.
pub(crate) fn body(
    people: &PeopleSection,
    are_women: bool,
    random: &mut RandomStream,
) -> BodyMeasurements {
    let stature = if are_women { WOMEN } else { MEN };
    let height_m = stature.mean_m
        + people.stature_offset_m
        + stature.sigma_m * random.normal().clamp(-2.2, 2.2);
    let mut b = BodyMeasurements::from_height(height_m);
    let mut vary = |v: &mut f64, share: f64| *v *= 1.0 + share * random.normal().clamp(-2.0, 2.0);
    vary(&mut b.shoulder_m, 0.05);
    vary(&mut b.hip_m, 0.05);
    vary(&mut b.girth, 0.08);
    vary(&mut b.upper_arm_m, 0.03);
    vary(&mut b.forearm_m, 0.03);
    vary(&mut b.thigh_m, 0.025);
    vary(&mut b.shank_m, 0.025);
    vary(&mut b.foot_m, 0.03);
    vary(&mut b.trunk_m, 0.02);
    if are_women {
        b.shoulder_m *= 0.94;
        b.hip_m *= 1.05;
        b.girth *= 0.95;
    }
    b.height_m = b.leg_m() + b.trunk_m + b.head_m;
    b
}

/// Whether the world's athletes are women.
pub(crate) fn are_women(people: &PeopleSection, random: &mut RandomStream) -> bool {
    match people.sex {
        Sex::Women => true,
        Sex::Men => false,
        Sex::Either => random.chance(0.5),
    }
}

const KIT_COLOURS: [[u8; 3]; 14] = [
    [200, 30, 35],
    [25, 60, 160],
    [240, 240, 238],
    [25, 25, 28],
    [245, 200, 40],
    [20, 110, 60],
    [110, 30, 120],
    [240, 120, 25],
    [110, 190, 230],
    [120, 20, 40],
    [20, 150, 150],
    [230, 110, 160],
    [60, 70, 80],
    [170, 220, 60],
];
const SKIN_COLOURS: [[u8; 3]; 7] = [
    [244, 212, 190],
    [232, 190, 160],
    [210, 160, 125],
    [180, 128, 92],
    [141, 93, 62],
    [104, 66, 44],
    [72, 46, 34],
];
const HAIR_COLOURS: [[u8; 3]; 6] = [
    [20, 17, 15],
    [45, 30, 22],
    [90, 60, 35],
    [170, 130, 75],
    [215, 185, 130],
    [120, 115, 110],
];
/// Clothes of referees.
const REFEREE_COLOUR: [u8; 3] = [35, 35, 38];

/// One of the colours, slightly varied.
fn pick(colours: &[[u8; 3]], random: &mut RandomStream) -> [u8; 3] {
    let c = colours[random.index(colours.len())];
    c.map(|v| (f64::from(v) + random.between(-12.0, 12.0)).clamp(0.0, 255.0) as u8)
}

/// Sum of the absolute differences of two colours' channels.
fn colour_difference(a: [u8; 3], b: [u8; 3]) -> i32 {
    (0..3)
        .map(|i| (i32::from(a[i]) - i32::from(b[i])).abs())
        .sum()
}

/// The kits of `teams` teams, no two alike. Skin, hair and shoes are left to [`personal_kit`].
pub(crate) fn team_kits(teams: usize, random: &mut RandomStream) -> Vec<Kit> {
    let mut kits: Vec<Kit> = Vec::with_capacity(teams);
    while kits.len() < teams {
        let shirt = pick(&KIT_COLOURS, random);
        let draw = random.unit();
        // With many teams no colour is far from all others: one in ten is accepted all the same.
        if kits.iter().any(|k| colour_difference(k.shirt, shirt) < 160) && draw > 0.1 {
            continue;
        }
        let is_uniform = random.chance(0.5);
        kits.push(Kit {
            shirt,
            shorts: if is_uniform {
                shirt
            } else {
                pick(&KIT_COLOURS, random)
            },
            socks: if random.chance(0.5) {
                shirt
            } else {
                [235, 235, 235]
            },
            shoes: [0; 3],
            skin: [0; 3],
            hair: [0; 3],
            number: None,
        });
    }
    kits
}

/// A referee's kit.
pub(crate) fn referee_kit(random: &mut RandomStream) -> Kit {
    let kit = Kit {
        shirt: REFEREE_COLOUR,
        shorts: REFEREE_COLOUR,
        socks: REFEREE_COLOUR,
        shoes: [0; 3],
        skin: [0; 3],
        hair: [0; 3],
        number: None,
    };
    personal_kit(kit, None, random)
}

/// A team's kit as one athlete wears it: with a number, shoes, skin and hair.
pub(crate) fn personal_kit(team: Kit, number: Option<u8>, random: &mut RandomStream) -> Kit {
    Kit {
        shoes: pick(&KIT_COLOURS, random),
        skin: pick(&SKIN_COLOURS, random),
        hair: pick(&HAIR_COLOURS, random),
        number,
        ..team
    }
}
