//! A web server in this process, with the faults of real ones.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// What is at an address.
#[derive(Clone)]
pub enum Page {
    /// A file; ranges are served.
    File(Vec<u8>),
    /// A file whose connection is cut after so many bytes, the first time that it is asked for.
    CutOnce(Vec<u8>, usize),
    /// A file that is sent from its beginning, whatever range is asked for.
    WithoutRanges(Vec<u8>),
    /// A file whose ranges begin elsewhere than asked for.
    WrongRanges(Vec<u8>),
    /// Another address.
    Redirect(String),
    /// An answer without content.
    Status(u16),
}

/// A server, until the process ends.
pub struct Server {
    pub address: String,
    requests: Arc<Mutex<Vec<(String, usize)>>>,
}

impl Server {
    /// Serves pages by their paths, which begin with `/`.
    pub fn start(pages: &[(&str, Page)]) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<(String, usize)>>>::default();
        let mut pages: HashMap<String, Page> = pages
            .iter()
            .map(|(path, page)| ((*path).to_owned(), page.clone()))
            .collect();
        let log = Arc::clone(&requests);
        thread::spawn(move || {
            for stream in listener.incoming() {
                answer(stream.unwrap(), &mut pages, &log);
            }
        });
        Server { address, requests }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The paths that were asked for, with the starts of their ranges.
    pub fn requests(&self) -> Vec<(String, usize)> {
        self.requests.lock().unwrap().clone()
    }
}

fn answer(
    mut stream: TcpStream,
    pages: &mut HashMap<String, Page>,
    log: &Mutex<Vec<(String, usize)>>,
) {
    let (mut path, mut start) = (String::new(), 0);
    for line in BufReader::new(stream.try_clone().unwrap()).lines() {
        let line = line.unwrap();
        if path.is_empty() {
            path = line.split(' ').nth(1).unwrap().to_owned();
        } else if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
            start = range.trim_end_matches('-').parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    log.lock().unwrap().push((path.clone(), start));
    let page = pages.get(&path).cloned().unwrap_or(Page::Status(404));
    // The client may close early, where it refuses what comes.
    let _ = match page {
        Page::Status(status) => send(&mut stream, status, "", b"", usize::MAX),
        Page::Redirect(to) => send(
            &mut stream,
            302,
            &format!("Location: {to}\r\n"),
            b"",
            usize::MAX,
        ),
        Page::WithoutRanges(content) => send(&mut stream, 200, "", &content, usize::MAX),
        Page::WrongRanges(content) if start > 0 => {
            let range = format!("Content-Range: bytes 1-{0}/{0}\r\n", content.len());
            send(&mut stream, 206, &range, &content[1..], usize::MAX)
        }
        Page::CutOnce(content, after) => {
            pages.insert(path, Page::File(content.clone()));
            send(&mut stream, 200, "", &content, after)
        }
        Page::File(content) | Page::WrongRanges(content) => {
            if start >= content.len() && start > 0 {
                send(&mut stream, 416, "", b"", usize::MAX)
            } else if start > 0 {
                let range = format!(
                    "Content-Range: bytes {start}-{}/{}\r\n",
                    content.len() - 1,
                    content.len()
                );
                send(&mut stream, 206, &range, &content[start..], usize::MAX)
            } else {
                send(&mut stream, 200, "", &content, usize::MAX)
            }
        }
    };
}

fn send(
    stream: &mut TcpStream,
    status: u16,
    headers: &str,
    content: &[u8],
    cut_after: usize,
) -> std::io::Result<()> {
    let head = format!(
        "HTTP/1.1 {status} x\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        content.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&content[..cut_after.min(content.len())])
}
