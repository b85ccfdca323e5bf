//! OpenCV's FileStorage, YAML or JSON, in the usual layouts; `docs/reference/rig.md` lists them and the names of each field.
//!
//! JSON is a subset of YAML, and the YAML parser reads it: that parser rejects duplicate keys and knows lines.

use std::path::{Path, PathBuf};

use yaml_rust2::yaml::Hash;
use yaml_rust2::{Yaml, YamlLoader};

use super::read::LensFile;
use super::text::read_text;
use crate::camera_entry::{CameraEntry, CameraPart, RotationEntry};
use crate::error::located_error;
use crate::{Camera, Rig, RigError};

/// The names of a field; the first is proposed in errors.
type FieldNames = &'static [&'static str];
const MATRIX: FieldNames = &["camera_matrix", "cameraMatrix", "Camera_Matrix", "K", "mtx"];
const DISTORTION: FieldNames = &[
    "distortion_coefficients",
    "Distortion_Coefficients",
    "dist_coeffs",
    "distCoeffs",
    "D",
    "dist",
    "distCoef",
];
const ROTATION: FieldNames = &["R", "rvec", "Rot", "rotation", "rotation_matrix"];
const TRANSLATION: FieldNames = &["T", "tvec", "t", "translation"];
const WIDTH: FieldNames = &["image_width", "image_Width", "width", "W"];
const HEIGHT: FieldNames = &["image_height", "image_Height", "height", "H"];
const SIZE: FieldNames = &["image_size", "imageSize", "size", "resolution"];
const NAME: FieldNames = &["camera_name", "name"];

/// Whether the first line or the file's extension is YAML's.
pub(super) fn looks_like_yaml(text: &str, path: &Path) -> bool {
    text.starts_with("%YAML") || text.starts_with("---") || has_extension(path, &["yml", "yaml"])
}

/// The rig in one file: a camera, several, or one half of EasyMocap's pair, the other beside it.
pub(super) fn read(
    text: &str,
    path: &Path,
    origin: &str,
    lenses: Option<LensFile>,
) -> Result<Rig, RigError> {
    let mut top = parse(text, origin)?;
    if find(&top, &["names"]).is_some() {
        if let Some(other) = other_half(path) {
            let text = read_text(&other)?;
            top.extend(parse(&text, &other.display().to_string())?);
        }
        return rig(easymocap(&top, origin, lenses)?, origin);
    }
    if top.iter().any(|(_, node)| is_kalibr(node)) {
        let what = "Kalibr's camchain is not read: write each camera as OpenCV YAML (camera_matrix from intrinsics, \
                    distortion_coefficients, image_width and image_height from resolution, R and T from T_cn_cnm1, chained)";
        return Err(located_error(origin, None, "", "", what));
    }
    let cameras = cameras_in(&top, path, origin)?;
    let camera = |(name, map): &(String, &Hash)| {
        CameraMap {
            origin,
            text,
            map,
            lenses,
            suffix: "",
        }
        .camera(name)
    };
    rig(
        cameras.iter().map(camera).collect::<Result<_, _>>()?,
        origin,
    )
}

/// Whether this is a camera of Kalibr's camchain.
fn is_kalibr(node: &Yaml) -> bool {
    node.as_hash().is_some_and(|map| {
        find(map, &["camera_model"]).is_some() && find(map, &["intrinsics"]).is_some()
    })
}

/// EasyMocap's pair with the sizes of images that it lacks, by the cameras' names. EasyMocap writes them in some versions only.
pub(super) fn read_easymocap(
    path: &Path,
    size_px: &dyn Fn(&str) -> Option<[u32; 2]>,
) -> Result<Rig, RigError> {
    let origin = path.display().to_string();
    let mut top = parse(&read_text(path)?, &origin)?;
    if let Some(other) = other_half(path) {
        top.extend(parse(&read_text(&other)?, &other.display().to_string())?);
    }
    let names = find(&top, &["names"]).and_then(Yaml::as_vec).cloned();
    for name in names.unwrap_or_default().iter().filter_map(scalar_text) {
        let Some(size) = size_px(&name) else { continue };
        for (part, px) in ["W", "H"].into_iter().zip(size) {
            let key = Yaml::String(format!("{part}_{name}"));
            top.entry(key).or_insert(Yaml::Integer(i64::from(px)));
        }
    }
    rig(easymocap(&top, &origin, None)?, &origin)
}

