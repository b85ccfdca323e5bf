//! Python's pickles as data: numbers, texts, lists, dicts and NumPy's arrays. Nothing in a pickle is ever run: a call that it asks
//! for is kept as the name of what would be called and its arguments.
//!
//! The format: <https://github.com/python/cpython/blob/main/Lib/pickletools.py>, protocols 0 to 5.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::CaseError;

/// Lists of numbers are nested no deeper.
const MAX_NESTING: usize = 8;

/// A value, by its place in [`Pickle`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Id(usize);

#[derive(Clone, Debug)]
enum Node {
    /// `None`, and marks of the stack.
    Nothing,
    Number(f64),
    Text(String),
    Bytes(Vec<u8>),
    /// A list, tuple or set.
    List(Vec<Id>),
    Dict(Vec<(Id, Id)>),
    /// A class or function.
    Global(String),
    /// What a call would give.
    Object {
        class: String,
        arguments: Vec<Id>,
        state: Option<Id>,
    },
}

/// A pickle that was read.
pub(super) struct Pickle {
    nodes: Vec<Node>,
    root: Id,
}

/// Reads a file.
///
/// # Errors
/// The file cannot be read, or is no pickle.
pub(super) fn read(path: &Path) -> Result<Pickle, CaseError> {
    let bytes = fs::read(path).map_err(|e| CaseError::in_file(path, e))?;
    let read = Machine::new(&bytes).run();
    read.map_err(|what| {
        CaseError::in_file(path, format!("this is no pickle that can be read: {what}"))
    })
}

impl Pickle {
    pub(super) fn root(&self) -> Id {
        self.root
    }

    fn node(&self, id: Id) -> &Node {
        &self.nodes[id.0]
    }

    /// The value of a key of a dict.
    pub(super) fn get(&self, id: Id, key: &str) -> Option<Id> {
        let Node::Dict(entries) = self.node(id) else {
            return None;
        };
        let is_key = |k: Id| matches!(self.node(k), Node::Text(text) if text == key);
        entries.iter().find(|(k, _)| is_key(*k)).map(|(_, v)| *v)
    }

    /// The elements of a list, tuple or set.
    pub(super) fn list(&self, id: Id) -> Option<&[Id]> {
        match self.node(id) {
            Node::List(list) => Some(list),
            _ => None,
        }
    }

    /// A number, also one of NumPy's.
    pub(super) fn number(&self, id: Id) -> Option<f64> {
        match self.node(id) {
            Node::Number(number) => Some(*number),
            Node::Object {
                class, arguments, ..
            } if class.ends_with("multiarray.scalar") => {
                let [kind, bytes] = arguments[..] else {
                    return None;
                };
                self.numbers_of(kind, bytes)?.first().copied()
            }
            _ => None,
        }
    }

    /// The numbers of a list of numbers, of nested lists, or of an array, in the order of C.
    pub(super) fn numbers(&self, id: Id) -> Option<Vec<f64>> {
        self.nested_numbers(id, MAX_NESTING)
    }

    fn nested_numbers(&self, id: Id, depth: usize) -> Option<Vec<f64>> {
        match self.node(id) {
            Node::List(list) => {
                let inner = depth.checked_sub(1)?;
                let parts = list.iter().map(|i| self.nested_numbers(*i, inner));
                let parts: Option<Vec<Vec<f64>>> = parts.collect();
                Some(parts?.concat())
            }
            Node::Object {
                class,
                arguments,
                state,
            } => self.array(class, arguments, *state),
            _ => self.number(id).map(|n| vec![n]),
        }
    }

    /// The numbers of a NumPy array: rebuilt from a state (version, shape, type, order, bytes), or made from a buffer.
    fn array(&self, class: &str, arguments: &[Id], state: Option<Id>) -> Option<Vec<f64>> {
        if class.ends_with("multiarray._reconstruct") {
            let [_, shape, kind, fortran, bytes] = *self.list(state?)? else {
                return None;
            };
            let numbers = self.numbers_of(kind, bytes)?;
            return if self.number(fortran)? != 0.0 {
                self.rows_of_columns(shape, &numbers)
            } else {
                Some(numbers)
            };
        }
        if class.ends_with("numeric._frombuffer") {
            let [bytes, kind, shape, order] = *arguments else {
                return None;
            };
            let numbers = self.numbers_of(kind, bytes)?;
            let is_fortran = matches!(self.node(order), Node::Text(o) if o == "F");
            return if is_fortran {
                self.rows_of_columns(shape, &numbers)
            } else {
                Some(numbers)
            };
        }
        if class.ends_with("multiarray.scalar") {
            let [kind, bytes] = *arguments else {
                return None;
            };
            return self.numbers_of(kind, bytes);
        }
        None
    }

