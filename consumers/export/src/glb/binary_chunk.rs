//! The binary data of a glTF file with its buffer views and accessors, and the GLB container (glTF 2.0, section 4.4).

use std::io::{self, Write};

use serde_json::{Value, json};

const FLOAT: u32 = 5126;
const UNSIGNED_BYTE: u32 = 5121;
const UNSIGNED_SHORT: u32 = 5123;
/// Target of vertex attributes.
const ARRAY_BUFFER: u32 = 34962;
/// Target of indices.
const ELEMENT_ARRAY_BUFFER: u32 = 34963;

/// Binary data, and the buffer views and accessors that refer to it.
#[derive(Default)]
pub(super) struct BinaryChunk {
    bytes: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
}

impl BinaryChunk {
    fn add_view(&mut self, bytes: &[u8], target: Option<u32>) -> usize {
        let mut view =
            json!({"buffer": 0, "byteOffset": self.bytes.len(), "byteLength": bytes.len()});
        if let Some(target) = target {
            view["target"] = json!(target);
        }
        self.bytes.extend(bytes);
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        self.views.push(view);
        self.views.len() - 1
    }

    fn add_accessor(&mut self, view: usize, component: u32, kind: &str, count: usize) -> usize {
        self.accessors.push(
            json!({"bufferView": view, "componentType": component, "type": kind, "count": count}),
        );
        self.accessors.len() - 1
    }

    fn add_float_accessor<const N: usize>(
        &mut self,
        rows: &[[f32; N]],
        target: Option<u32>,
    ) -> usize {
        let bytes: Vec<u8> = rows
            .iter()
            .flatten()
            .flat_map(|v| v.to_le_bytes())
            .collect();
        let view = self.add_view(&bytes, target);
        let kind = match N {
            1 => "SCALAR",
            2 => "VEC2",
            3 => "VEC3",
            4 => "VEC4",
            _ => "MAT4",
        };
        let accessor = self.add_accessor(view, FLOAT, kind, rows.len());
        if N == 1 || (N == 3 && target.is_some()) {
            let bound = |pick: fn(f32, f32) -> f32, from: f32| {
                let each = |i: usize| rows.iter().map(|r| r[i]).fold(from, pick);
                (0..N).map(each).collect::<Vec<_>>()
            };
            self.accessors[accessor]["min"] = json!(bound(f32::min, f32::INFINITY));
            self.accessors[accessor]["max"] = json!(bound(f32::max, f32::NEG_INFINITY));
        }
        accessor
    }

    /// Adds floats of an animation or a skin; returns their accessor.
    pub fn add_floats<const N: usize>(&mut self, rows: &[[f32; N]]) -> usize {
        self.add_float_accessor(rows, None)
    }

    /// Adds floats of vertices; returns their accessor.
    pub fn add_vertices<const N: usize>(&mut self, rows: &[[f32; N]]) -> usize {
        self.add_float_accessor(rows, Some(ARRAY_BUFFER))
    }

    /// Adds bytes of vertices; returns their accessor. `is_normalized`: 0 to 255 stand for 0 to 1.
    pub fn add_bytes(&mut self, rows: &[[u8; 4]], is_normalized: bool) -> usize {
        let view = self.add_view(rows.as_flattened(), Some(ARRAY_BUFFER));
        let accessor = self.add_accessor(view, UNSIGNED_BYTE, "VEC4", rows.len());
        if is_normalized {
            self.accessors[accessor]["normalized"] = json!(true);
        }
        accessor
    }

    /// Adds the vertex indices of triangles; returns their accessor.
    pub fn add_indices(&mut self, indices: &[u16]) -> usize {
        let bytes: Vec<u8> = indices.iter().flat_map(|v| v.to_le_bytes()).collect();
        let view = self.add_view(&bytes, Some(ELEMENT_ARRAY_BUFFER));
        self.add_accessor(view, UNSIGNED_SHORT, "SCALAR", indices.len())
    }

    /// Writes the file with the JSON `root` and this data.
    pub fn write(self, mut root: Value, out: &mut impl Write) -> io::Result<()> {
        root["buffers"] = json!([{"byteLength": self.bytes.len()}]);
        root["bufferViews"] = Value::Array(self.views);
        root["accessors"] = Value::Array(self.accessors);
        let mut text = serde_json::to_vec(&root)?;
        text.resize(text.len().next_multiple_of(4), b' ');
        let length = |n: usize| {
            u32::try_from(n).map_err(|_| {
                let what = "a GLB file is limited to 4 GiB: export a shorter interval";
                io::Error::new(io::ErrorKind::FileTooLarge, what)
            })
        };
        out.write_all(b"glTF")?;
        out.write_all(&2_u32.to_le_bytes())?;
        out.write_all(&length(12 + 8 + text.len() + 8 + self.bytes.len())?.to_le_bytes())?;
        for (kind, chunk) in [(b"JSON", &text), (b"BIN\0", &self.bytes)] {
            out.write_all(&length(chunk.len())?.to_le_bytes())?;
            out.write_all(kind)?;
            out.write_all(chunk)?;
        }
        out.flush()
    }
}
