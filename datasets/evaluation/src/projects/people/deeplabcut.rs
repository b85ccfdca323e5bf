//! DeepLabCut's CSV: rows `scorer`, `individuals` (of several), `bodyparts` and `coords`, then a row an image.

use std::fs;
use std::path::Path;

use super::{CameraPeople, ImagePeople, push};
use crate::CaseError;
use crate::projects::folder::image_numbers;
use crate::projects::json::joint;

/// What one column holds.
struct Column {
    person: usize,
    part: usize,
    /// 0 x, 1 y, 2 score.
    field: usize,
}

struct Header {
    columns: Vec<Option<Column>>,
    parts: Vec<String>,
    people: usize,
    has_scores: bool,
    /// How many columns name the image.
    index: usize,
}

pub(super) fn read(path: &Path) -> Result<CameraPeople, CaseError> {
    let text = fs::read_to_string(path).map_err(|e| CaseError::in_file(path, e))?;
    let lines: Vec<&str> = text.lines().collect();
    let first_word = |line: &str| line.split(',').next().unwrap_or_default().trim().to_owned();
    let heads = lines.iter().take_while(|line| {
        let word = first_word(line);
        ["scorer", "individuals", "bodyparts", "coords"].contains(&word.as_str())
    });
    let n_heads = heads.count();
    if n_heads < 3 {
        let what = "this CSV is not DeepLabCut's, whose first rows begin with scorer, bodyparts and coords";
        return Err(CaseError::in_file(path, what));
    }
    let header = header(&lines[..n_heads]).map_err(|what| CaseError::in_file(path, what))?;
    let rows = lines.iter().enumerate().skip(n_heads);
    let rows: Vec<(usize, Vec<&str>)> = rows
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| (i + 1, line.split(',').map(str::trim).collect()))
        .collect();
    let names: Vec<&str> = rows
        .iter()
        .map(|(_, cells)| cells[header.index - 1])
        .collect();
    let numbers = image_numbers(&names);
    let mut people = CameraPeople {
        joint_names: Some(header.parts.clone()),
        format: "DeepLabCut",
        ..CameraPeople::default()
    };
    for (number, (line, cells)) in numbers.into_iter().zip(&rows) {
        let number =
            number.ok_or_else(|| CaseError::in_line(path, *line, "has no image number"))?;
        let image = image(&header, cells).map_err(|what| CaseError::in_line(path, *line, what))?;
        if people.images.insert(number, image).is_some() {
            let what = format!("is the second row of image {number}");
            return Err(CaseError::in_line(path, *line, what));
        }
    }
    Ok(people)
}

fn header(heads: &[&str]) -> Result<Header, String> {
    let row = |word: &str| -> Option<Vec<&str>> {
        let line = heads
            .iter()
            .find(|line| line.trim_start().starts_with(word))?;
        Some(line.split(',').map(str::trim).collect())
    };
    let parts_row = row("bodyparts").ok_or("it has no row of bodyparts")?;
    let coords = row("coords").ok_or("it has no row of coords")?;
    let people_row = row("individuals");
    // The columns that name the image have no coordinate.
    let index = coords
        .iter()
        .take_while(|c| !["x", "y", "likelihood"].contains(*c))
        .count();
    if index == 0 || index == coords.len() {
        return Err("its row of coords has no x, y and likelihood".to_owned());
    }
    let (mut parts, mut people): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut columns = Vec::new();
    for (i, coord) in coords.iter().enumerate().skip(index) {
        let part = parts_row.get(i).copied().unwrap_or_default();
        let person = people_row
            .as_ref()
            .and_then(|row| row.get(i).copied())
            .unwrap_or_default();
        let field = match *coord {
            "x" => 0,
            "y" => 1,
            "likelihood" | "score" => 2,
            other => {
                return Err(format!(
                    "its coords have \"{other}\", not x, y or likelihood"
                ));
            }
        };
        // Objects that all individuals share are nobody's.
        if person == "single" {
            columns.push(None);
            continue;
        }
        let part = position_or_push(&mut parts, |p| p == part, || part.to_owned());
        let person = position_or_push(&mut people, |p| *p == person, || person);
        columns.push(Some(Column {
            person,
            part,
            field,
        }));
    }
    Ok(Header {
        has_scores: coords.iter().any(|c| ["likelihood", "score"].contains(c)),
        columns,
        parts,
        people: people.len(),
        index,
    })
}

fn position_or_push<T>(
    list: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
    new: impl FnOnce() -> T,
) -> usize {
    if let Some(found) = list.iter().position(is) {
        return found;
    }
    list.push(new());
    list.len() - 1
}

fn image(header: &Header, cells: &[&str]) -> Result<ImagePeople, String> {
    let mut fields = vec![vec![[None; 3]; header.parts.len()]; header.people];
    for (cell, column) in cells.iter().skip(header.index).zip(&header.columns) {
        let Some(column) = column else { continue };
        let value = match *cell {
            "" => None,
            text => {
                let value: f32 = text
                    .parse()
                    .map_err(|_| format!("\"{text}\" is no number"))?;
                value.is_finite().then_some(value)
            }
        };
        fields[column.person][column.part][column.field] = value;
    }
    let mut image = ImagePeople::default();
    for person in fields {
        let score = |s: Option<f32>| if header.has_scores { s } else { Some(1.0) };
        push(
            &mut image,
            person
                .iter()
                .map(|[x, y, s]| joint(*x, *y, score(*s)))
                .collect(),
        );
    }
    Ok(image)
}
