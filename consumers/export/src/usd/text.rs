//! The words of a `usda` file: prims in braces, lists, tuples, matrices, values over time.

use std::fmt::Write as _;
use std::io::{self, Write};

use nalgebra::Matrix4;

/// A file that is written prim by prim.
pub(super) struct Text<W> {
    out: W,
    depth: usize,
}

impl<W: Write> Text<W> {
    pub fn new(out: W) -> Text<W> {
        Text { out, depth: 0 }
    }

    /// One line, or several, as deep as the prims that are open.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        for line in text.split('\n') {
            writeln!(self.out, "{:1$}{line}", "", 4 * self.depth)?;
        }
        Ok(())
    }

    /// Begins a prim.
    pub fn open(&mut self, prim: &str) -> io::Result<()> {
        self.line(prim)?;
        self.line("{")?;
        self.depth += 1;
        Ok(())
    }

    /// Ends it.
    pub fn close(&mut self) -> io::Result<()> {
        self.depth -= 1;
        self.line("}")
    }

    /// A property over time: time codes and values.
    pub fn samples(
        &mut self,
        property: &str,
        keys: impl Iterator<Item = (String, String)>,
    ) -> io::Result<()> {
        self.line(&format!("{property}.timeSamples = {{"))?;
        for (code, value) in keys {
            self.line(&format!("    {code}: {value},"))?;
        }
        self.line("}")
    }

    pub fn finish(self) -> io::Result<W> {
        debug_assert_eq!(self.depth, 0, "every prim is closed");
        Ok(self.out)
    }
}

/// With so many digits after the point at most.
pub(super) fn number(v: f64, digits: usize) -> String {
    let text = format!("{v:.digits$}");
    let short = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    if short == "-0" {
        "0".to_owned()
    } else {
        short.to_owned()
    }
}

pub(super) fn list(items: impl Iterator<Item = String>) -> String {
    let mut text = String::from("[");
    for (i, item) in items.enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{item}", if i == 0 { "" } else { ", " });
    }
    text + "]"
}

pub(super) fn tuple<'v>(values: impl Iterator<Item = &'v f64>, digits: usize) -> String {
    let values: Vec<_> = values.map(|v| number(*v, digits)).collect();
    format!("({})", values.join(", "))
}

/// USD multiplies rows from the left: its matrices are the transposed ones.
pub(super) fn matrix(m: &Matrix4<f64>) -> String {
    let rows: Vec<_> = (0..4).map(|i| tuple(m.column(i).iter(), 7)).collect();
    format!("({})", rows.join(", "))
}

/// Text in quotes, without what would end them.
pub(super) fn quoted(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| {
            if c == '"' || c == '\\' || c.is_control() {
                '_'
            } else {
                c
            }
        })
        .collect();
    format!("\"{plain}\"")
}