    /// A matrix that is stored column by column, row by row.
    fn rows_of_columns(&self, shape: Id, numbers: &[f64]) -> Option<Vec<f64>> {
        let sides = self.numbers(shape)?;
        let [rows, columns] = sides[..] else {
            return (sides.len() < 2).then(|| numbers.to_vec());
        };
        let (rows, columns) = (rows as usize, columns as usize);
        let at = |i: usize| numbers.get(i % columns * rows + i / columns).copied();
        (0..rows.saturating_mul(columns)).map(at).collect()
    }

    fn numbers_of(&self, kind: Id, bytes: Id) -> Option<Vec<f64>> {
        let bytes = self.bytes(bytes)?;
        let Node::Object {
            arguments, state, ..
        } = self.node(kind)
        else {
            return None;
        };
        let Node::Text(name) = self.node(*arguments.first()?) else {
            return None;
        };
        let order = state.and_then(|s| self.list(s)?.get(1).copied());
        if let Some(Node::Text(order)) = order.map(|o| self.node(o))
            && order == ">"
        {
            return None;
        }
        Some(match name.as_str() {
            "f8" => bytes
                .as_chunks()
                .0
                .iter()
                .map(|b| f64::from_le_bytes(*b))
                .collect(),
            "f4" => bytes
                .as_chunks()
                .0
                .iter()
                .map(|b| f64::from(f32::from_le_bytes(*b)))
                .collect(),
            "i8" => bytes
                .as_chunks()
                .0
                .iter()
                .map(|b| i64::from_le_bytes(*b) as f64)
                .collect(),
            "i4" => bytes
                .as_chunks()
                .0
                .iter()
                .map(|b| f64::from(i32::from_le_bytes(*b)))
                .collect(),
            _ => return None,
        })
    }

    /// Bytes, or a text that stands for them: `_codecs.encode(text, "latin1")`.
    fn bytes(&self, id: Id) -> Option<Vec<u8>> {
        match self.node(id) {
            Node::Bytes(bytes) => Some(bytes.clone()),
            Node::Object {
                class, arguments, ..
            } if class == "_codecs.encode" => {
                let Node::Text(text) = self.node(*arguments.first()?) else {
                    return None;
                };
                text.chars()
                    .map(|c| u8::try_from(u32::from(c)).ok())
                    .collect()
            }
            Node::Object { arguments, .. } => self.bytes(*arguments.first()?),
            _ => None,
        }
    }
}

/// Reads opcodes. Lists and dicts that are filled later are shared by their places.
struct Machine<'b> {
    rest: &'b [u8],
    nodes: Vec<Node>,
    stack: Vec<Id>,
    /// The heights of the stack at its marks.
    marks: Vec<usize>,
    memo: HashMap<u64, Id>,
}

type Step<T> = Result<T, String>;

