//! Cameras in the TOML of anipose and Pose2Sim, one table each: parsed, written, and merged into an existing text.
//!
//! ```toml
//! [cam_00]
//! name = "left"
//! size = [1920.0, 1080.0]                                # px, width and height
//! matrix = [[fx, 0.0, cx], [0.0, fy, cy], [0.0, 0.0, 1.0]]
//! distortions = [k1, k2, p1, p2]                         # or … k3, or … k3 k4 k5 k6; fisheye: k1 k2 k3 k4
//! rotation = [rx, ry, rz]                                # Rodrigues, world → camera; or three rows of a matrix
//! translation = [tx, ty, tz]                             # m
//! fisheye = false
//! clock = { offset_s = 0.012, drift_ppm = 4.0, since_ns = 0 }  # Trackside's: how far the camera's clock is ahead of the rig's time
//! ```

use std::ops::Range;

use toml_edit::{Array, Document, DocumentMut, InlineTable, Item, Table, Value, value};
use trackside_schema::Timestamp;

use crate::camera_entry::{CameraEntry, CameraPart, RotationEntry};
use crate::error::{line_at, located_error};
use crate::rodrigues::rodrigues_on_grid;
use crate::{Camera, CameraClock, Distortion, RigError};

/// The cameras of a text, and their clocks.
pub(crate) struct TomlCameras {
    pub cameras: Vec<Camera>,
    pub clocks: Vec<CameraClock>,
    /// Whether [`merge`] can write cameras back into the text: it is in this format, not in Caliscope's.
    pub is_mergeable: bool,
}

/// Parses every table that is a camera; other tables (`metadata`, …) are ignored.
pub(crate) fn parse(text: &str, origin: &str) -> Result<TomlCameras, RigError> {
    parse_cameras(text, origin, true)
}

/// As [`parse`], and cameras without a pose stand at the origin.
pub(crate) fn parse_lenses(text: &str, origin: &str) -> Result<TomlCameras, RigError> {
    parse_cameras(text, origin, false)
}

fn parse_cameras(text: &str, origin: &str, with_poses: bool) -> Result<TomlCameras, RigError> {
    let document = Document::parse(text).map_err(|e| {
        let line = e.span().map(|s| line_at(text, s.start));
        located_error(origin, line, "", "", &format!("not TOML: {}", e.message()))
    })?;
    let (mut cameras, mut clocks) = (Vec::<Camera>::new(), Vec::new());
    let tables = document
        .iter()
        .filter_map(|(key, item)| Some((key, item.as_table()?)));
    let own: Vec<(String, &Table)> = tables
        .filter(|(key, table)| is_camera(key, table))
        .map(|(key, table)| (name_of(key, table), table))
        .collect();
    let numbered = if own.is_empty() {
        caliscope(&document, with_poses)
    } else {
        Vec::new()
    };
    for (name, table) in own.iter().chain(&numbered) {
        let parser = TableParser {
            text,
            origin,
            name: name.clone(),
            table,
            with_poses,
        };
        if cameras.iter().any(|c| c.name == parser.name) {
            return Err(parser.error("name", "two cameras have this name: give each its own"));
        }
        cameras.push(parser.camera()?);
        clocks.push(parser.clock()?);
    }
    if cameras.is_empty() {
        let what = "no camera in it: a rig has a table per camera, [cam_00] and so on, with name, size, matrix, \
                    distortions, rotation and translation";
        return Err(located_error(origin, None, "", "", what));
    }
    Ok(TomlCameras {
        cameras,
        clocks,
        is_mergeable: numbered.is_empty(),
    })
}

/// Caliscope numbers its cameras, all under `[cameras]`. Those without a pose, or marked as ignored, are left out.
fn caliscope<'a>(document: &'a Document<&str>, with_poses: bool) -> Vec<(String, &'a Table)> {
    let cameras = document.get("cameras").and_then(Item::as_table);
    let tables = cameras
        .into_iter()
        .flat_map(|t| t.iter())
        .filter_map(|(key, item)| Some((key, item.as_table()?)));
    let ignored = |t: &Table| t.get("ignore").and_then(Item::as_bool) == Some(true);
    // A camera without a pose has no rotation, or the text "null".
    let has_pose = |t: &Table| t.get("rotation").is_some_and(|r| !r.is_str());
    tables
        .filter(|(_, t)| (has_pose(t) || (!with_poses && t.contains_key("matrix"))) && !ignored(t))
        .map(|(key, t)| (format!("cam_{key}"), t))
        .collect()
}

/// A table is a camera when its key says so, or when it has a field that only cameras have.
fn is_camera(key: &str, table: &Table) -> bool {
    key.starts_with("cam_") || ["matrix", "rotation"].iter().any(|k| table.contains_key(k))
}

