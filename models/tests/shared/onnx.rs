//! Writes small ONNX graphs by hand: protobuf, as <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto> numbers it.

fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

fn number(field: u64, value: i64) -> Vec<u8> {
    [varint(field << 3), varint(value as u64)].concat()
}

fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    [
        varint(field << 3 | 2),
        varint(value.len() as u64),
        value.to_vec(),
    ]
    .concat()
}

fn text(field: u64, value: &str) -> Vec<u8> {
    bytes(field, value.as_bytes())
}

fn node(op: &str, inputs: &[&str], output: &str, attributes: &[Vec<u8>]) -> Vec<u8> {
    let inputs: Vec<u8> = inputs.iter().flat_map(|i| text(1, i)).collect();
    let attributes: Vec<u8> = attributes.iter().flat_map(|a| bytes(5, a)).collect();
    bytes(
        1,
        &[inputs, text(2, output), text(4, op), attributes].concat(),
    )
}

fn int(name: &str, value: i64) -> Vec<u8> {
    [text(1, name), number(3, value), number(20, 2)].concat()
}

fn ints(name: &str, value: i64) -> Vec<u8> {
    [text(1, name), number(8, value), number(20, 7)].concat()
}

fn shape(name: &str, dims: &[i64]) -> Vec<u8> {
    let values: Vec<u8> = dims.iter().flat_map(|d| number(7, *d)).collect();
    let tensor = [
        number(1, dims.len() as i64),
        number(2, 7),
        values,
        text(8, name),
    ];
    bytes(5, &tensor.concat())
}

/// A float tensor whose first dimension is free.
fn value(field: u64, name: &str, dims: &[i64]) -> Vec<u8> {
    let fixed = dims.iter().flat_map(|d| bytes(1, &number(1, *d)));
    let dims: Vec<u8> = bytes(1, &text(2, "batch"))
        .into_iter()
        .chain(fixed)
        .collect();
    let tensor = [number(1, 1), bytes(2, &dims)].concat();
    bytes(
        field,
        &[text(1, name), bytes(2, &bytes(1, &tensor))].concat(),
    )
}

/// A graph with SimCC's outputs for 192 x 256 px and 18 joints, two classes a pixel: joint `j` is the column and the
/// row with the largest value of colour `j % 3`.
pub fn brightest_simcc() -> Vec<u8> {
    let half = |axis: &str, reduced: i64, len: i64| {
        let name = |n: &str| format!("{axis}{n}");
        let (top, tall, twice) = (name("_top"), name("_tall"), name("_twice"));
        let (one, row, doubled) = (name("_one"), name("_row"), name("_doubled"));
        [
            shape(&one, &[0, 3, len, 1]),
            shape(&row, &[0, 3, 2 * len]),
            node(
                "ReduceMax",
                &["image"],
                &top,
                &[ints("axes", reduced), int("keepdims", 0)],
            ),
            node("Reshape", &[&top, &one], &tall, &[]),
            node("Concat", &[&tall, &tall], &twice, &[int("axis", 3)]),
            node("Reshape", &[&twice, &row], &doubled, &[]),
            node(
                "Concat",
                &[doubled.as_str(); 6],
                &name("_classes"),
                &[int("axis", 1)],
            ),
            value(12, &name("_classes"), &[18, 2 * len]),
        ]
        .concat()
    };
    let graph = [
        text(2, "brightest"),
        value(11, "image", &[3, 256, 192]),
        half("x", 2, 192),
        half("y", 3, 256),
    ];
    let opset = [text(1, ""), number(2, 13)].concat();
    [number(1, 8), bytes(8, &opset), bytes(7, &graph.concat())].concat()
}

/// A float tensor of a fixed shape.
fn fixed(field: u64, name: &str, dims: &[i64]) -> Vec<u8> {
    let dims: Vec<u8> = dims.iter().flat_map(|d| bytes(1, &number(1, *d))).collect();
    let tensor = [number(1, 1), bytes(2, &dims)].concat();
    bytes(
        field,
        &[text(1, name), bytes(2, &bytes(1, &tensor))].concat(),
    )
}

fn model(graph: &[Vec<u8>]) -> Vec<u8> {
    let opset = [text(1, ""), number(2, 13)].concat();
    [number(1, 8), bytes(8, &opset), bytes(7, &graph.concat())].concat()
}

/// An output: its name, shape and values.
pub struct Constant {
    pub name: &'static str,
    pub dims: Vec<i64>,
    pub data: Vec<f32>,
}

/// A graph with the input `input` of the shape `dims`, whose outputs do not depend on it.
pub fn constants(input: &str, dims: &[i64], outputs: &[Constant]) -> Vec<u8> {
    let mut graph = vec![text(2, "constants"), fixed(11, input, dims)];
    for Constant { name, dims, data } in outputs {
        let stored = format!("{name}_stored");
        let raw: Vec<u8> = data.iter().flat_map(|v| v.to_le_bytes()).collect();
        let shape: Vec<u8> = dims.iter().flat_map(|d| number(1, *d)).collect();
        let tensor = [shape, number(2, 1), text(8, &stored), bytes(9, &raw)];
        graph.push(bytes(5, &tensor.concat()));
        graph.push(node("Identity", &[&stored], name, &[]));
        graph.push(fixed(12, name, dims));
    }
    model(&graph)
}

/// A graph whose output is its input.
pub fn echo(dims: &[i64]) -> Vec<u8> {
    model(&[
        text(2, "echo"),
        fixed(11, "input", dims),
        node("Identity", &["input"], "output", &[]),
        fixed(12, "output", dims),
    ])
}

/// A graph for a fixed batch of `[batch, 3, height, width]` whose output is the mean of each colour.
pub fn mean_colour(dims: [i64; 4]) -> Vec<u8> {
    let axes = [text(1, "axes"), number(8, 2), number(8, 3), number(20, 7)].concat();
    model(&[
        text(2, "mean"),
        fixed(11, "input", &dims),
        node(
            "ReduceMean",
            &["input"],
            "output",
            &[axes, int("keepdims", 0)],
        ),
        fixed(12, "output", &dims[..2]),
    ])
}
