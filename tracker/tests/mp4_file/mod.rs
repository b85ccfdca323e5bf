//! Writes MP4 files of JPEGs, with what phones and action cameras put into them.
#![allow(dead_code)] // Each test target uses its part.

use std::fs;
use std::path::Path;

use opencv::core::{Mat, Vector, VectorToVec};
use opencv::imgcodecs;

/// Units a second of all tracks.
pub const UNITS: u32 = 90_000;
/// Units a second of the movie.
const MOVIE_UNITS: u32 = 1000;

/// A display matrix: a, b, c, d.
pub const UPRIGHT: [i32; 4] = [1, 0, 0, 1];

/// A video in the making.
#[derive(Clone)]
pub struct Mp4File {
    /// JPEGs.
    pub images: Vec<Vec<u8>>,
    /// When each begins, and the last ends, s.
    pub times_s: Vec<f64>,
    pub size_px: [u32; 2],
    pub matrix: [i32; 4],
    /// An empty edit before the first image, s.
    pub late_s: f64,
    /// How many of the images are in fragments, at the end.
    pub fragmented: usize,
    /// Samples of -1 to 1 at 8 kHz.
    pub sound: Vec<f32>,
    /// Frame number and rate.
    pub timecode: Option<(u32, u32)>,
    /// Since 1904, s.
    pub created: u32,
    pub is_interlaced: bool,
}

/// Samples of the sound a second.
pub const SOUND_HZ: u32 = 8000;

impl Mp4File {
    /// A video of images that are evenly spaced.
    pub fn new(images: &[Mat], rate_hz: f64) -> Mp4File {
        let jpeg = |image: &Mat| {
            let mut bytes = Vector::new();
            let quality = Vector::from_slice(&[imgcodecs::IMWRITE_JPEG_QUALITY, 95]);
            imgcodecs::imencode(".jpg", image, &mut bytes, &quality).unwrap();
            bytes.to_vec()
        };
        use opencv::prelude::MatTraitConst;
        Mp4File {
            images: images.iter().map(jpeg).collect(),
            times_s: (0..=images.len()).map(|i| i as f64 / rate_hz).collect(),
            size_px: [images[0].cols() as u32, images[0].rows() as u32],
            matrix: UPRIGHT,
            late_s: 0.0,
            fragmented: 0,
            sound: Vec::new(),
            timecode: None,
            created: 0,
            is_interlaced: false,
        }
    }

    pub fn write(&self, path: &Path) {
        fs::write(path, self.bytes()).unwrap();
    }

    pub fn bytes(&self) -> Vec<u8> {
        let in_header = self.images.len() - self.fragmented;
        let mut file = new_box(b"ftyp", &[b"isom", &[0, 0, 2, 0][..], b"isommp41"].concat());
        // Media: images, sound, timecode, one after another.
        let mut media = Vec::new();
        let start = file.len() as u32 + 8;
        let offsets: Vec<u32> = (self.images[..in_header].iter())
            .map(|image| {
                media.extend(image);
                start + (media.len() - image.len()) as u32
            })
            .collect();
        let sound_at = start + media.len() as u32;
        for sample in &self.sound {
            media.extend(((sample * 32_000.0) as i16).to_le_bytes());
        }
        let timecode_at = start + media.len() as u32;
        media.extend(self.timecode.map_or(0, |t| t.0).to_be_bytes());
        file.extend(new_box(b"mdat", &media));
        file.extend(self.movie(&offsets, sound_at, timecode_at));
        if self.fragmented > 0 {
            let at = file.len() as u32;
            file.extend(self.fragment(in_header, at));
        }
        file
    }

    fn steps(&self, from: usize, to: usize) -> Vec<u32> {
        let units = |s: f64| (s * f64::from(UNITS)).round() as u32;
        (from..to)
            .map(|i| units(self.times_s[i + 1]) - units(self.times_s[i]))
            .collect()
    }

