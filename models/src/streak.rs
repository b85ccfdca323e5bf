//! The two ends of a ball's blur, from the pixels about the place where a detector found it.
//!
//! A ball that moves evenly while the shutter is open leaves a disc drawn along a segment. Its second moments are those of both, added: r²/4
//! across the way and r²/4 + L²/12 along it, and what the lens and the pixels spread is the same in all directions. So the difference of
//! the two tells the length, whatever the size of the ball and the lens.

use trackside_schema::RawPixel;

use crate::picture::Picture;

/// Half of the patch that is looked at, px: longer blurs are not measured.
const REACH: usize = 40;
const SIDE: usize = 2 * REACH + 1;
/// The ball is no farther than this from where it was found, px.
const NEAR_PX: i64 = 3;
/// What is lit by the ball by less than this share is ground.
const LEAST_SHARE: f32 = 0.2;
/// The ball stands out from the ground by so many times the ground's own unevenness.
const STANDS_OUT: f32 = 5.0;
/// A shape of fewer pixels has no moments.
const LEAST_PIXELS: usize = 8;
/// Its length and width are what its moments say, and what it covers is what they say, within these factors.
const SHAPE: [f32; 2] = [0.6, 1.5];

/// Finds blurs. It keeps its memory.
#[derive(Debug, Default)]
pub struct Streaks {
    light: Vec<[f32; 3]>,
    rim: Vec<f32>,
    /// By pixel: not looked at, in the shape or waiting, or ground.
    seen: Vec<bool>,
    shape: Vec<(usize, usize)>,
}

impl Streaks {
    /// The two ends of the way that the centre of a ball near `at` went while the shutter was open, in no order; `None` where it went less
    /// far than the ball is wide, or where what is to be seen is not the blur of a ball on even ground.
    pub fn find(&mut self, picture: &Picture<'_>, at: RawPixel) -> Option<[RawPixel; 2]> {
        let (x, y) = (at.x.round() as i64, at.y.round() as i64);
        let [w, h] = picture.size().map(i64::from);
        let reach = REACH as i64;
        if !((reach..w - reach).contains(&x) && (reach..h - reach).contains(&y)) {
            return None;
        }
        let corner = [x - reach, y - reach];
        self.read(picture, corner);
        let (ground, noise) = self.ground();
        let apart = |l: &[f32; 3]| [0, 1, 2].map(|c| l[c] - ground[c]);
        let square = |d: [f32; 3]| d.iter().map(|v| v * v).sum::<f32>();
        let near = (reach - NEAR_PX) as usize..=(reach + NEAR_PX) as usize;
        let cells = near.clone().flat_map(|y| near.clone().map(move |x| (x, y)));
        let seed = cells.max_by(|a, b| {
            let far = |c: &(usize, usize)| square(apart(&self.light[c.1 * SIDE + c.0]));
            far(a).total_cmp(&far(b))
        })?;
        let ball = apart(&self.light[seed.1 * SIDE + seed.0]);
        let strength = square(ball);
        if strength < (STANDS_OUT * noise).powi(2) {
            return None;
        }
        let share = |l: &[f32; 3]| {
            let d = apart(l);
            (d[0] * ball[0] + d[1] * ball[1] + d[2] * ball[2]) / strength
        };
        if !self.grow(seed, |l| share(l) > LEAST_SHARE) || self.shape.len() < LEAST_PIXELS {
            return None;
        }
        let ends = self.ends(share)?;
        Some(ends.map(|[ex, ey]| {
            let px = |v: f32, from: i64| f64::from(from as f32 + v);
            RawPixel::new(px(ex, corner[0]), px(ey, corner[1]))
        }))
    }

    /// The patch's light: bytes are about its square root.
    fn read(&mut self, picture: &Picture<'_>, [x, y]: [i64; 2]) {
        self.light.clear();
        for row in 0..SIDE {
            let from = 3 * x as usize;
            let bytes = &picture.row(y as usize + row)[from..from + 3 * SIDE];
            let light = |b: u8| (f32::from(b) / 255.0).powi(2);
            let pixels = bytes.chunks_exact(3);
            self.light
                .extend(pixels.map(|p| [light(p[0]), light(p[1]), light(p[2])]));
        }
    }