impl<'b> Machine<'b> {
    fn new(bytes: &'b [u8]) -> Machine<'b> {
        Machine {
            rest: bytes,
            nodes: Vec::new(),
            stack: Vec::new(),
            marks: Vec::new(),
            memo: HashMap::new(),
        }
    }

    fn run(mut self) -> Step<Pickle> {
        loop {
            let [opcode] = self.take_array()?;
            if opcode == b'.' {
                let root = self.pop()?;
                return Ok(Pickle {
                    nodes: self.nodes,
                    root,
                });
            }
            self.step(opcode)?;
        }
    }

    fn step(&mut self, opcode: u8) -> Step<()> {
        match opcode {
            // Protocol, frame: nothing to do.
            0x80 => drop(self.take(1)?),
            0x95 => drop(self.take(8)?),
            b'(' => self.marks.push(self.stack.len()),
            b'0' => drop(self.pop()?),
            b'1' => drop(self.pop_mark()?),
            b'2' => {
                let top = self.pop()?;
                self.stack.extend([top, top]);
            }
            b'N' => self.push(Node::Nothing),
            0x88 | 0x89 => self.push(Node::Number(f64::from(u8::from(opcode == 0x88)))),
            b'I' | b'L' | b'F' | b'J' | b'K' | b'M' | 0x8a | b'G' => self.push_number(opcode)?,
            b'S' | b'V' | b'T' | b'U' | b'X' | 0x8c | 0x8d => self.push_text(opcode)?,
            b'B' | b'C' | 0x8e | 0x96 => {
                let width = match opcode {
                    b'B' => 4,
                    b'C' => 1,
                    _ => 8,
                };
                let length = self.length(width)?;
                let bytes = self.take(length)?.to_vec();
                self.push(Node::Bytes(bytes));
            }
            b']' | b')' | 0x8f => self.push(Node::List(Vec::new())),
            b'}' => self.push(Node::Dict(Vec::new())),
            b'l' | b't' | 0x91 => {
                let items = self.pop_mark()?;
                self.push(Node::List(items));
            }
            0x85..=0x87 => {
                let from = self
                    .stack
                    .len()
                    .checked_sub(usize::from(opcode - 0x84))
                    .ok_or(UNDERFLOW)?;
                let items = self.stack.split_off(from);
                self.push(Node::List(items));
            }
            b'd' => {
                let items = self.pop_mark()?;
                let pairs = items
                    .as_chunks::<2>()
                    .0
                    .iter()
                    .map(|[k, v]| (*k, *v))
                    .collect();
                self.push(Node::Dict(pairs));
            }
            b'a' | b'e' | 0x90 | b's' | b'u' => self.add(opcode)?,
            b'c' | 0x93 | b'R' | 0x81 | b'b' => self.object(opcode)?,
            b'p' | b'q' | b'r' | 0x94 | b'g' | b'h' | b'j' => self.memory(opcode)?,
            other => return Err(format!("it has an opcode 0x{other:02x} that is not known")),
        }
        Ok(())
    }

    fn push_number(&mut self, opcode: u8) -> Step<()> {
        let number = match opcode {
            b'J' => f64::from(i32::from_le_bytes(self.take_array()?)),
            b'K' => f64::from(u8::from_le_bytes(self.take_array()?)),
            b'M' => f64::from(u16::from_le_bytes(self.take_array()?)),
            b'G' => f64::from_be_bytes(self.take_array()?),
            0x8a => {
                let length = self.length(1)?;
                let bytes = self.take(length)?;
                let signed = bytes.last().is_some_and(|b| *b & 0x80 != 0);
                let value = bytes
                    .iter()
                    .rev()
                    .fold(0.0, |sum, b| sum * 256.0 + f64::from(*b));
                if signed {
                    value - 256f64.powi(length as i32)
                } else {
                    value
                }
            }
            _ => {
                let line = self.line()?;
                let text = line.trim_end_matches('L');
                text.parse()
                    .map_err(|_| format!("\"{text}\" is no number"))?
            }
        };
        self.push(Node::Number(number));
        Ok(())
    }

    fn push_text(&mut self, opcode: u8) -> Step<()> {
        let text = match opcode {
            b'S' | b'V' => {
                let line = self.line()?;
                line.trim_matches(['\'', '"']).to_owned()
            }
            _ => {
                let width = match opcode {
                    b'T' | b'X' => 4,
                    b'U' | 0x8c => 1,
                    _ => 8,
                };
                let length = self.length(width)?;
                let bytes = self.take(length)?;
                // Python 2's strings are bytes: as arrays have them.
                if opcode == b'T' || opcode == b'U' {
                    let bytes = bytes.to_vec();
                    let node = match String::from_utf8(bytes) {
                        Ok(text) if text.is_ascii() && length < 64 => Node::Text(text),
                        Ok(text) => Node::Bytes(text.into_bytes()),
                        Err(e) => Node::Bytes(e.into_bytes()),
                    };
                    self.push(node);
                    return Ok(());
                }
                String::from_utf8_lossy(bytes).into_owned()
            }
        };
        self.push(Node::Text(text));
        Ok(())
    }

    /// Adds to a list, set or dict.
    fn add(&mut self, opcode: u8) -> Step<()> {
        let items = match opcode {
            b'a' => vec![self.pop()?],
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                vec![key, value]
            }
            _ => self.pop_mark()?,
        };
        let target = *self.stack.last().ok_or(UNDERFLOW)?;
        match &mut self.nodes[target.0] {
            Node::List(list) => list.extend(items),
            Node::Dict(pairs) => {
                pairs.extend(items.as_chunks::<2>().0.iter().map(|[k, v]| (*k, *v)))
            }
            // What a call gives may be a dict, too: its items are not needed.
            _ => {}
        }
        Ok(())
    }

    /// Names of classes and functions, and what calling them would give.
    fn object(&mut self, opcode: u8) -> Step<()> {
        match opcode {
            b'c' => {
                let (module, name) = (self.line()?, self.line()?);
                self.push(Node::Global(format!("{module}.{name}")));
            }
            0x93 => {
                let (name, module) = (self.pop()?, self.pop()?);
                let text = |id: Id| match &self.nodes[id.0] {
                    Node::Text(text) => text.clone(),
                    _ => String::new(),
                };
                let global = format!("{}.{}", text(module), text(name));
                self.push(Node::Global(global));
            }
            b'R' | 0x81 => {
                let (arguments, class) = (self.pop()?, self.pop()?);
                let Node::Global(class) = self.nodes[class.0].clone() else {
                    return Err("it calls what has no name".to_owned());
                };
                let arguments = match &self.nodes[arguments.0] {
                    Node::List(list) => list.clone(),
                    _ => Vec::new(),
                };
                let node = match class.as_str() {
                    "collections.OrderedDict" | "builtins.dict" => Node::Dict(Vec::new()),
                    _ => Node::Object {
                        class,
                        arguments,
                        state: None,
                    },
                };
                self.push(node);
            }
            _ => {
                let new_state = self.pop()?;
                let target = *self.stack.last().ok_or(UNDERFLOW)?;
                if let Node::Object { state, .. } = &mut self.nodes[target.0] {
                    *state = Some(new_state);
                }
            }
        }
        Ok(())
    }