fn rig(cameras: Vec<Camera>, origin: &str) -> Result<Rig, RigError> {
    Rig::new(cameras).map_err(|e| located_error(origin, None, "", "", &e.0))
}

/// Whether the path has one of these extensions, in any case.
pub(super) fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().and_then(|e| e.to_str());
    extension.is_some_and(|e| extensions.contains(&e.to_lowercase().as_str()))
}

/// Parses the text. OpenCV's `%YAML:1.0` is no YAML, and JSON's tabs are not: both are blanked, so that lines keep their numbers.
fn parse(text: &str, origin: &str) -> Result<Hash, RigError> {
    let json = text.trim_start().starts_with('{');
    if nesting_depth(text) > MAX_DEPTH {
        return Err(located_error(
            origin,
            None,
            "",
            "",
            "nested too deeply for a rig file",
        ));
    }
    let lines = text.lines().map(|line| match line {
        line if line.starts_with("%YAML") => String::new(),
        line if json => line.replace('\t', " "),
        line => line.to_owned(),
    });
    let clean = lines.collect::<Vec<_>>().join("\n");
    let documents = YamlLoader::load_from_str(&clean).map_err(|e| {
        let kind = if json { "JSON" } else { "YAML" };
        let what = format!("not {kind}: {}", e.info());
        located_error(origin, Some(e.marker().line()), "", "", &what)
    })?;
    match documents.into_iter().next() {
        Some(Yaml::Hash(map)) => Ok(map),
        _ => Err(located_error(
            origin,
            None,
            "",
            "",
            "must be a map of names to values",
        )),
    }
}

/// More than any supported layout. Values are visited, and dropped, by recursion.
const MAX_DEPTH: usize = 64;

/// The most brackets that are open at once.
fn nesting_depth(text: &str) -> usize {
    let mut open = 0_usize;
    let deepest = text.bytes().map(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open
    });
    deepest.max().unwrap_or(0)
}

fn find<'a>(map: &'a Hash, names: &[&str]) -> Option<&'a Yaml> {
    names
        .iter()
        .find_map(|n| map.get(&Yaml::String((*n).to_owned())))
}

/// Name and map of each camera of a file.
fn cameras_in<'a>(
    top: &'a Hash,
    path: &Path,
    origin: &str,
) -> Result<Vec<(String, &'a Hash)>, RigError> {
    let stem = path
        .file_stem()
        .map_or("camera".into(), |s| s.to_string_lossy().into_owned());
    let is_camera = |map: &Hash| find(map, MATRIX).is_some();
    let named = |map: &Hash, or: String| find(map, NAME).and_then(scalar_text).unwrap_or(or);
    if is_camera(top) {
        return Ok(vec![(named(top, stem), top)]);
    }
    let cameras: Vec<(String, &Hash)> = match find(top, &["cameras"]) {
        Some(Yaml::Array(list)) => list
            .iter()
            .enumerate()
            .filter_map(|(i, node)| Some((format!("cam_{i:02}"), node.as_hash()?)))
            .map(|(key, map)| (named(map, key), map))
            .collect(),
        Some(Yaml::Hash(map)) => maps(map).map(|(key, map)| (named(map, key), map)).collect(),
        _ => maps(top)
            .filter(|(_, map)| is_camera(map))
            .map(|(key, map)| (named(map, key), map))
            .collect(),
    };
    if cameras.is_empty() {
        let what = "no camera in it: one has camera_matrix, distortion_coefficients, image_width, image_height, R (or rvec) \
                    and T (or tvec), at the top or under its name";
        return Err(located_error(origin, None, "", "", what));
    }
    Ok(cameras)
}

fn maps(map: &Hash) -> impl Iterator<Item = (String, &Hash)> {
    map.iter()
        .filter_map(|(key, node)| Some((scalar_text(key)?, node.as_hash()?)))
}

