//! What is fast, what is slow, against what
