//! Downloads from a server in this process: archives, redirects, ranges, cuts, mirrors, and files that are not the right ones.
#![allow(clippy::unwrap_used)]

mod shared;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use shared::server::{Page, Server};
use tempfile::tempdir;
use trackside_models::{Manifest, Mirror, WeightsSearchPath, weights};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The layout of the publisher's archives.
const MEMBER: &str = "20230831/rtmpose_onnx/rtmpose-t/end2end.onnx";

fn sha256(content: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), content).unwrap();
    weights::sha256_of(file.path()).unwrap()
}

/// Bytes that do not compress, as weights.
fn content(len: usize) -> Vec<u8> {
    let byte = |i: usize| (i as u32).wrapping_mul(2_654_435_761).to_be_bytes()[0];
    (0..len).map(byte).collect()
}

fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn publisher_archive(weights: &[u8]) -> Vec<u8> {
    archive(&[
        ("20230831/rtmpose_onnx/rtmpose-t/deploy.json", b"{}"),
        (MEMBER, weights),
        ("20230831/rtmpose_onnx/rtmpose-t/pipeline.json", b"{}"),
    ])
}

/// The manifest of a file at these addresses, proven by its own SHA-256 and size.
fn manifest(urls: &[String], content: &[u8]) -> Manifest {
    let mut manifest = shared::manifest("rtmpose-t-coco17");
    manifest.file = "ours.onnx".into();
    manifest.urls = urls.to_vec();
    manifest.sha256 = Some(sha256(content));
    manifest.bytes = Some(content.len() as u64);
    manifest
}

fn pull(manifest: &Manifest, folder: &Path) -> Result<PathBuf, String> {
    weights::pull(manifest, None, folder, |_, _| ()).map_err(|e| e.to_string())
}

