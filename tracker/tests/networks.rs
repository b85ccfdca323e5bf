//! Which networks real images take, what is said where they are missing, and how they are brought.
#![allow(clippy::unwrap_used)]

mod program;
mod walker_venue;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::thread;

use opencv::core::{CV_8UC3, Mat, Scalar, Size, Vector};
use opencv::imgcodecs;
use opencv::videoio::{VideoWriter, VideoWriterTrait};
use trackside_calibration::rig_file;

use program::{errors, text};

/// Runs the program as on a host without networks and without the shared cases.
fn run(home: &Path, arguments: &[&str]) -> Output {
    program::command(arguments)
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("TRACKSIDE_SHARED", home.join("shared"))
        .env_remove("TRACKSIDE_MODELS_MIRROR")
        .output()
        .unwrap()
}

/// The walker's venue with two grey images for each camera.
fn venue_with_images(folder: &Path, models: &str) -> PathBuf {
    let path = walker_venue::write(folder, models);
    let mut file = fs::read_to_string(&path).unwrap();
    for camera in ["cam_00", "cam_01", "cam_02", "cam_03"] {
        let images = folder.join(format!("images_{camera}"));
        fs::create_dir(&images).unwrap();
        let grey = Mat::new_rows_cols_with_default(720, 1280, CV_8UC3, Scalar::all(114.0)).unwrap();
        for i in 0..2 {
            let image = images.join(format!("{i}.png"));
            imgcodecs::imwrite(text(&image), &grey, &Vector::new()).unwrap();
        }
        let name = format!("name = \"{camera}\"\n");
        let source = format!("{name}source = \"images_{camera}\"\nfps = 25\n");
        file = file.replacen(&name, &source, 1);
    }
    fs::write(&path, file).unwrap();
    path
}

fn refused(output: &Output) -> String {
    let errors = errors(output);
    assert!(!output.status.success(), "{errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    errors
}

#[test]
fn real_images_take_a_preset_and_say_how_to_get_it() {
    let dir = tempfile::tempdir().unwrap();
    let venue = venue_with_images(dir.path(), "");
    let venue = text(&venue);
    for (flags, preset) in [
        (&[][..], "balanced"),
        (&["--quality", "fast"][..], "fast"),
        (&["--quality", "best"][..], "best"),
    ] {
        let arguments = [&["run", venue, "--no-publish"], flags].concat();
        let error = refused(&run(dir.path(), &arguments));
        assert!(
            error.contains(&format!(
                "`trackside models pull --preset {preset}` fetches"
            )) && error.contains("MB")
                && error.contains("research only"),
            "{error}"
        );
    }
    let named = ["--detector", "yolox-x", "--pose", "rtmo-s"];
    let error = refused(&run(
        dir.path(),
        &[&["run", venue, "--no-publish"], &named[..]].concat(),
    ));
    assert!(
        error.contains("`trackside models pull yolox-x rtmo-s`"),
        "{error}"
    );
    let both = ["run", venue, "--quality", "fast", "--detector", "yolox-x"];
    let error = refused(&run(dir.path(), &both));
    assert!(error.contains("cannot be used with"), "{error}");
    let error = refused(&run(dir.path(), &["run", venue, "--quality", "good"]));
    assert!(error.contains("fast, balanced, best"), "{error}");
}

#[test]
fn a_venue_file_names_a_preset_or_networks() {
    let dir = tempfile::tempdir().unwrap();
    let venue = venue_with_images(
        dir.path(),
        "[models]\npreset = \"fast\"\ndetect_every = 3\n",
    );
    let error = refused(&run(dir.path(), &["run", text(&venue), "--no-publish"]));
    assert!(error.contains("models pull --preset fast"), "{error}");
    let file = fs::read_to_string(&venue).unwrap();
    let with = |models: &str| {
        fs::write(&venue, file.replacen("preset = \"fast\"", models, 1)).unwrap();
        refused(&run(dir.path(), &["run", text(&venue), "--no-publish"]))
    };
    let error = with("preset = \"quick\"");
    assert!(
        error.contains("venue.toml:") && error.contains("quick"),
        "{error}"
    );
    let error = with("preset = \"fast\"\ndetector = \"yolox-l\"");
    assert!(
        error.contains("models pull yolox-l rtmpose-t-halpe26"),
        "{error}"
    );
    let error = with("detector = \"yolox-gigantic\"");
    assert!(
        error.contains("unknown model \"yolox-gigantic\""),
        "{error}"
    );
}

#[test]
fn the_embedded_network_is_used_on_real_images_by_name_alone_and_says_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let venue = venue_with_images(dir.path(), "");
    let arguments = [
        "run",
        text(&venue),
        "--no-publish",
        "--detector",
        "trackside-nano",
    ];
    let output = run(dir.path(), &arguments);
    let said = errors(&output);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("rendered people alone"), "{said}");
}