    /// The light of the patch's rim, and how uneven it is: medians.
    fn ground(&mut self) -> ([f32; 3], f32) {
        let mut ground = [0.0; 3];
        let mut unevenness = 0.0;
        for (c, ground) in ground.iter_mut().enumerate() {
            self.rim.clear();
            for i in 0..SIDE {
                let cells = [i, (SIDE - 1) * SIDE + i, i * SIDE, i * SIDE + SIDE - 1];
                self.rim.extend(cells.map(|cell| self.light[cell][c]));
            }
            *ground = middle(&mut self.rim);
            self.rim.iter_mut().for_each(|v| *v = (*v - *ground).abs());
            unevenness += (1.48 * middle(&mut self.rim)).powi(2);
        }
        (ground, unevenness.sqrt())
    }

    /// What hangs together with the seed. Says whether it ends before the patch does.
    fn grow(&mut self, seed: (usize, usize), belongs: impl Fn(&[f32; 3]) -> bool) -> bool {
        self.seen.clear();
        self.seen.resize(SIDE * SIDE, false);
        self.shape.clear();
        self.shape.push(seed);
        self.seen[seed.1 * SIDE + seed.0] = true;
        let mut next = 0;
        while let Some(&(x, y)) = self.shape.get(next) {
            next += 1;
            if x == 0 || y == 0 || x == SIDE - 1 || y == SIDE - 1 {
                return false;
            }
            for (x, y) in [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)] {
                let cell = y * SIDE + x;
                if !self.seen[cell] && belongs(&self.light[cell]) {
                    self.seen[cell] = true;
                    self.shape.push((x, y));
                }
            }
        }
        true
    }

    /// The ends of the segment, where the shape is a disc drawn along one that is longer than the disc is wide.
    fn ends(&self, share: impl Fn(&[f32; 3]) -> f32) -> Option<[[f32; 2]; 2]> {
        let pixels = || {
            let weigh = |&(x, y): &(usize, usize)| {
                let weight = share(&self.light[y * SIDE + x]);
                (weight, [x as f32, y as f32])
            };
            self.shape.iter().map(weigh)
        };
        let sum: f32 = pixels().map(|p| p.0).sum();
        let mean = [0, 1].map(|i| pixels().map(|p| p.0 * p.1[i]).sum::<f32>() / sum);
        let moment = |i: usize, j: usize| {
            let each = pixels().map(|(w, at)| w * (at[i] - mean[i]) * (at[j] - mean[j]));
            each.sum::<f32>() / sum
        };
        let (xx, xy, yy) = (moment(0, 0), moment(0, 1), moment(1, 1));
        let apart = (0.5 * (xx - yy)).hypot(xy);
        let (long, wide) = (0.5 * (xx + yy) + apart, (0.5 * (xx + yy) - apart).max(0.1));
        let (length, radius) = ((12.0 * (long - wide)).sqrt(), 2.0 * wide.sqrt());
        if length < 2.0 * radius {
            return None;
        }
        let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
        let way = [angle.cos(), angle.sin()];
        let span = |axis: [f32; 2]| {
            let along = pixels().map(|(_, at)| at[0] * axis[0] + at[1] * axis[1]);
            let (least, most) = along.fold((f32::INFINITY, f32::NEG_INFINITY), |(a, b), v| {
                (a.min(v), b.max(v))
            });
            most - least + 1.0
        };
        let covered = self.shape.len() as f32;
        let fits = |found: f32, told: f32| (SHAPE[0]..SHAPE[1]).contains(&(found / told));
        let sound = fits(span(way), length + 2.0 * radius)
            && fits(span([-way[1], way[0]]), 2.0 * radius)
            && fits(
                covered,
                (2.0 * length + std::f32::consts::PI * radius) * radius,
            );
        let half = 0.5 * length;
        sound.then(|| [-half, half].map(|s| [0, 1].map(|i| mean[i] + s * way[i])))
    }
}

