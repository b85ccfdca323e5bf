//! The program's output: messages, recordings, exports; read without the program's own code where possible.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mcap::MessageStream;
use serde_json::Value;
use trackside_schema::{TrackingFrame, View, wire};

use crate::Row;
use crate::hash::{Hash, Words, fields};

pub fn rows() -> Vec<Row> {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = golden();
    rows.extend(recordings(folder.path()));
    rows.extend(exports(folder.path()));
    rows
}

/// The schema's golden messages: the bytes of those in protobuf, and what is read from those in JSON, as protobuf.
fn golden() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/tests/golden");
    let read = |name: &str| fs::read(folder.join(name)).unwrap();
    let row = |name: &str, bytes: &[u8]| {
        let mut hash = Hash::new();
        hash.bytes(bytes);
        Row::new(
            format!("golden.{name}"),
            hash,
            format!("{} bytes", bytes.len()),
        )
    };
    let mut bytes = Vec::new();
    let (frame, view) = (read("frame.bin"), read("view.bin"));
    let mut rows = vec![row("frame", &frame), row("view", &view)];

    let decoded = wire::decode_frame(&frame).unwrap();
    wire::encode_frame(&decoded, &mut bytes);
    rows.push(row("frame.again", &bytes));
    let (decoded, camera) = wire::decode_view(&view).unwrap();
    wire::encode_view(&decoded, &camera, &mut bytes);
    rows.push(row("view.again", &bytes));

    let decoded: TrackingFrame = serde_json::from_slice(&read("frame.json")).unwrap();
    wire::encode_frame(&decoded, &mut bytes);
    rows.push(row("frame.json", &bytes));
    let decoded: View = serde_json::from_slice(&read("view.json")).unwrap();
    wire::encode_view(&decoded, &camera, &mut bytes);
    rows.push(row("view.json", &bytes));
    rows
}

fn trackside(args: &[&str], folder: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_trackside"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {errors}");
}

/// A game as it is recorded, and as it is refined.
fn recordings(folder: &Path) -> Vec<Row> {
    let run = [
        "run",
        "synth:basketball",
        "--seed",
        "75",
        "--set",
        "duration_s=5",
        "--set",
        "views.noise_px=3",
        "--from",
        "detections",
        "--no-publish",
        "--record",
        "game.mcap",
    ];
    trackside(&run, folder);
    trackside(&["refine", "game.mcap"], folder);
    let topics = [
        "/track/frame",
        "/track/smooth",
        "/event",
        "/view/",
        "/points",
    ];
    let row = |file: &'static str| move |topic: &&str| topic_row(&folder.join(file), topic);
    let live = topics.iter().map(row("game.mcap"));
    // A refined recording has one stream.
    let refined = topics.iter().filter(|t| !t.ends_with("smooth"));
    let refined = refined.map(row("game.refined.mcap"));
    live.chain(refined).collect()
}

/// One topic of a recording: messages by the numbers of their fields, without what differs from run to run.
fn topic_row(file: &Path, topic: &str) -> Row {
    let bytes = fs::read(file).unwrap();
    let (mut hash, mut words) = (Hash::new(), Words::default());
    let mut count = 0;
    for message in MessageStream::new(&bytes).unwrap().map(Result::unwrap) {
        if !message.channel.topic.starts_with(topic) {
            continue;
        }
        count += 1;
        hash.int(message.log_time);
        match topic {
            // Venue, session, rig, latency.
            "/track/frame" | "/track/smooth" => hash.message(&message.data, &[2, 3, 4, 10]),
            "/event" => {
                hash.message(&message.data, &[2, 3, 6]);
                let kind = fields(&message.data).into_iter().find(|f| f.0 == 6);
                let kind = String::from_utf8_lossy(kind.unwrap().1).into_owned();
                hash.int(words.number(&kind));
            }
            "/view/" => {
                hash.message(&message.data, &[5]);
                let stamp = fields(&message.data).into_iter().find(|f| f.0 == 5);
                // Without the time of reception.
                hash.message(stamp.unwrap().1, &[4]);
            }
            _ => hash.bytes(&message.data),
        }
    }
    let file = file.file_stem().unwrap().to_string_lossy();
    let name = format!("{file}{}", topic.trim_end_matches('/').replace('/', "."));
    Row::new(name, hash, format!("{count} messages"))
}

/// The exports of the refined game.
fn exports(folder: &Path) -> Vec<Row> {
    for (format, rest) in [
        ("trc", &[][..]),
        ("csv", &[]),
        ("jsonl", &[]),
        ("bvh", &[]),
        ("glb", &["--field", "basketball"]),
        ("usd", &["--field", "basketball"]),
    ] {
        let args = ["export", "game.refined.mcap", "--to", format];
        trackside(&[&args, rest].concat(), folder);
    }
    trackside(&["highlights", "game.mcap", "-o", "best"], folder);
    let extensions = ["trc", "csv", "jsonl", "bvh", "usda", "glb"];
    let mut rows: Vec<_> = extensions.map(|e| files_row(folder, e)).into();
    rows.push(files_row(&folder.join("best"), "json"));
    rows.push(files_row(&folder.join("best"), "png"));
    rows
}

/// All files of a folder with that extension, in the order of their names.
fn files_row(folder: &Path, extension: &str) -> Row {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .{extension}");
    let (mut hash, mut length) = (Hash::new(), 0);
    for file in &files {
        let bytes = fs::read(file).unwrap();
        length += bytes.len();
        match extension {
            "glb" => glb(&mut hash, &bytes),
            "json" => hash.json_numbers(&serde_json::from_slice::<Value>(&bytes).unwrap()),
            "png" => hash.bytes(&bytes),
            // The first line of a TRC file has the file's own name.
            _ => hash.text(&String::from_utf8(bytes).unwrap()),
        }
    }
    let figures = format!("{} files, {} kB", files.len(), length / 1000);
    Row::new(format!("export.{extension}"), hash, figures)
}

/// A binary glTF file: the numbers of its description, and its buffer.
fn glb(hash: &mut Hash, bytes: &[u8]) {
    let mut rest = &bytes[12..];
    while let Some((head, after)) = rest.split_at_checked(8) {
        let length = u32::from_le_bytes(head[..4].try_into().unwrap()) as usize;
        let (chunk, next) = after.split_at(length);
        if &head[4..] == b"JSON" {
            hash.json_numbers(&serde_json::from_slice::<Value>(chunk).unwrap());
        } else {
            hash.bytes(chunk);
        }
        rest = next;
    }
}
