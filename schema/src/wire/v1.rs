//! The messages generated from the `.proto` files; those define each field.

include!(concat!(env!("OUT_DIR"), "/trackside.v1.rs"));
