//! The syntax of `usda` files: prims, lists, tuples, matrices, time samples.

use std::fmt::Write as _;
use std::io::{self, Write};

use nalgebra::Matrix4;

/// Writes a file prim by prim.
pub(super) struct UsdWriter<W> {
    out: W,
    depth: usize,
}

impl<W: Write> UsdWriter<W> {
    pub fn new(out: W) -> UsdWriter<W> {
        UsdWriter { out, depth: 0 }
    }

    /// Writes one or several lines, indented by the number of open prims.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        for line in text.split('\n') {
            writeln!(self.out, "{:1$}{line}", "", 4 * self.depth)?;
        }
        Ok(())
    }

    /// Opens a prim.
    pub fn open(&mut self, prim: &str) -> io::Result<()> {
        self.line(prim)?;
        self.line("{")?;
        self.depth += 1;
        Ok(())
    }

    /// Closes the innermost prim.
    pub fn close(&mut self) -> io::Result<()> {
        self.depth -= 1;
        self.line("}")
    }

    /// Writes a property over time: time codes and values.
    pub fn time_samples(
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

    /// Returns the underlying writer.
    pub fn finish(self) -> io::Result<W> {
        debug_assert_eq!(self.depth, 0, "every prim is closed");
        Ok(self.out)
    }
}

/// Formats a number with at most `digits` digits after the decimal point.
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

/// Formats a list.
pub(super) fn list(items: impl Iterator<Item = String>) -> String {
    let mut text = String::from("[");
    for (i, item) in items.enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{}{item}", if i == 0 { "" } else { ", " });
    }
    text + "]"
}

/// Formats a tuple with at most `digits` digits after the decimal point.
pub(super) fn tuple<'v>(values: impl Iterator<Item = &'v f64>, digits: usize) -> String {
    let values: Vec<_> = values.map(|v| number(*v, digits)).collect();
    format!("({})", values.join(", "))
}

/// Formats a matrix. USD multiplies row vectors, so its matrices are transposed.
pub(super) fn matrix(m: &Matrix4<f64>) -> String {
    let rows: Vec<_> = (0..4).map(|i| tuple(m.column(i).iter(), 7)).collect();
    format!("({})", rows.join(", "))
}

/// Formats a string; quotes, backslashes and control characters become underscores.
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
