//! Connections: how much of a request is read before it is known who asks, and how long that may take.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// More headers are refused with 431.
const MOST_HEADERS: usize = 100;
/// A longer start line with its headers is refused with 431.
const LONGEST_HEAD: usize = 32 * 1024;
/// A client that takes longer for the head of a request is hung up on; so is one that keeps a connection idle.
const PATIENCE: Duration = Duration::from_secs(30);
/// What is still going on this long after the request to stop is cut off.
const LAST_CALL: Duration = Duration::from_secs(20);
/// How long to wait when the system has no room for another connection.
const OUT_OF_ROOM: Duration = Duration::from_millis(200);

/// Serves until asked to stop, then finishes the requests at hand.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .max_headers(MOST_HEADERS)
        .max_header_size(LONGEST_HEAD);
    let connections = GracefulShutdown::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        let (stream, peer) = match accepted {
            Ok(connection) => connection,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(OUT_OF_ROOM).await;
                continue;
            }
        };
        let connection = http.serve_connection(TokioIo::new(stream), answering(router.clone(), peer));
        let connection = connections.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(LAST_CALL, connections.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("requests were still open and are cut off");
    }
}

/// Answers the requests of one connection.
fn answering(
    router: Router,
    peer: SocketAddr,
) -> impl Service<hyper::Request<Incoming>, Response = Response, Error = Infallible, Future: Send> {
    service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    })
}
