//! `tragwerk serve`: web and worker in one process, until asked to stop.

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::{http, operate};

/// Serves until SIGINT or SIGTERM; then finishes the requests and the job at hand.
pub async fn serve(config: &Config) -> Result<(), String> {
    let services = operate::services(config).await?;
    let stop = CancellationToken::new();
    let worker = tokio::spawn({
        let (services, stop) = (services.clone(), stop.clone());
        async move { services.work(stop).await }
    });
    let listener = TcpListener::bind(&config.http.listen)
        .await
        .map_err(|error| format!("http.listen: {}: {error}", config.http.listen))?;
    tracing::info!(listen = config.http.listen, url = config.public_url(), "serving");
    tokio::spawn(asked_to_stop(stop.clone()));
    http::serve(listener, http::router(services, config), stop).await;
    worker.await.map_err(|error| error.to_string())
}

async fn asked_to_stop(stop: CancellationToken) {
    let interrupt = tokio::signal::ctrl_c();
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::error!(%error, "SIGTERM cannot be heard");
            return;
        }
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
    stop.cancel();
}
