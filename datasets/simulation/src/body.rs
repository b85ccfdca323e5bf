//! Bodies and kits.
//!
//! Each body's measures are scattered about the average shares of its height. Heights of young adults: NCD Risk Factor
//! Collaboration, eLife 5:e13410 (2016).

use trackside_body::BodyMeasurements;

use crate::actor::Kit;
use crate::file::{PeopleFile, Sex};
use crate::random::Random;

/// Mean and deviation of height, m.
const MEN_M: (f64, f64) = (1.79, 0.065);
const WOMEN_M: (f64, f64) = (1.66, 0.060);

/// A body drawn by chance.
pub(crate) fn draw(people: &PeopleFile, women: bool, random: &mut Random) -> BodyMeasurements {
    let (mean, deviation) = if women { WOMEN_M } else { MEN_M };
    let drawn = mean + people.taller_m + deviation * random.normal().clamp(-2.2, 2.2);
    let mut b = BodyMeasurements::from_height(drawn);
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
    if women {
        b.shoulder_m *= 0.94;
        b.hip_m *= 1.05;
        b.girth *= 0.95;
    }
    b.height_m = b.leg_m() + b.trunk_m + b.head_m;
    b
}

/// Whether the world's athletes are women.
pub(crate) fn women(people: &PeopleFile, random: &mut Random) -> bool {
    match people.sex {
        Sex::Women => true,
        Sex::Men => false,
        Sex::Either => random.chance(0.5),
    }
}

const KITS: [[u8; 3]; 14] = [
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
const SKINS: [[u8; 3]; 7] = [
    [244, 212, 190],
    [232, 190, 160],
    [210, 160, 125],
    [180, 128, 92],
    [141, 93, 62],
    [104, 66, 44],
    [72, 46, 34],
];
const HAIRS: [[u8; 3]; 6] = [
    [20, 17, 15],
    [45, 30, 22],
    [90, 60, 35],
    [170, 130, 75],
    [215, 185, 130],
    [120, 115, 110],
];
/// What referees wear.
const REFEREE: [u8; 3] = [35, 35, 38];

fn pick(of: &[[u8; 3]], random: &mut Random) -> [u8; 3] {
    let c = of[random.index(of.len())];
    c.map(|v| (f64::from(v) + random.between(-12.0, 12.0)).clamp(0.0, 255.0) as u8)
}

fn apart(a: [u8; 3], b: [u8; 3]) -> i32 {
    (0..3)
        .map(|i| (i32::from(a[i]) - i32::from(b[i])).abs())
        .sum()
}

/// What each of `teams` wears; no two alike. Skin and hair are each athlete's own.
pub(crate) fn team_kits(teams: usize, random: &mut Random) -> Vec<Kit> {
    let mut kits: Vec<Kit> = Vec::with_capacity(teams);
    while kits.len() < teams {
        let shirt = pick(&KITS, random);
        let tries = random.unit();
        // With many teams no colour is far from all others: then any will do.
        if kits.iter().any(|k| apart(k.shirt, shirt) < 160) && tries > 0.1 {
            continue;
        }
        let same = random.chance(0.5);
        kits.push(Kit {
            shirt,
            shorts: if same { shirt } else { pick(&KITS, random) },
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
pub(crate) fn referee_kit(random: &mut Random) -> Kit {
    let kit = Kit {
        shirt: REFEREE,
        shorts: REFEREE,
        socks: REFEREE,
        shoes: [0; 3],
        skin: [0; 3],
        hair: [0; 3],
        number: None,
    };
    own(kit, None, random)
}

/// A team's kit on one athlete.
pub(crate) fn own(team: Kit, number: Option<u8>, random: &mut Random) -> Kit {
    Kit {
        shoes: pick(&KITS, random),
        skin: pick(&SKINS, random),
        hair: pick(&HAIRS, random),
        number,
        ..team
    }
}