    /// Puts into the memo and gets from it.
    fn memory(&mut self, opcode: u8) -> Step<()> {
        let place = match opcode {
            b'p' | b'g' => self
                .line()?
                .parse()
                .map_err(|_| "a place in its memo is no number")?,
            b'q' | b'h' => self.length(1)? as u64,
            b'r' | b'j' => self.length(4)? as u64,
            _ => self.memo.len() as u64,
        };
        if matches!(opcode, b'g' | b'h' | b'j') {
            let id = *self
                .memo
                .get(&place)
                .ok_or("it refers to what is not there")?;
            self.stack.push(id);
        } else {
            let id = *self.stack.last().ok_or(UNDERFLOW)?;
            self.memo.insert(place, id);
        }
        Ok(())
    }

    fn push(&mut self, node: Node) {
        self.stack.push(Id(self.nodes.len()));
        self.nodes.push(node);
    }

    fn pop(&mut self) -> Step<Id> {
        self.stack.pop().ok_or_else(|| UNDERFLOW.to_owned())
    }

    fn pop_mark(&mut self) -> Step<Vec<Id>> {
        let mark = self.marks.pop().filter(|m| *m <= self.stack.len());
        Ok(self.stack.split_off(mark.ok_or(UNDERFLOW)?))
    }

    fn take(&mut self, n: usize) -> Step<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n).ok_or("it is cut off")?;
        self.rest = rest;
        Ok(taken)
    }

    fn take_array<const N: usize>(&mut self) -> Step<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or("it is cut off")?;
        self.rest = rest;
        Ok(*taken)
    }

    /// A length of that many bytes.
    fn length(&mut self, width: usize) -> Step<usize> {
        let bytes = self.take(width)?;
        let length = bytes
            .iter()
            .rev()
            .fold(0u64, |sum, b| sum << 8 | u64::from(*b));
        usize::try_from(length).map_err(|_| "it has an impossible length".to_owned())
    }

    fn line(&mut self) -> Step<String> {
        let end = self
            .rest
            .iter()
            .position(|b| *b == b'\n')
            .ok_or("it is cut off")?;
        let line = String::from_utf8_lossy(self.take(end)?).into_owned();
        self.take(1)?;
        Ok(line.trim_end_matches('\r').to_owned())
    }
}

const UNDERFLOW: &str = "it takes what is not there";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pickle(bytes: &[u8]) -> Pickle {
        Machine::new(bytes).run().unwrap()
    }

    /// `{"a": [1, 2.5, -3], "b": numpy.array([[1.0, 2.0]])}`, protocol 2.
    const PROTOCOL_2: &[u8] = b"\x80\x02}q\x00(X\x01\x00\x00\x00aq\x01]q\x02(K\x01G@\x04\x00\x00\x00\x00\x00\x00J\xfd\xff\xff\xffeX\x01\x00\x00\x00b\
        cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85c_codecs\nencode\nX\x01\x00\x00\x00bX\x06\x00\x00\x00latin1\x86R\x87R\
        (K\x01K\x01K\x02\x86cnumpy\ndtype\nX\x02\x00\x00\x00f8K\x00K\x01\x87R(K\x03X\x01\x00\x00\x00<NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89\
        C\x10\x00\x00\x00\x00\x00\x00\xf0?\x00\x00\x00\x00\x00\x00\x00@tbu.";

    #[test]
    fn numbers_lists_and_arrays_are_read() {
        let read = pickle(PROTOCOL_2);
        let of = |key| read.numbers(read.get(read.root(), key).unwrap()).unwrap();
        assert_eq!(of("a"), [1.0, 2.5, -3.0]);
        assert_eq!(of("b"), [1.0, 2.0]);
    }

    #[test]
    fn a_pickle_cut_off_anywhere_is_an_error() {
        for end in 0..PROTOCOL_2.len() {
            assert!(Machine::new(&PROTOCOL_2[..end]).run().is_err(), "{end}");
        }
        // A list within itself has no numbers without end.
        let cyclic = pickle(b"]q\x00h\x00a.");
        assert!(cyclic.list(cyclic.root()).is_some() && cyclic.numbers(cyclic.root()).is_none());
    }
}
