//! The order of names in which numbers count as numbers: 2.jpg before 10.jpg.

use std::cmp::Ordering;
use std::path::Path;

/// Compares the names of files as people order them.
pub fn by_name(a: &Path, b: &Path) -> Ordering {
    let name = |path: &Path| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    };
    compare(&name(a), &name(b)).then_with(|| a.cmp(b))
}

/// Compares two texts: runs of digits by their value, everything else by its characters.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        let (text_a, text_b) = (digits_at(a, false), digits_at(b, false));
        let order = a[..text_a].cmp(&b[..text_b]);
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (&a[text_a..], &b[text_b..]);
        if a.is_empty() || b.is_empty() {
            return a.len().cmp(&b.len());
        }
        let (number_a, number_b) = (digits_at(a, true), digits_at(b, true));
        let value = |text: &str| text.trim_start_matches('0').to_owned();
        let (value_a, value_b) = (value(&a[..number_a]), value(&b[..number_b]));
        let order = value_a.len().cmp(&value_b.len());
        let order = order.then_with(|| value_a.cmp(&value_b));
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (&a[number_a..], &b[number_b..]);
    }
}

/// How many bytes at the beginning of a text are digits, or are none.
fn digits_at(text: &str, are_digits: bool) -> usize {
    text.find(|c: char| c.is_ascii_digit() != are_digits)
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_as_numbers() {
        let sorted = [
            "1.jpg",
            "2.jpg",
            "9.jpg",
            "10.jpg",
            "010a.jpg",
            "a1b2",
            "a1b10",
            "a02b1",
            "frame_0009",
            "frame_0010",
            "frame_10000",
            "frame_x",
            "ü1",
        ];
        let mut names = sorted.to_vec();
        names.reverse();
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, sorted);
    }
}
