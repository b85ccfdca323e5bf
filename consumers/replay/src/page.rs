//! The page that shows a venue in the browser, as `consumers/web` builds it. It needs nothing from elsewhere.

/// The page itself, HTML.
pub const PAGE: &[u8] = include_bytes!("../../web/dist/index.html");
/// What runs in it, JavaScript.
pub const PROGRAM: &[u8] = include_bytes!("../../web/dist/app.js");
