//! Consistency of the canonical skeleton and the joint sets.

#![allow(clippy::unwrap_used)]

use trackside_schema::{JOINT_COUNT, Joint, JointSet, LIMBS, Side, joint_sets};

#[test]
fn sets_have_their_published_number_of_joints() {
    let counts = [
        ("halpe26", 26),
        ("coco17", 17),
        ("coco23", 23),
        ("body25", 25),
        ("body25b", 25),
        ("openpose18", 18),
        ("shelf15", 15),
        ("mediapipe33", 33),
    ];
    assert_eq!(joint_sets::ALL.len(), counts.len());
    for (name, count) in counts {
        assert_eq!(
            JointSet::by_name(name).unwrap().joints.len(),
            count,
            "{name}"
        );
    }
}

#[test]
fn sets_have_no_duplicate_joints() {
    for set in joint_sets::ALL {
        let mut names: Vec<_> = set.joints.iter().map(|j| j.name).collect();
        let mut canonical: Vec<_> = set.joints.iter().filter_map(|j| j.canonical).collect();
        let counts = (names.len(), canonical.len());
        names.sort_unstable();
        names.dedup();
        canonical.sort_unstable();
        canonical.dedup();
        assert_eq!((names.len(), canonical.len()), counts, "{}", set.name);
    }
}

#[test]
fn canonical_set_equals_the_skeleton() {
    for (joint, entry) in Joint::ALL.into_iter().zip(joint_sets::HALPE_26.joints) {
        assert_eq!((entry.name, entry.canonical), (joint.name(), Some(joint)));
    }
}

/// The side in the name of a joint equals the side of the canonical joint that it maps to.
#[test]
fn sets_preserve_sides() {
    for set in joint_sets::ALL {
        for (entry, joint) in set.joints.iter().filter_map(|e| Some((e, e.canonical?))) {
            let is = |prefix: &str, capital: char| {
                entry.name.starts_with(prefix)
                    || entry.name.starts_with(capital)
                        && entry.name.chars().nth(1).is_some_and(char::is_uppercase)
            };
            let side = match (is("left_", 'L'), is("right_", 'R')) {
                (true, false) => Side::Left,
                (false, true) => Side::Right,
                _ => Side::Centre,
            };
            assert_eq!(joint.side(), side, "{}: {}", set.name, entry.name);
        }
    }
}

#[test]
fn mirroring_swaps_sides_and_is_an_involution() {
    for joint in Joint::ALL {
        let mirrored = joint.mirrored();
        assert_eq!(mirrored.mirrored(), joint);
        match joint.side() {
            Side::Centre => assert_eq!(mirrored, joint),
            Side::Left => assert_eq!(mirrored.side(), Side::Right),
            Side::Right => assert_eq!(mirrored.side(), Side::Left),
        }
        assert_eq!(mirrored.parent(), joint.parent().map(Joint::mirrored));
    }
}

#[test]
fn the_hip_is_the_root_of_every_joint() {
    for joint in Joint::ALL {
        let mut at = joint;
        for _ in 0..JOINT_COUNT {
            at = at.parent().unwrap_or(at);
        }
        assert_eq!(at, Joint::Hip, "{}", joint.name());
        assert_eq!(Joint::from_name(joint.name()), Some(joint));
        assert_eq!(Joint::ALL[joint.index()], joint);
    }
}

#[test]
fn drawn_limbs_are_symmetric() {
    let drawn = |a: Joint, b: Joint| LIMBS.contains(&(a, b)) || LIMBS.contains(&(b, a));
    for &(a, b) in LIMBS {
        assert_ne!(a, b);
        assert!(
            drawn(a.mirrored(), b.mirrored()),
            "{}-{}",
            a.name(),
            b.name()
        );
    }
}

#[test]
fn set_names_ignore_case_and_punctuation() {
    for spelling in ["BODY_25B", "body25b", "Body-25B"] {
        assert_eq!(JointSet::by_name(spelling).unwrap().name, "body25b");
    }
    assert!(JointSet::by_name("body26").is_none());
}
