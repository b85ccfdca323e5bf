//! Light as numbers: linear red, green, blue, 1 the whitest that a picture shows.

/// Linear red, green and blue.
pub(crate) type Light = [f32; 3];

/// Linear light of an sRGB byte (IEC 61966-2-1).
pub(crate) fn linear(byte: u8) -> f32 {
    let c = f32::from(byte) / 255.0;
    if c <= 0.04045 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

/// The sRGB byte of linear light.
pub(crate) fn srgb(light: f32) -> u8 {
    let c = light.clamp(0.0, 1.0);
    let c = if c <= 0.003_130_8 {
        12.92 * c
    } else {
        1.055 * c.powf(1.0 / 2.4) - 0.055
    };
    (c * 255.0 + 0.5) as u8
}

/// Linear light of an sRGB colour.
pub(crate) fn of(rgb: [u8; 3]) -> Light {
    rgb.map(linear)
}

pub(crate) fn mix(a: Light, b: Light, t: f32) -> Light {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t)
}

pub(crate) fn times(a: Light, k: f32) -> Light {
    a.map(|c| c * k)
}

pub(crate) fn product(a: Light, b: Light) -> Light {
    std::array::from_fn(|i| a[i] * b[i])
}