    fn movie(&self, offsets: &[u32], sound_at: u32, timecode_at: u32) -> Vec<u8> {
        let length_s = self.times_s[offsets.len()] - self.times_s[0];
        let movie_length = (length_s * f64::from(MOVIE_UNITS)).round() as u32;
        let late = (self.late_s * f64::from(MOVIE_UNITS)).round() as u32;
        let mut mvhd = words(&[
            0,
            self.created,
            self.created,
            MOVIE_UNITS,
            movie_length + late,
        ]);
        mvhd.extend(words(&[0x1_0000, 0x100_0000, 0, 0]));
        mvhd.extend(matrix(UPRIGHT));
        mvhd.extend(words(&[0; 6]));
        mvhd.extend(words(&[4]));
        let mut moov = new_box(b"mvhd", &mvhd);

        let [w, h] = self.size_px;
        let mut entry = vec![0; 6];
        entry.extend([0, 1]);
        entry.extend([0; 16]);
        entry.extend(words(&[w << 16 | h, 0x48_0000, 0x48_0000, 0]));
        entry.extend([0, 1]);
        entry.extend([0; 32]);
        entry.extend([0, 24, 0xff, 0xff]);
        if self.is_interlaced {
            entry.extend(new_box(b"fiel", &[2, 6]));
        }
        let mut stts = vec![0, offsets.len() as u32];
        stts.extend(self.steps(0, offsets.len()).iter().flat_map(|s| [1, *s]));
        let mut sizes = vec![0, 0, offsets.len() as u32];
        sizes.extend(self.images[..offsets.len()].iter().map(|i| i.len() as u32));
        let stbl = [
            new_box(
                b"stsd",
                &[words(&[0, 1]), new_box(b"jpeg", &entry)].concat(),
            ),
            new_box(b"stts", &words(&stts)),
            new_box(b"stsc", &words(&[0, 1, 1, 1, 1])),
            new_box(b"stsz", &words(&sizes)),
            new_box(
                b"stco",
                &words(&[&[0, offsets.len() as u32], offsets].concat()),
            ),
        ]
        .concat();
        let mut edits = vec![0, 1, movie_length, 0, 0x1_0000];
        if late > 0 {
            edits = vec![0, 2, late, u32::MAX, 0x1_0000, movie_length, 0, 0x1_0000];
        }
        let media_length: u32 = self.steps(0, offsets.len()).iter().sum();
        moov.extend(track(
            1,
            b"vide",
            self.matrix,
            &edits,
            UNITS,
            media_length,
            &stbl,
        ));
        if !self.sound.is_empty() {
            moov.extend(self.sound_track(sound_at));
        }
        if let Some((_, rate)) = self.timecode {
            let mut entry = vec![0; 6];
            entry.extend([0, 1]);
            entry.extend(words(&[0, 0, UNITS, UNITS / rate]));
            entry.extend([rate as u8, 0]);
            let stbl = [
                new_box(
                    b"stsd",
                    &[words(&[0, 1]), new_box(b"tmcd", &entry)].concat(),
                ),
                new_box(b"stts", &words(&[0, 1, 1, media_length])),
                new_box(b"stsc", &words(&[0, 1, 1, 1, 1])),
                new_box(b"stsz", &words(&[0, 4, 1])),
                new_box(b"stco", &words(&[0, 1, timecode_at])),
            ]
            .concat();
            let edits = [0, 1, movie_length, 0, 0x1_0000];
            moov.extend(track(
                3,
                b"tmcd",
                UPRIGHT,
                &edits,
                UNITS,
                media_length,
                &stbl,
            ));
        }
        if self.fragmented > 0 {
            let trex = new_box(b"trex", &words(&[0, 1, 1, 0, 0, 0]));
            moov.extend(new_box(b"mvex", &trex));
        }
        new_box(b"moov", &moov)
    }