fn name_of(key: &str, table: &Table) -> String {
    let named = table.get("name").and_then(Item::as_str);
    named.unwrap_or(key).to_owned()
}

struct TableParser<'a> {
    text: &'a str,
    origin: &'a str,
    name: String,
    table: &'a Table,
    /// Whether every camera has to have a pose.
    with_poses: bool,
}

impl TableParser<'_> {
    fn camera(&self) -> Result<Camera, RigError> {
        if let Some(name) = self.table.get("name").filter(|n| !n.is_str()) {
            return Err(self.format_error("name", name, "a string"));
        }
        let is_fisheye = match self.table.get("fisheye") {
            None => false,
            Some(item) => item
                .as_bool()
                .ok_or_else(|| self.format_error("fisheye", item, "true or false"))?,
        };
        let entry = CameraEntry {
            name: self.name.clone(),
            size_px: self.numbers("size", "[width, height]")?,
            matrix: self.rows("matrix")?,
            distortion: self.list("distortions", self.field("distortions")?)?,
            is_fisheye,
            rotation: if self.is_without_pose() {
                RotationEntry::Rodrigues([0.0; 3])
            } else {
                self.rotation()?
            },
            translation_m: if self.is_without_pose() {
                [0.0; 3]
            } else {
                self.numbers("translation", "[x, y, z]")?
            },
        };
        entry
            .validate()
            .map_err(|e| self.error(key_of(e.part), &e.what))
    }

    fn clock(&self) -> Result<CameraClock, RigError> {
        const FORM: &str = "{ offset_s = s, drift_ppm = millionths, since_ns = ns since 1970 }";
        let Some(item) = self.table.get("clock") else {
            return Ok(CameraClock::default());
        };
        let read = || {
            let table = item.as_table_like()?;
            let known = |key: &str| ["offset_s", "drift_ppm", "since_ns"].contains(&key);
            let value = |key: &str| match table.get(key) {
                None => Some(0.0),
                Some(item) => item.as_value().and_then(number).filter(|v| v.is_finite()),
            };
            let since = table.get("since_ns").map_or(Some(0), Item::as_integer)?;
            table
                .iter()
                .all(|(key, _)| known(key))
                .then_some(CameraClock {
                    offset_s: value("offset_s")?,
                    drift: value("drift_ppm")? * 1e-6,
                    since: Timestamp(since),
                })
        };
        read().ok_or_else(|| self.format_error("clock", item, FORM))
    }

    fn is_without_pose(&self) -> bool {
        let is_missing = |key: &str| self.table.get(key).is_none_or(Item::is_str);
        !self.with_poses && is_missing("rotation") && is_missing("translation")
    }

    fn rotation(&self) -> Result<RotationEntry, RigError> {
        let item = self.field("rotation")?;
        let nested = item
            .as_array()
            .and_then(|a| a.get(0))
            .is_some_and(Value::is_array);
        if nested {
            Ok(RotationEntry::Matrix(self.rows("rotation")?))
        } else {
            Ok(RotationEntry::Rodrigues(
                self.numbers("rotation", "[x, y, z]")?,
            ))
        }
    }

    fn field(&self, key: &str) -> Result<&Item, RigError> {
        self.table.get(key).ok_or_else(|| {
            let line = self.line(self.table.span());
            located_error(self.origin, line, &self.name, key, "missing")
        })
    }

    fn numbers<const N: usize>(&self, key: &str, form: &str) -> Result<[f64; N], RigError> {
        let item = self.field(key)?;
        <[f64; N]>::try_from(self.list(key, item)?).map_err(|_| self.format_error(key, item, form))
    }

    fn list(&self, key: &str, item: &Item) -> Result<Vec<f64>, RigError> {
        let numbers = item.as_array().and_then(|a| a.iter().map(number).collect());
        numbers.ok_or_else(|| self.format_error(key, item, "a list of numbers"))
    }

    fn rows(&self, key: &str) -> Result<[[f64; 3]; 3], RigError> {
        let item = self.field(key)?;
        let row = |v: &Value| -> Option<[f64; 3]> {
            let numbers: Option<Vec<f64>> = v.as_array()?.iter().map(number).collect();
            numbers?.try_into().ok()
        };
        let rows: Option<Vec<[f64; 3]>> = item.as_array().and_then(|a| a.iter().map(row).collect());
        rows.and_then(|r| r.try_into().ok())
            .ok_or_else(|| self.format_error(key, item, "three rows of three numbers"))
    }

    fn format_error(&self, key: &str, item: &Item, form: &str) -> RigError {
        let line = self.line(item.span());
        located_error(
            self.origin,
            line,
            &self.name,
            key,
            &format!("must be {form}"),
        )
    }

    fn error(&self, key: &str, what: &str) -> RigError {
        let at = self.table.get(key).and_then(Item::span);
        let line = self.line(at.or_else(|| self.table.span()));
        located_error(self.origin, line, &self.name, key, what)
    }

    fn line(&self, span: Option<Range<usize>>) -> Option<usize> {
        span.map(|s| line_at(self.text, s.start))
    }
}