fn scalar_text(node: &Yaml) -> Option<String> {
    match node {
        Yaml::String(text) | Yaml::Real(text) => Some(text.clone()),
        Yaml::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The other file of EasyMocap's pair, `intri.yml` and `extri.yml` in one folder.
fn other_half(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let other = if name.contains("intri") {
        name.replace("intri", "extri")
    } else {
        name.replace("extri", "intri")
    };
    let other = path.with_file_name(other);
    (other != path && other.is_file()).then_some(other)
}

/// EasyMocap's layout: `names`, and for each name K_, dist_, W_, H_, R_ (Rodrigues) or Rot_ (matrix), T_.
fn easymocap(top: &Hash, origin: &str, lenses: Option<LensFile>) -> Result<Vec<Camera>, RigError> {
    let names = find(top, &["names"])
        .and_then(Yaml::as_vec)
        .map_or(&[][..], Vec::as_slice);
    let camera = |name: &Yaml| {
        let name = scalar_text(name)
            .ok_or_else(|| located_error(origin, None, "", "names", "must be a list of names"))?;
        let mut map = Hash::new();
        for part in ["K", "dist", "W", "H", "Rot", "R", "T"] {
            if let Some(node) = find(top, &[&format!("{part}_{name}")]) {
                map.insert(Yaml::String(part.to_owned()), node.clone());
            }
        }
        CameraMap {
            origin,
            text: "",
            map: &map,
            lenses,
            suffix: &format!("_{name}"),
        }
        .camera(&name)
    };
    names.iter().map(camera).collect()
}

/// One camera's map, and the text that it is from.
struct CameraMap<'a> {
    origin: &'a str,
    text: &'a str,
    map: &'a Hash,
    /// Poses may be missing, and sizes where one is given.
    lenses: Option<LensFile>,
    /// What follows the names of fields in the file: EasyMocap's have the camera's name.
    suffix: &'a str,
}

impl CameraMap<'_> {
    fn camera(&self, name: &str) -> Result<Camera, RigError> {
        let is_missing = |names| find(self.map, names).is_none_or(Yaml::is_null);
        if self.lenses.is_some() && is_missing(ROTATION) && is_missing(TRANSLATION) {
            return self.entry(name, RotationEntry::Rodrigues([0.0; 3]), [0.0; 3]);
        }
        let numbers = self.numbers(name, ROTATION)?;
        let rotation = match (<[f64; 3]>::try_from(&numbers[..]), rows(&numbers)) {
            (Ok(vector), _) => RotationEntry::Rodrigues(vector),
            (_, Some(rows)) => RotationEntry::Matrix(rows),
            _ => return Err(self.error(name, ROTATION, "must be a Rodrigues vector or 3×3")),
        };
        let translation_m = <[f64; 3]>::try_from(self.numbers(name, TRANSLATION)?)
            .map_err(|_| self.error(name, TRANSLATION, "must be three numbers"))?;
        // CMU Panoptic's files are in centimetres.
        let is_panoptic = find(self.map, &["distCoef"]).is_some();
        let unit_m = if is_panoptic { 0.01 } else { 1.0 };
        self.entry(name, rotation, translation_m.map(|v| v * unit_m))
    }

    fn entry(
        &self,
        name: &str,
        rotation: RotationEntry,
        translation_m: [f64; 3],
    ) -> Result<Camera, RigError> {
        let matrix = rows(&self.numbers(name, MATRIX)?)
            .ok_or_else(|| self.error(name, MATRIX, "must be 3×3"))?;
        let entry = CameraEntry {
            name: name.to_owned(),
            size_px: self.size(name)?,
            matrix,
            distortion: self.numbers(name, DISTORTION)?,
            is_fisheye: self.is_fisheye(name)?,
            rotation,
            translation_m,
        };
        entry
            .validate()
            .map_err(|e| self.error(name, names_of(e.part), &e.what))
    }

    fn size(&self, name: &str) -> Result<[f64; 2], RigError> {
        if find(self.map, SIZE).is_some() {
            let size = self.numbers(name, SIZE)?;
            return <[f64; 2]>::try_from(size)
                .map_err(|_| self.error(name, SIZE, "must be width and height"));
        }
        let given = self.lenses.and_then(|l| l.size_px);
        if let Some(size) = given.filter(|_| find(self.map, WIDTH).is_none()) {
            return Ok(size.map(f64::from));
        }
        let one = |names| match self.numbers(name, names)?[..] {
            [value] => Ok(value),
            _ => Err(self.error(name, names, "must be one number")),
        };
        Ok([one(WIDTH)?, one(HEIGHT)?])
    }

    fn is_fisheye(&self, name: &str) -> Result<bool, RigError> {
        const FLAG: FieldNames = &["fisheye", "fisheye_model"];
        const MODEL: FieldNames = &["distortion_model"];
        match (
            find(self.map, FLAG),
            find(self.map, MODEL).map(Yaml::as_str),
        ) {
            (Some(Yaml::Boolean(flag)), _) => Ok(*flag),
            (Some(Yaml::Integer(flag @ 0..=1)), _) => Ok(*flag == 1),
            (Some(_), _) => Err(self.error(name, FLAG, "must be true or false")),
            (None, Some(Some("fisheye" | "equidistant"))) => Ok(true),
            (None, None | Some(Some("plumb_bob" | "rational_polynomial"))) => Ok(false),
            (None, Some(_)) => {
                let what = "must be plumb_bob, rational_polynomial, fisheye or equidistant";
                Err(self.error(name, MODEL, what))
            }
        }
    }

    fn numbers(&self, name: &str, names: FieldNames) -> Result<Vec<f64>, RigError> {
        let node = find(self.map, names).ok_or_else(|| {
            let key = self.key(names);
            let what = match names.len() {
                _ if !self.suffix.is_empty() => "missing".to_owned(),
                1 => "missing".to_owned(),
                _ => format!("missing (also read as {})", names[1..].join(", ")),
            };
            let remedy = self.remedy(names);
            located_error(self.origin, None, name, &key, &format!("{what}{remedy}"))
        })?;
        let mut numbers = Vec::new();
        if flatten(node, &mut numbers) {
            Ok(numbers)
        } else {
            Err(self.error(
                name,
                names,
                "must be numbers: a list, rows, or an opencv-matrix whose rows × cols are its data",
            ))
        }
    }

    fn error(&self, name: &str, names: FieldNames, what: &str) -> RigError {
        let key = self.key(names);
        located_error(self.origin, self.line_of(&key), name, &key, what)
    }

    /// The name that a field has in the file, or should have.
    fn key(&self, names: FieldNames) -> String {
        let own = names.iter().find(|n| find(self.map, &[n]).is_some());
        // EasyMocap's names are the last ones that are read.
        let easymocap = ["K", "dist", "W", "H", "R", "T"];
        let usual = names
            .iter()
            .find(|n| !self.suffix.is_empty() && easymocap.contains(n));
        let key = own.or(usual).unwrap_or(&names[0]);
        format!("{key}{}", self.suffix)
    }

    /// What to do about a missing field.
    fn remedy(&self, names: FieldNames) -> &'static str {
        if names == WIDTH || names == HEIGHT {
            "; calibrate poses takes it from --size WxH"
        } else if names == ROTATION || names == TRANSLATION {
            ": a file of lenses alone; its poses are found by calibrate poses --no-pose-prior"
        } else {
            ""
        }
    }

    /// The line that begins with this key, where only one does.
    fn line_of(&self, key: &str) -> Option<usize> {
        let begins = |line: &str| {
            let rest = line.trim_start().trim_start_matches('"');
            let rest = rest.strip_prefix(key).map(|r| r.trim_start_matches('"'));
            rest.is_some_and(|r| r.trim_start().starts_with(':'))
        };
        let mut lines = self.text.lines().zip(1..).filter(|(line, _)| begins(line));
        match (lines.next(), lines.next()) {
            (Some((_, line)), None) => Some(line),
            _ => None,
        }
    }
}