fn files_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_member_of_an_archive_is_proven_and_unpacked() {
    let (bytes, folder) = (content(50_000), tempdir().unwrap());
    let zip = publisher_archive(&bytes);
    let server = Server::start(&[("/a/rtmpose-t.zip", Page::File(zip.clone()))]);
    let mut manifest = manifest(&[server.url("/a/rtmpose-t.zip")], &bytes);
    manifest.archive_sha256 = Some(sha256(&zip));
    manifest.archive_bytes = Some(zip.len() as u64);
    let mut progress = Vec::new();
    let path = weights::pull(&manifest, None, folder.path(), |done, total| {
        progress.push((done, total));
    });
    assert_eq!(fs::read(path.unwrap()).unwrap(), bytes);
    assert_eq!(files_in(folder.path()), ["ours.onnx"]);
    let all = Some(zip.len() as u64);
    assert_eq!(progress.last(), Some(&(zip.len() as u64, all)));
    // A second pull asks nobody.
    pull(&manifest, folder.path()).unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn one_proven_hash_is_enough() {
    let bytes = content(3000);
    let zip = publisher_archive(&bytes);
    let server = Server::start(&[("/rtmpose-t.zip", Page::File(zip.clone()))]);
    let urls = [server.url("/rtmpose-t.zip")];
    // The weights' alone.
    let folder = tempdir().unwrap();
    pull(&manifest(&urls, &bytes), folder.path()).unwrap();

    // The archive's alone: the weights' is kept beside them.
    let folder = tempdir().unwrap();
    let by_archive = Manifest {
        sha256: None,
        bytes: None,
        archive_sha256: Some(sha256(&zip)),
        ..manifest(&urls, &bytes)
    };
    let path = pull(&by_archive, folder.path()).unwrap();
    assert_eq!(files_in(folder.path()), ["ours.onnx", "ours.onnx.sha256"]);
    let here = WeightsSearchPath::from_folder(folder.path());
    assert_eq!(here.load(&by_archive).unwrap(), bytes);
    fs::write(&path, b"damaged").unwrap();
    let error = here.load(&by_archive).unwrap_err().to_string();
    assert!(error.contains(&sha256(&bytes)), "{error}");
    fs::write(&path, &bytes).unwrap();
    fs::remove_file(folder.path().join("ours.onnx.sha256")).unwrap();
    let error = here.load(&by_archive).unwrap_err().to_string();
    assert!(error.contains("not proven"), "{error}");
}

#[test]
fn a_cut_download_is_resumed_through_a_redirect() {
    let (bytes, folder) = (content(50_000), tempdir().unwrap());
    let server = Server::start(&[
        ("/latest", Page::Redirect("/store/ours.onnx".into())),
        ("/store/ours.onnx", Page::CutOnce(bytes.clone(), 20_000)),
    ]);
    let manifest = manifest(&[server.url("/latest")], &bytes);
    let error = pull(&manifest, folder.path()).unwrap_err();
    assert!(error.contains("pull again to resume"), "{error}");
    let kept = fs::read(folder.path().join("ours.onnx.part")).unwrap();
    assert!(!kept.is_empty() && kept.len() <= 20_000 && bytes.starts_with(&kept));
    let path = pull(&manifest, folder.path()).unwrap();
    assert_eq!(fs::read(path).unwrap(), bytes);
    assert_eq!(files_in(folder.path()), ["ours.onnx"]);
    let starts: Vec<usize> = server.requests().iter().map(|r| r.1).collect();
    assert_eq!(starts, [0, 0, kept.len(), kept.len()]);
}

#[test]
fn servers_without_ranges_are_asked_for_the_whole_file() {
    let bytes = content(4000);
    for page in [
        Page::WithoutRanges(bytes.clone()),
        Page::WrongRanges(bytes.clone()),
    ] {
        let folder = tempdir().unwrap();
        fs::write(folder.path().join("ours.onnx.part"), &bytes[..1000]).unwrap();
        let server = Server::start(&[("/ours.onnx", page)]);
        let manifest = manifest(&[server.url("/ours.onnx")], &bytes);
        let path = pull(&manifest, folder.path()).unwrap();
        assert_eq!(fs::read(path).unwrap(), bytes);
    }
}

#[test]
fn addresses_are_tried_in_order() {
    let (bytes, folder) = (content(1000), tempdir().unwrap());
    let server = Server::start(&[
        ("/broken.onnx", Page::Status(500)),
        ("/other.onnx", Page::File(content(999))),
        ("/ours.onnx", Page::File(bytes.clone())),
    ]);
    let url = |path: &str| server.url(path);
    let urls = [url("/gone.onnx"), url("/broken.onnx"), url("/other.onnx")];
    let error = pull(&manifest(&urls, &bytes), folder.path()).unwrap_err();
    assert!(
        error.contains("HTTP 500") && error.contains("999 bytes"),
        "{error}"
    );
    assert!(files_in(folder.path()).is_empty());
    let urls = [&urls[..], &[url("/ours.onnx")]].concat();
    pull(&manifest(&urls, &bytes), folder.path()).unwrap();
}

#[test]
fn a_file_that_is_not_the_right_one_is_removed() {
    let (bytes, folder) = (content(2000), tempdir().unwrap());
    let mut wrong = bytes.clone();
    wrong[1000] ^= 1;
    let wrong_zip = publisher_archive(&wrong);
    let server = Server::start(&[
        ("/wrong.onnx", Page::File(wrong)),
        ("/short.onnx", Page::File(bytes[..1999].to_vec())),
        ("/wrong.zip", Page::File(wrong_zip.clone())),
        ("/page.zip", Page::File(b"<html>not found</html>".to_vec())),
        (
            "/two.zip",
            Page::File(archive(&[("a.onnx", b"a"), ("b/c.onnx", b"b")])),
        ),
        ("/none.zip", Page::File(archive(&[("readme.txt", b"a")]))),
    ]);
    let right = sha256(&bytes);
    let expected = [
        ("/wrong.onnx", right.as_str()),
        ("/short.onnx", "1999 bytes, 2000 are expected"),
        ("/wrong.zip", right.as_str()),
        ("/page.zip", "not a zip archive"),
        ("/two.zip", "a.onnx, b/c.onnx"),
        ("/none.zip", "no .onnx file"),
    ];
    for (path, reason) in expected {
        let error = pull(&manifest(&[server.url(path)], &bytes), folder.path()).unwrap_err();
        assert!(error.contains(path) && error.contains(reason), "{error}");
        assert!(files_in(folder.path()).is_empty(), "{path}");
    }
    let mut by_archive = manifest(&[server.url("/wrong.zip")], &bytes);
    by_archive.archive_sha256 = Some("1".repeat(64));
    let error = pull(&by_archive, folder.path()).unwrap_err();
    assert!(
        error.contains("wrong archive") && error.contains(&sha256(&wrong_zip)),
        "{error}"
    );
    by_archive.archive_bytes = Some(1);
    let error = pull(&by_archive, folder.path()).unwrap_err();
    assert!(error.contains("wrong size"), "{error}");
    assert!(files_in(folder.path()).is_empty());
    // A file of somebody else's under that name is not touched.
    fs::write(folder.path().join("ours.onnx"), "other").unwrap();
    let error = pull(&manifest(&[], &bytes), folder.path()).unwrap_err();
    assert!(error.contains("move it away"), "{error}");
    assert_eq!(fs::read(folder.path().join("ours.onnx")).unwrap(), b"other");
}

#[test]
fn a_mirror_holds_the_tails_of_addresses() {
    let bytes = content(3000);
    let zip = publisher_archive(&bytes);
    let urls = ["https://publisher.invalid/projects/v1/rtmpose-t.zip".to_owned()];
    let manifest = manifest(&urls, &bytes);
    let tails = [
        "publisher.invalid/projects/v1/rtmpose-t.zip",
        "projects/v1/rtmpose-t.zip",
        "v1/rtmpose-t.zip",
        "rtmpose-t.zip",
        // What `pull --to` of another host leaves.
        "ours.onnx",
        "rtmpose-t-coco17/ours.onnx",
    ];
    for tail in tails {
        let content = if tail.ends_with("zip") { &zip } else { &bytes };
        let (folder, cache) = (tempdir().unwrap(), tempdir().unwrap());
        let path = folder.path().join(tail);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        let mirror = Mirror::parse(folder.path().to_str().unwrap()).unwrap();
        weights::pull(&manifest, Some(&mirror), cache.path(), |_, _| ()).unwrap();
        assert_eq!(
            fs::read(&path).unwrap(),
            *content,
            "the mirror is not touched"
        );

        let cache = tempdir().unwrap();
        let path = format!("/mirror/{tail}");
        let server = Server::start(&[(&path, Page::File(content.clone()))]);
        let mirror = Mirror::parse(&server.url("/mirror/")).unwrap();
        weights::pull(&manifest, Some(&mirror), cache.path(), |_, _| ()).unwrap();
    }
    let (empty, cache) = (tempdir().unwrap(), tempdir().unwrap());
    let mirror = Mirror::parse(empty.path().to_str().unwrap()).unwrap();
    let error = weights::pull(&manifest, Some(&mirror), cache.path(), |_, _| ()).unwrap_err();
    assert!(
        error.to_string().contains("rtmpose-t.zip or ours.onnx"),
        "{error}"
    );
    fs::write(empty.path().join("ours.onnx"), "other").unwrap();
    let error = weights::pull(&manifest, Some(&mirror), cache.path(), |_, _| ()).unwrap_err();
    assert!(error.to_string().contains("wrong size"), "{error}");
    assert!(
        empty.path().join("ours.onnx").exists(),
        "the mirror is not touched"
    );
    for name in ["ftp://a.org/b", "/no/such/folder"] {
        assert!(Mirror::parse(name).is_err(), "{name}");
    }
}

#[test]
fn the_first_use_of_an_address_says_what_proves_it() {
    let (bytes, folder) = (content(3000), tempdir().unwrap());
    let zip = archive(&[("a.onnx", &bytes), ("b.onnx", b"other")]);
    let server = Server::start(&[
        ("/ours.onnx", Page::File(bytes.clone())),
        ("/ours.zip", Page::File(zip.clone())),
    ]);
    let target = folder.path().join("ours.onnx");
    let first = |path: &str, member| {
        weights::pull_on_first_use(&server.url(path), member, &target, |_, _| ())
    };
    let found = first("/ours.onnx", None).unwrap();
    assert_eq!((found.sha256, found.bytes), (sha256(&bytes), 3000));
    assert_eq!(found.archive, None);
    assert!(first("/ours.zip", None).is_err());
    let found = first("/ours.zip", Some("a.onnx")).unwrap();
    assert_eq!(found.sha256, sha256(&bytes));
    let archive = (sha256(&zip), zip.len() as u64, "a.onnx".to_owned());
    assert_eq!(found.archive, Some(archive));
    assert_eq!(files_in(folder.path()), ["ours.onnx"]);
}
