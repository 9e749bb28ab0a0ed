//! Requests byte by byte, for what no well-behaved client sends.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::Instance;

/// Longer than the server waits for anything.
const PATIENCE: Duration = Duration::from_mins(1);

/// What a server answered on the wire.
#[derive(Debug)]
pub struct Answer {
    /// Status; 0 when it hung up without a word.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// Everything after the headers.
    pub body: String,
}

/// Sends these bytes and reads until the server closes the connection: ask for it with `Connection: close`.
///
/// # Panics
/// When the server neither answers nor hangs up within a minute.
pub async fn exchange(app: &Instance, request: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", app.port()))
        .await
        .expect("a connection");
    // A server that has seen enough closes before it has read everything.
    let _ = stream.write_all(request).await;
    let mut bytes = Vec::new();
    let read = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    assert!(read.is_ok(), "the server keeps the connection open");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text.as_str(), ""));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    Answer {
        status: status.unwrap_or_default(),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}
