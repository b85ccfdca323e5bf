//! Block letters: numbers on shirts and words on boards.

/// Five rows of three bits each, top row first, of 0–9 and A–Z.
#[rustfmt::skip]
const GLYPHS: [u16; 36] = [
    0b111_101_101_101_111, 0b010_110_010_010_111, 0b111_001_111_100_111, 0b111_001_011_001_111, 0b101_101_111_001_001,
    0b111_100_111_001_111, 0b111_100_111_101_111, 0b111_001_010_010_010, 0b111_101_111_101_111, 0b111_101_111_001_111,
    0b010_101_111_101_101, 0b110_101_110_101_110, 0b011_100_100_100_011, 0b110_101_101_101_110, 0b111_100_110_100_111,
    0b111_100_110_100_100, 0b011_100_101_101_011, 0b101_101_111_101_101, 0b111_010_010_010_111, 0b001_001_001_101_010,
    0b101_101_110_101_101, 0b100_100_100_100_111, 0b101_111_111_101_101, 0b110_101_101_101_101, 0b010_101_101_101_010,
    0b110_101_110_100_100, 0b010_101_101_110_011, 0b110_101_110_101_101, 0b011_100_010_001_110, 0b111_010_010_010_010,
    0b101_101_101_101_111, 0b101_101_101_101_010, 0b101_101_111_111_101, 0b101_101_010_101_101, 0b101_101_010_010_010,
    0b111_001_010_100_111,
];

/// Whether the glyph has ink at `x` across and `y` down, both 0 to 1.
pub(crate) fn ink(glyph: usize, x: f32, y: f32) -> bool {
    if !(0.0..1.0).contains(&x) || !(0.0..1.0).contains(&y) {
        return false;
    }
    let bit = 14 - ((y * 5.0) as u16 * 3 + (x * 3.0) as u16);
    GLYPHS[glyph % GLYPHS.len()] >> bit & 1 == 1
}

/// Whether a shirt with `number` has ink at `at`, ±1 across and up within the number's field.
pub(crate) fn number_ink(number: u8, at: [f32; 2]) -> bool {
    let [x, y] = [at[0], 0.5 - at[1] / 2.0];
    let (tens, ones) = (usize::from(number / 10 % 10), usize::from(number % 10));
    if number < 10 {
        return ink(ones, x / 0.8 + 0.5, y);
    }
    ink(tens, (x + 0.9) / 0.8, y) || ink(ones, (x - 0.1) / 0.8, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seventeen_reads_one_then_seven() {
        let row = |y: f32| {
            (0..19)
                .map(|i| number_ink(17, [0.1 * i as f32 - 0.9, y]))
                .collect::<Vec<_>>()
        };
        // The foot of the 1 is as wide as the glyph; that of the 7 is a single stroke in its middle.
        let foot = row(-0.9);
        assert!(foot[1] && foot[4] && foot[7]);
        assert!(!foot[11] && foot[14] && !foot[17]);
        assert!(row(1.5).iter().all(|ink| !ink));
    }
}