fn names_of(part: CameraPart) -> FieldNames {
    match part {
        CameraPart::Size => WIDTH,
        CameraPart::Matrix => MATRIX,
        CameraPart::Distortion => DISTORTION,
        CameraPart::Rotation => ROTATION,
        CameraPart::Translation => TRANSLATION,
    }
}

/// Appends all numbers of a scalar, of nested lists, or of an opencv-matrix, by rows. Whether there is nothing but numbers.
fn flatten(node: &Yaml, numbers: &mut Vec<f64>) -> bool {
    match node {
        Yaml::Integer(number) => numbers.push(*number as f64),
        Yaml::Real(_) => match node.as_f64() {
            Some(number) => numbers.push(number),
            None => return false,
        },
        Yaml::Array(list) => return list.iter().all(|n| flatten(n, numbers)),
        Yaml::Hash(map) => {
            let count = |key| find(map, &[key]).and_then(Yaml::as_i64).unwrap_or(-1);
            let data = find(map, &["data"]).is_some_and(|n| flatten(n, numbers));
            return data
                && usize::try_from(count("rows").saturating_mul(count("cols")))
                    == Ok(numbers.len());
        }
        _ => return false,
    }
    true
}

fn rows(numbers: &[f64]) -> Option<[[f64; 3]; 3]> {
    match numbers.as_chunks() {
        (rows, []) => rows.try_into().ok(),
        _ => None,
    }
}