    fn sound_track(&self, at: u32) -> Vec<u8> {
        let n = self.sound.len() as u32;
        let mut entry = vec![0; 6];
        entry.extend([0, 1]);
        entry.extend(words(&[0, 0]));
        entry.extend([0, 1, 0, 16, 0, 0, 0, 0]);
        entry.extend(words(&[SOUND_HZ << 16]));
        let stbl = [
            new_box(
                b"stsd",
                &[words(&[0, 1]), new_box(b"sowt", &entry)].concat(),
            ),
            new_box(b"stts", &words(&[0, 1, n, 1])),
            new_box(b"stsc", &words(&[0, 1, 1, n, 1])),
            new_box(b"stsz", &words(&[0, 2, n])),
            new_box(b"stco", &words(&[0, 1, at])),
        ]
        .concat();
        let length = (u64::from(n) * u64::from(MOVIE_UNITS) / u64::from(SOUND_HZ)) as u32;
        let edits = [0, 1, length, 0, 0x1_0000];
        track(2, b"soun", UPRIGHT, &edits, SOUND_HZ, n, &stbl)
    }

    /// The images from `first` on, as a fragment that begins at byte `at`.
    fn fragment(&self, first: usize, at: u32) -> Vec<u8> {
        let n = self.images.len();
        let steps = self.steps(first, n);
        let moof = |data_offset: u32| {
            let mut run = vec![0x301, (n - first) as u32, data_offset];
            let samples = steps.iter().zip(&self.images[first..]);
            run.extend(samples.flat_map(|(step, image)| [*step, image.len() as u32]));
            let decoded: u32 = self.steps(0, first).iter().sum();
            let traf = [
                new_box(b"tfhd", &words(&[0x2_0000, 1])),
                new_box(b"tfdt", &words(&[0, decoded])),
                new_box(b"trun", &words(&run)),
            ]
            .concat();
            let mfhd = new_box(b"mfhd", &words(&[0, 1]));
            new_box(b"moof", &[mfhd, new_box(b"traf", &traf)].concat())
        };
        let _ = at;
        let length = moof(0).len() as u32;
        let media = self.images[first..].concat();
        [moof(length + 8), new_box(b"mdat", &media)].concat()
    }
}

fn track(
    id: u32,
    kind: &[u8; 4],
    turned: [i32; 4],
    edits: &[u32],
    units: u32,
    media_length: u32,
    stbl: &[u8],
) -> Vec<u8> {
    let mut tkhd = words(&[3, 0, 0, id, 0, edits[edits.len() - 3], 0, 0, 0, 0]);
    tkhd.extend(matrix(turned));
    tkhd.extend(words(&[0, 0]));
    let mdhd = words(&[0, 0, 0, units, media_length, 0x55c4_0000]);
    let mut hdlr = words(&[0, 0]);
    hdlr.extend(kind);
    hdlr.extend([0; 13]);
    let dref = new_box(
        b"dref",
        &[words(&[0, 1]), new_box(b"url ", &words(&[1]))].concat(),
    );
    let head = match kind {
        b"vide" => new_box(b"vmhd", &words(&[1, 0, 0])),
        b"soun" => new_box(b"smhd", &words(&[0, 0])),
        _ => new_box(b"nmhd", &words(&[0])),
    };
    let minf = [head, new_box(b"dinf", &dref), new_box(b"stbl", stbl)].concat();
    let mdia = [
        new_box(b"mdhd", &mdhd),
        new_box(b"hdlr", &hdlr),
        new_box(b"minf", &minf),
    ]
    .concat();
    let trak = [
        new_box(b"tkhd", &tkhd),
        new_box(b"edts", &new_box(b"elst", &words(edits))),
        new_box(b"mdia", &mdia),
    ]
    .concat();
    new_box(b"trak", &trak)
}

fn matrix([a, b, c, d]: [i32; 4]) -> Vec<u8> {
    let fixed = |v: i32| (v * 0x1_0000) as u32;
    words(&[
        fixed(a),
        fixed(b),
        0,
        fixed(c),
        fixed(d),
        0,
        0,
        0,
        0x4000_0000,
    ])
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|v| v.to_be_bytes()).collect()
}

fn new_box(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = (8 + body.len() as u32).to_be_bytes().to_vec();
    bytes.extend(kind);
    bytes.extend(body);
    bytes
}
