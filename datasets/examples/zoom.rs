#![allow(clippy::unwrap_used, missing_docs)]
fn main() {
    let a: Vec<String> = std::env::args().skip(1).collect();
    let n: Vec<u32> = a[2..].iter().map(|v| v.parse().unwrap()).collect();
    let img = image::open(&a[0]).unwrap().to_rgb8();
    let c = image::imageops::crop_imm(&img, n[0], n[1], n[2], n[3]).to_image();
    image::imageops::resize(&c, n[2] * n[4], n[3] * n[4], image::imageops::FilterType::Nearest).save(&a[1]).unwrap();
}