fn key_of(part: CameraPart) -> &'static str {
    match part {
        CameraPart::Size => "size",
        CameraPart::Matrix => "matrix",
        CameraPart::Distortion => "distortions",
        CameraPart::Rotation => "rotation",
        CameraPart::Translation => "translation",
    }
}

fn number(v: &Value) -> Option<f64> {
    v.as_float().or_else(|| v.as_integer().map(|i| i as f64))
}

/// A new text of these cameras. Pose2Sim and aniposelib need `metadata`.
pub(crate) fn write(cameras: &[Camera], clocks: &[CameraClock]) -> String {
    let mut document = DocumentMut::new();
    for (i, (camera, clock)) in cameras.iter().zip(clocks).enumerate() {
        document.insert(
            &format!("cam_{i:02}"),
            Item::Table(camera_table(camera, clock)),
        );
    }
    let mut metadata = Table::new();
    metadata.insert("adjusted", value(false));
    metadata.insert("error", value(0.0));
    document.insert("metadata", Item::Table(metadata));
    document.to_string()
}

/// `text` with its cameras replaced by `cameras`: an unchanged camera keeps its lines, a changed one gets new fields, a removed one
/// is deleted, a new one is appended. Everything else stays. `None` where the text cannot be parsed.
pub(crate) fn merge(text: &str, cameras: &[Camera], clocks: &[CameraClock]) -> Option<String> {
    let old = parse(text, "").ok()?;
    let mut document: DocumentMut = text.parse().ok()?;
    let keys: Vec<(String, String)> = document
        .iter()
        .filter_map(|(key, item)| Some((key, item.as_table()?)))
        .filter(|(key, table)| is_camera(key, table))
        .map(|(key, table)| (key.to_owned(), name_of(key, table)))
        .collect();
    for (key, name) in &keys {
        let new = cameras.iter().zip(clocks).find(|(c, _)| c.name == *name);
        let is_unchanged = |camera: &Camera, clock: &CameraClock| {
            let mut before = old.cameras.iter().zip(&old.clocks);
            before.any(|(c, k)| c.name == *name && c == camera && k.rounded() == *clock)
        };
        match new {
            None => drop(document.remove(key)),
            Some((camera, clock)) if is_unchanged(camera, clock) => {}
            Some((camera, clock)) => {
                let table = document.get_mut(key)?.as_table_mut()?;
                table.remove("clock");
                for (field, item) in camera_table(camera, clock) {
                    table.insert(&field, item);
                }
            }
        }
    }
    let mut index = 0;
    let new = cameras.iter().zip(clocks);
    for (camera, clock) in new.filter(|(c, _)| !keys.iter().any(|(_, n)| *n == c.name)) {
        while document.contains_key(&format!("cam_{index:02}")) {
            index += 1;
        }
        document.insert(
            &format!("cam_{index:02}"),
            Item::Table(camera_table(camera, clock)),
        );
    }
    Some(document.to_string())
}

fn camera_table(camera: &Camera, clock: &CameraClock) -> Table {
    let k = &camera.intrinsics;
    let matrix = [[k.fx, 0.0, k.cx], [0.0, k.fy, k.cy], [0.0, 0.0, 1.0]];
    let (distortions, fisheye) = match &camera.distortion {
        Distortion::Fisheye(k) => (&k[..], true),
        Distortion::BrownConrady(k) if k[5..].iter().any(|&v| v != 0.0) => (&k[..], false),
        Distortion::BrownConrady(k) if k[4] != 0.0 => (&k[..5], false),
        Distortion::BrownConrady(k) => (&k[..4], false),
    };
    let rows: Array = matrix.iter().map(|row| array(row)).collect();
    let mut table = Table::new();
    table.insert("name", value(&camera.name));
    table.insert("size", value(array(&camera.size_px.map(f64::from))));
    table.insert("matrix", value(rows));
    table.insert("distortions", value(array(distortions)));
    table.insert(
        "rotation",
        value(array(&rodrigues_on_grid(&camera.cam_from_world.rotation))),
    );
    let translation = camera.cam_from_world.translation.vector;
    table.insert("translation", value(array(translation.as_slice())));
    table.insert("fisheye", value(fisheye));
    if !clock.is_identity() {
        let mut fields = InlineTable::new();
        fields.insert("offset_s", clock.offset_s.into());
        fields.insert("drift_ppm", (clock.drift * 1e6).into());
        fields.insert("since_ns", clock.since.0.into());
        table.insert("clock", value(fields));
    }
    table
}

fn array(numbers: &[f64]) -> Array {
    numbers.iter().copied().collect()
}
