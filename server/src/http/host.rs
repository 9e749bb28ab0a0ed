//! The hosts that requests may name. A foreign name is refused: otherwise a page on a name that its owner has pointed
//! at this server (DNS rebinding) would speak to it as if it were its own.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// A host as a request names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// In lower case; IPv6 in its shortest form, in brackets.
    pub name: String,
    /// The port, if it is named.
    pub port: Option<u16>,
}

impl Host {
    /// Reads `name`, `name:port`, `[address]` or `[address]:port`.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, port) = if let Some(rest) = text.strip_prefix('[') {
            let (address, port) = rest.split_once(']')?;
            (format!("[{}]", address.parse::<Ipv6Addr>().ok()?), port)
        } else {
            let (name, port) = text.split_at(text.find(':').unwrap_or(text.len()));
            is_name(name).then(|| (name.to_ascii_lowercase(), port))?
        };
        let port = match port.strip_prefix(':') {
            None if port.is_empty() => None,
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse().ok()?),
            _ => return None,
        };
        Some(Self { name, port })
    }
}

fn is_name(name: &str) -> bool {
    let may_stand = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    (1..=253).contains(&name.len()) && name.bytes().all(may_stand)
}

/// What requests may name.
#[derive(Debug, Clone)]
pub struct AllowedHosts {
    /// Names with their ports.
    pub hosts: Vec<(String, u16)>,
    /// The port that a request means when it names none.
    pub default_port: u16,
    /// Whether only this machine can connect; then it may be called what a machine calls itself.
    pub loopback: bool,
}

impl AllowedHosts {
    fn allow(&self, host: &Host) -> bool {
        let port = host.port.unwrap_or(self.default_port);
        let listed = self
            .hosts
            .iter()
            .any(|(name, own)| *name == host.name && *own == port);
        listed || (self.loopback && is_this_machine(&host.name))
    }

    /// Whether a request may be served; otherwise how it is refused.
    fn check(&self, request: &Request) -> Result<(), StatusCode> {
        let named = only_host(request.headers()).ok_or(StatusCode::BAD_REQUEST)?;
        // A request target with a host of its own counts before the header; two that differ are an attempt to be
        // read differently here and in a proxy.
        let differs = request
            .uri()
            .authority()
            .is_some_and(|target| Host::parse(target.as_str()).as_ref() != Some(&named));
        if differs {
            return Err(StatusCode::BAD_REQUEST);
        }
        if self.allow(&named) {
            Ok(())
        } else {
            Err(StatusCode::MISDIRECTED_REQUEST)
        }
    }
}

fn only_host(headers: &HeaderMap) -> Option<Host> {
    let mut values = headers.get_all(header::HOST).iter();
    let (first, second) = (values.next()?, values.next());
    second
        .is_none()
        .then(|| Host::parse(first.to_str().ok()?))
        .flatten()
}

fn is_this_machine(name: &str) -> bool {
    name == "localhost"
        || name == "[::1]"
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address == Ipv4Addr::LOCALHOST)
}

/// Refuses requests for other hosts, with an empty answer.
pub async fn guard(State(allowed): State<Arc<AllowedHosts>>, request: Request, next: Next) -> Response {
    match allowed.check(&request) {
        Ok(()) => next.run(request).await,
        Err(status) => status.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed() -> AllowedHosts {
        AllowedHosts {
            hosts: vec![
                ("sla.example.com".to_owned(), 443),
                ("[2001:db8::5]".to_owned(), 3000),
            ],
            default_port: 443,
            loopback: false,
        }
    }

    fn allows(hosts: &AllowedHosts, text: &str) -> bool {
        Host::parse(text).is_some_and(|host| hosts.allow(&host))
    }

    #[test]
    fn the_own_names_are_allowed_however_they_are_written() {
        for own in [
            "sla.example.com",
            "SLA.Example.COM:443",
            "[2001:db8::5]:3000",
            "[2001:0DB8:0::5]:3000",
        ] {
            assert!(allows(&allowed(), own), "{own}");
        }
    }

    #[test]
    fn other_names_and_ports_are_not() {
        for foreign in [
            "evil.example",
            "sla.example.com.evil.example",
            "evil-sla.example.com",
            "sla.example.com:80",
            "sla.example.com.",
            "[2001:db8::5]",
            "[2001:db8::6]:3000",
            "localhost",
            "127.0.0.1",
            "[::1]",
        ] {
            assert!(!allows(&allowed(), foreign), "{foreign}");
        }
    }

    #[test]
    fn a_machine_that_only_listens_to_itself_goes_by_its_own_names() {
        let hosts = AllowedHosts {
            loopback: true,
            ..allowed()
        };
        for own in ["localhost", "LOCALHOST:3000", "127.0.0.1:9", "[::1]:3000"] {
            assert!(allows(&hosts, own), "{own}");
        }
        for foreign in [
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "127.0.0.2",
            "0.0.0.0",
        ] {
            assert!(!allows(&hosts, foreign), "{foreign}");
        }
    }

    #[test]
    fn what_is_no_host_is_not_read() {
        for text in [
            "",
            ":80",
            "a b",
            "a/b",
            "user@sla.example.com",
            "a:b",
            "a:",
            "a:+80",
            "a:65536",
            "a:80:80",
            "[::1",
            "[::1]x",
            "[::1]80",
            "[127.0.0.1]",
            "::1",
            "a,b",
            "ä.example",
        ] {
            assert_eq!(Host::parse(text), None, "{text:?}");
        }
    }
}
