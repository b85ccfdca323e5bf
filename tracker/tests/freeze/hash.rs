//! Hashes of values. They depend on numbers and on which words are equal, but not on names.

use std::collections::HashMap;

use serde_json::Value;

/// FNV-1a, 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv).
#[derive(Clone)]
pub struct Hash(u64);

impl Hash {
    pub fn new() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    pub fn int(&mut self, value: impl TryInto<i64>) {
        let value = value.try_into().ok().expect("it fits 63 bits");
        self.bytes(&value.to_le_bytes());
    }

    /// Adds a number, to the last bit.
    pub fn real(&mut self, value: impl Into<f64>) {
        self.bytes(&value.into().to_bits().to_le_bytes());
    }

    pub fn reals(&mut self, values: impl IntoIterator<Item = f64>) {
        values.into_iter().for_each(|v| self.real(v));
    }

    /// Adds whether there is a value, then the value itself.
    pub fn maybe<T>(&mut self, value: Option<T>, feed: impl FnOnce(&mut Hash, T)) {
        self.int(u8::from(value.is_some()));
        if let Some(value) = value {
            feed(self, value);
        }
    }

    /// Adds a text: numbers by value, punctuation as it is, words by the order of their first occurrence.
    pub fn text(&mut self, text: &str) {
        let mut words = Words::default();
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let quoted = first == '"';
            let worded = first.is_alphabetic() || first == '_';
            let signed = first == '-' && rest[1..].starts_with(|c: char| c.is_ascii_digit());
            let length = if quoted {
                rest[1..].find('"').map_or(rest.len(), |end| end + 2)
            } else if worded {
                length(rest, |c| c.is_alphanumeric() || c == '_')
            } else if signed || first.is_ascii_digit() {
                number_length(rest)
            } else {
                first.len_utf8()
            };
            let (token, after) = rest.split_at(length);
            if quoted || worded {
                self.int(words.number(token));
            } else if let Ok(number) = token.parse::<f64>() {
                self.real(number);
            } else {
                self.bytes(token.as_bytes());
            }
            rest = after.trim_start();
        }
    }

    /// All numbers in a JSON value, smallest first: the order of an object's members is that of their names.
    pub fn json_numbers(&mut self, value: &Value) {
        let mut numbers = Vec::new();
        collect(value, &mut numbers);
        numbers.sort_by(f64::total_cmp);
        self.int(numbers.len());
        self.reals(numbers);
    }

    /// A protobuf message without some of its fields, by number.
    pub fn message(&mut self, bytes: &[u8], without: &[u64]) {
        for (number, field) in fields(bytes) {
            if !without.contains(&number) {
                self.int(number);
                self.bytes(field);
            }
        }
    }

    pub fn finish(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Numbers words in the order of their first occurrence.
#[derive(Default)]
pub struct Words(HashMap<String, usize>);

impl Words {
    pub fn number(&mut self, word: &str) -> usize {
        let next = self.0.len();
        *self.0.entry(word.to_owned()).or_insert(next)
    }
}

fn length(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// Length of a number at the beginning of a text: digits, a point, an exponent.
fn number_length(text: &str) -> usize {
    let mut before = ' ';
    let mut length = 0;
    for c in text.chars() {
        let exponent = matches!(before, 'e' | 'E');
        let sign = matches!(c, '-' | '+') && (exponent || length == 0);
        if !(c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E') || sign) {
            break;
        }
        before = c;
        length += 1;
    }
    length
}

fn collect(value: &Value, numbers: &mut Vec<f64>) {
    match value {
        Value::Number(number) => numbers.extend(number.as_f64()),
        Value::Array(items) => items.iter().for_each(|v| collect(v, numbers)),
        Value::Object(members) => members.values().for_each(|v| collect(v, numbers)),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// The fields of a protobuf message: number and content, in the order of the bytes.
pub fn fields(mut bytes: &[u8]) -> Vec<(u64, &[u8])> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        let length = match key & 7 {
            0 => bytes.iter().position(|b| b & 0x80 == 0).expect("its end") + 1,
            1 => 8,
            2 => varint(&mut bytes) as usize,
            5 => 4,
            other => panic!("there is no wire type {other}"),
        };
        let (field, rest) = bytes.split_at(length);
        fields.push((key >> 3, field));
        bytes = rest;
    }
    fields
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let (first, rest) = bytes.split_first().expect("its end");
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            break;
        }
    }
    value
}
