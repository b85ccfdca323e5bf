//! USD files: the text as it stands, and what Pixar's library reads in it.

use trackside_export::usd;

use super::*;

/// The value of a property of a prim at a time code, as it is written.
fn sample<'t>(text: &'t str, prim: &str, property: &str, code: &str) -> &'t str {
    let begin = text.find(&format!("\"{prim}\"")).unwrap();
    let keys = text[begin..].split_once(property).unwrap().1;
    let keys = keys.split_once("\n        ").unwrap().1;
    let key = format!("{code}: ");
    let line = keys.lines().find_map(|l| l.trim().strip_prefix(&key));
    line.unwrap().trim_end_matches(',')
}

/// The numbers of the n-th tuple of a list.
fn tuple(list: &str, n: usize) -> Vec<f64> {
    let tuple = list
        .split('(')
        .nth(n + 1)
        .unwrap()
        .split(')')
        .next()
        .unwrap();
    tuple.split(", ").map(|v| v.parse().unwrap()).collect()
}

#[test]
fn a_usd_file_has_bodies_ball_field_and_cameras_where_they_were() {
    let world = world();
    let tracks = recording(&world);
    let cameras: &'static [_] = world.rig().unwrap().cameras().to_vec().leak();
    let stage = stage(&world, cameras);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("game.usda");
    assert_eq!(
        usd::write(&tracks, &stage, Feet::Measured, &path).unwrap(),
        4
    );
    let text = fs::read_to_string(&path).unwrap();

    assert!(text.starts_with("#usda 1.0\n("));
    for (open, close) in [('{', '}'), ('(', ')'), ('[', ']')] {
        assert_eq!(text.matches(open).count(), text.matches(close).count());
    }
    assert_eq!(text.matches("def SkelRoot ").count(), 4);
    assert_eq!(text.matches("def Camera ").count(), cameras.len());
    assert!(text.contains("displayName = \"Lions 7\"") && text.contains("def Mesh \"Floor\""));
    assert!(!text.contains("NaN") && !text.contains("inf,"));
    // Who is away is not to be seen, and nobody sees the ball before it is there.
    assert_eq!(
        sample(&text, "athlete_2", "visibility", "40"),
        "\"inherited\""
    );
    assert_eq!(
        sample(&text, "athlete_2", "visibility", "19.5"),
        "\"invisible\""
    );
    assert_eq!(sample(&text, "Ball", "visibility", "0"), "\"invisible\"");

    // However feet are planted, joints are where they were measured.
    let planted = folder.path().join("planted.usda");
    usd::write(&tracks, &stage, Feet::Planted, &planted).unwrap();
    let planted = fs::read_to_string(&planted).unwrap();
    let mut expected = Vec::new();
    for (id, track) in tracks.athletes() {
        let prim = format!("athlete_{}", id.0);
        let own = &planted[planted.find(&format!("\"{prim}\"")).unwrap()..];
        for taken in track.samples.iter().filter(|s| s.tick % 7 == 0) {
            for (joint, bone) in NODES {
                let at = taken.joints[joint.index()].unwrap().at_m.map(f64::from);
                let code = taken.tick.to_string();
                let places = sample(&text, &prim, "translations", &code);
                let place = tuple(places, bone as usize);
                let off = (Vector3::from_vec(place) - Vector3::from(at)).norm();
                assert!(off < 1e-5, "{prim} {bone:?} at {code}: {off} m");
                let node = format!("{prim}/{bone:?}");
                expected.push(json!({"node": node, "frame": taken.tick, "at": at}));
            }
            for joint in [Joint::LAnkle, Joint::RBigToe, Joint::Neck] {
                let at = taken.joints[joint.index()].unwrap().at_m.map(f64::from);
                let code = taken.tick.to_string();
                let place = tuple(sample(own, joint.name(), "xformOp:translate", &code), 0);
                let off = (Vector3::from_vec(place) - Vector3::from(at)).norm();
                assert!(off < 2e-5, "{prim} {joint:?} at {code}: {off} m");
                let node = format!("{prim}/Joints/{}", joint.name());
                expected.push(json!({"node": node, "frame": taken.tick, "at": at}));
            }
        }
    }
    outside("usd.py", &path, &expected, 1.0);
}
