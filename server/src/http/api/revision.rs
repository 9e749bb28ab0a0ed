//! Optimistic concurrency: an object's revision is its entity tag, and a change names the one it was made from.

use axum::extract::FromRequestParts;
use axum::http::HeaderName;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use services::Error;

use super::Problem;

/// The revision that a change was made from, `If-Match: "7"`; `None` where any will do.
pub struct IfMatch(pub Option<i32>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(IF_MATCH) else {
            return Ok(Self(None));
        };
        let tag = value.to_str().unwrap_or_default().trim();
        if tag == "*" {
            return Ok(Self(None));
        }
        let revision = tag.trim_start_matches("W/").trim_matches('"').parse();
        // A tag that we never gave out matches nothing.
        revision
            .map(|revision| Self(Some(revision)))
            .map_err(|_| Problem::changed_meanwhile(Error::Stale))
    }
}

impl IfMatch {
    /// The revision, where a change without one could undo somebody else's.
    ///
    /// # Errors
    /// None was named.
    pub fn required(self) -> Result<i32, Problem> {
        let missing = || Problem::changed_meanwhile(Error::Conflict("revision_missing"));
        self.0.ok_or_else(missing)
    }
}

/// The entity tag of a revision.
pub fn etag(revision: i32) -> [(HeaderName, String); 1] {
    [(ETAG, format!("\"{revision}\""))]
}