#[test]
fn the_list_shows_what_can_be_had() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["models", "list", "--json"]);
    let rows: serde_json::Value = serde_json::from_str(&program::stdout(output)).unwrap();
    let rows = rows.as_array().unwrap();
    assert!(rows.len() >= 28);
    for row in rows {
        let name = row["name"].as_str().unwrap();
        let can_be_had = !row["urls"].as_array().unwrap().is_empty();
        assert_eq!(can_be_had, name != "trackside-nano", "{name}");
        assert!(
            row["licence"].is_string() && row["trained_on"].is_string(),
            "{name}"
        );
    }
}

#[test]
fn doctor_puts_first_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let output = run(dir.path(), &["doctor", "--json"]);
    let findings: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = findings.as_array().unwrap();
    let order = ["missing", "absent", "note", "ok"];
    let ranks: Vec<usize> = findings
        .iter()
        .map(|f| order.iter().position(|o| f["health"] == *o).unwrap())
        .collect();
    assert!(ranks.is_sorted(), "{findings:?}");
    let absent = findings.iter().find(|f| f["health"] == "absent").unwrap();
    let found = absent["found"].as_str().unwrap();
    assert!(
        found.contains("`trackside models pull --preset balanced`"),
        "{found}"
    );
    let speed = findings
        .iter()
        .find(|f| f["about"] == "Speed of trackside-nano")
        .unwrap();
    let found = speed["found"].as_str().unwrap();
    assert!(
        found.contains("images a second") && found.contains("not known"),
        "{found}"
    );
}

#[test]
fn a_pull_that_fails_names_the_network_and_the_place() {
    let dir = tempfile::tempdir().unwrap();
    let mirror = dir.path().join("mirror");
    fs::create_dir(&mirror).unwrap();
    let from = ["--from", text(&mirror)];
    let pull = |arguments: &[&str]| {
        refused(&run(
            dir.path(),
            &[&["models", "pull"], arguments, &from[..]].concat(),
        ))
    };
    let said = pull(&["--preset", "balanced", "--host", "cpu"]);
    assert!(
        said.contains("yolox-tiny: 20.2 MB")
            && said.contains("trained on body7")
            && said.contains("in all: about 43.0 MB")
            && said.contains("yolox_tiny.onnx is not in")
            && said.contains("2 of 2 models were not pulled"),
        "{said}"
    );
    fs::write(mirror.join("yolox_tiny.onnx"), "no network").unwrap();
    let said = pull(&["yolox-tiny"]);
    assert!(said.contains("wrong size: 10 bytes, 20219662"), "{said}");
    assert!(
        !dir.path()
            .join("cache/trackside/weights/yolox_tiny.onnx")
            .exists()
    );
    let said = pull(&["yolox-tiny", "yolox-huge"]);
    assert!(said.contains("unknown model \"yolox-huge\""), "{said}");
    let said = refused(&run(dir.path(), &["models", "pull"]));
    assert!(said.contains("--preset"), "{said}");
}

/// Answers one request with `content`.
fn serve_once(content: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines();
        for line in lines {
            if line.unwrap().is_empty() {
                break;
            }
        }
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(&content).unwrap();
    });
    format!("http://{address}/ours.onnx")
}