fn middle(values: &mut [f32]) -> f32 {
    let n = values.len() / 2;
    *values.select_nth_unstable_by(n, f32::total_cmp).1
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A yellow disc of that radius drawn along a segment over a rough green floor, with a white line where it is asked for.
    fn drawn(ends: [[f32; 2]; 2], radius: f32, line: bool) -> Vec<u8> {
        let (ball, floor, white) = ([0.1, 0.8, 0.7], [0.08, 0.2, 0.1], [0.9, 0.9, 0.9]);
        let mut out = Vec::new();
        for y in 0..120 {
            for x in 0..160 {
                // Of 64 instants and places in the pixel, in how many the ball is there.
                let there = (0..64).filter(|i| {
                    let s = (*i as f32 + 0.5) / 64.0;
                    let px = x as f32 + (i * 7 % 8) as f32 / 8.0 - 0.44;
                    let py = y as f32 + (i * 5 % 8) as f32 / 8.0 - 0.44;
                    let [cx, cy] = [0, 1].map(|k| ends[0][k] + s * (ends[1][k] - ends[0][k]));
                    (px - cx).hypot(py - cy) < radius
                });
                let share = there.count() as f32 / 64.0;
                let ground = if line && (81..84).contains(&x) {
                    white
                } else {
                    floor
                };
                let rough = 0.01 * (((x * 31 + y * 17) % 13) as f32 / 6.0 - 1.0);
                for c in 0..3 {
                    let light = ball[c] * share + ground[c] * (1.0 - share) + rough;
                    out.push((255.0 * light.max(0.0).sqrt()) as u8);
                }
            }
        }
        out
    }

    fn found(ends: [[f32; 2]; 2], radius: f32, line: bool) -> Option<[RawPixel; 2]> {
        let bytes = drawn(ends, radius, line);
        let picture = Picture::packed(160, 120, &bytes);
        let at = [0, 1].map(|k| f64::from(0.5 * (ends[0][k] + ends[1][k])));
        Streaks::default().find(&picture, RawPixel::new(at[0] + 1.3, at[1] - 0.8))
    }

    #[test]
    fn the_ends_of_a_blur_are_where_the_ball_was_as_the_shutter_opened_and_closed() {
        for (ends, radius) in [
            ([[70.0, 55.0], [92.0, 64.0]], 3.0),
            ([[81.5, 40.0], [79.0, 75.0]], 5.0),
            ([[76.0, 60.3], [86.0, 60.3]], 2.0),
        ] {
            let mut told = found(ends, radius, false).unwrap();
            let away =
                |p: &RawPixel, e: [f32; 2]| (p.x - f64::from(e[0])).hypot(p.y - f64::from(e[1]));
            if away(&told[0], ends[0]) > away(&told[1], ends[0]) {
                told.swap(0, 1);
            }
            let off = [0, 1].map(|i| away(&told[i], ends[i]));
            assert!(off.iter().all(|o| *o < 0.7), "{ends:?} {told:?}");
        }
    }

    #[test]
    fn a_round_ball_has_no_ends_and_a_line_under_it_is_none() {
        assert_eq!(found([[80.0, 60.0], [80.5, 60.0]], 6.0, false), None);
        assert_eq!(found([[80.0, 60.0], [86.0, 60.0]], 6.0, false), None);
        assert_eq!(found([[81.0, 55.0], [83.0, 66.0]], 2.0, true), None);
    }

    #[test]
    fn what_reaches_out_of_the_picture_is_not_measured() {
        let bytes = drawn([[20.0, 55.0], [40.0, 60.0]], 3.0, false);
        let picture = Picture::packed(160, 120, &bytes);
        for at in [[30.0, 57.0], [-4.0, 1e9], [f64::NAN, 3.0]] {
            assert_eq!(
                Streaks::default().find(&picture, RawPixel::new(at[0], at[1])),
                None
            );
        }
    }
}