#[test]
fn an_address_is_added_on_trust_alone_and_proven_from_then_on() {
    let dir = tempfile::tempdir().unwrap();
    let network =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/embedded/trackside-nano.onnx");
    let url = serve_once(fs::read(network).unwrap());
    let like = [
        "--name",
        "ours",
        "--like",
        "trackside-nano",
        "--licence",
        "MIT",
    ];
    let add = ["models", "add", url.as_str()];
    let said = refused(&run(dir.path(), &[&add, &like[..]].concat()));
    assert!(said.contains("--trust-on-first-use"), "{said}");
    let trusting = [&add, &like[..], &["--trust-on-first-use"]].concat();
    let output = run(dir.path(), &trusting);
    assert!(output.status.success(), "{}", errors(&output));
    let manifest = fs::read_to_string(dir.path().join("data/trackside/models/ours.toml")).unwrap();
    assert!(
        manifest.contains(&url) && manifest.contains("sha256 = ") && manifest.contains("bytes = "),
        "{manifest}"
    );
    let said = refused(&run(dir.path(), &trusting));
    assert!(said.contains("is there already"), "{said}");
    let output = run(dir.path(), &["models", "verify", "ours"]);
    assert!(output.status.success(), "{}", errors(&output));

    // What is no network is not kept.
    let url = serve_once(b"<html>".to_vec());
    let said = refused(&run(
        dir.path(),
        &[
            &[
                "models",
                "add",
                url.as_str(),
                "--trust-on-first-use",
                "--name",
                "page",
            ],
            &like[2..],
        ]
        .concat(),
    ));
    assert!(said.contains("not an ONNX network"), "{said}");
    assert!(!dir.path().join("data/trackside/models/page.toml").exists());
    assert!(
        !dir.path()
            .join("cache/trackside/weights/page/ours.onnx")
            .exists()
    );
}

#[test]
fn an_import_says_what_is_missing_and_its_next_line_brings_it() {
    let dir = tempfile::tempdir().unwrap();
    let case = dir.path().join("case");
    fs::create_dir_all(case.join("videos")).unwrap();
    let rig = walker_venue::rig();
    fs::write(case.join("rig.toml"), rig_file::to_toml(&rig)).unwrap();
    let text_of_case =
        "name = \"walk\"\nkind = \"people\"\nfps = 25.0\nframes = 3\nvideos = \"videos\"\n";
    fs::write(case.join("case.toml"), text_of_case).unwrap();
    for camera in rig.cameras() {
        let path = case.join(format!("videos/{}.avi", camera.name));
        let fourcc = VideoWriter::fourcc('M', 'J', 'P', 'G').unwrap();
        let size = Size::new(1280, 720);
        let mut video = VideoWriter::new(text(&path), fourcc, 25.0, size, true).unwrap();
        let grey = Mat::new_rows_cols_with_default(720, 1280, CV_8UC3, Scalar::all(114.0)).unwrap();
        for _ in 0..3 {
            video.write(&grey).unwrap();
        }
        video.release().unwrap();
    }
    let import = |folder: &str, flags: &[&str]| {
        let venue = dir.path().join(folder);
        let arguments = [&["import", "case", text(&case), "-o", text(&venue)], flags].concat();
        let output = run(dir.path(), &arguments);
        let said = errors(&output);
        assert!(output.status.success(), "{said}");
        (venue.join("venue.toml"), said)
    };
    let (venue, said) = import("preset", &[]);
    let next = format!(
        "Next, from the videos: trackside models pull --preset balanced && trackside run {}",
        text(&venue)
    );
    assert!(said.contains(&next), "{said}");
    let (_, said) = import(
        "named",
        &["--detector", "yolox-l", "--pose", "rtmpose-l-halpe26"],
    );
    let pull = "Next, from the videos: trackside models pull yolox-l rtmpose-l-halpe26 && ";
    assert!(
        said.contains(pull) && said.contains("not on this host"),
        "{said}"
    );
    let (venue, said) = import("embedded", &["--detector", "trackside-nano"]);
    let next = format!("Next, from the videos: trackside run {}", text(&venue));
    assert!(said.contains(&next), "{said}");
}
