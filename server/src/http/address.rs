//! Where a request comes from, for throttling.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use ipnet::{IpNet, Ipv6Net};
use services::ClientAddress;

use super::AppState;

/// The client's address; a proxy's word is taken only when the proxy is trusted.
pub struct Client(pub ClientAddress);

impl FromRequestParts<AppState> for Client {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, StatusCode> {
        let ConnectInfo(peer) = ConnectInfo::<SocketAddr>::from_request_parts(parts, state)
            .await
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        let address = client(peer.ip(), &parts.headers, &state.trusted_proxies);
        Ok(Self(ClientAddress(one_customer(address))))
    }
}

/// The rightmost address that no trusted proxy has: everything left of it was written by whoever has it.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let peer = peer.to_canonical();
    let values: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
    let said = values
        .iter()
        .rev()
        .flat_map(|value| value.to_str().unwrap_or_default().rsplit(','));
    let mut nearest = peer;
    for word in said {
        if !is_trusted(&nearest) {
            break;
        }
        // Behind a word that is no address nobody is known.
        let Some(address) = address(word) else { break };
        nearest = address;
    }
    nearest
}

/// An address as proxies write it: some add the port.
fn address(word: &str) -> Option<IpAddr> {
    let word = word.trim();
    let bare = word.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let address = bare
        .unwrap_or(word)
        .parse()
        .or_else(|_| word.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// An IPv6 customer is given a whole /64 and could take a new address for every attempt.
fn one_customer(address: IpAddr) -> String {
    match address {
        IpAddr::V6(address) if address != Ipv6Addr::LOCALHOST => Ipv6Net::new(address, 64)
            .map_or_else(|_| address.to_string(), |network| network.trunc().to_string()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const TRUSTED: [&str; 2] = ["10.0.0.0/8", "2001:db8:ffff::/48"];

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let trusted = TRUSTED.map(|network| network.parse().expect("a network"));
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).expect("a value"));
        }
        client(peer.parse().expect("an address"), &headers, &trusted).to_string()
    }

    #[test]
    fn strangers_are_not_believed() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &["10.0.0.1"]), "203.0.113.9");
    }

    #[test]
    fn behind_trusted_proxies_the_rightmost_stranger_counts() {
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1", "198.51.100.1", "10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(seen("::ffff:10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &["::ffff:198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("2001:db8:ffff::1", &["2001:db8::7"]), "2001:db8::7");
    }

    #[test]
    fn ports_and_brackets_are_understood() {
        for word in ["198.51.100.1:4711", " 198.51.100.1 "] {
            assert_eq!(seen("10.0.0.1", &[word]), "198.51.100.1", "{word}");
        }
        for word in ["[2001:db8::7]", "[2001:db8::7]:4711"] {
            assert_eq!(seen("10.0.0.1", &[word]), "2001:db8::7", "{word}");
        }
    }

    #[test]
    fn nobody_hides_behind_a_word_that_is_no_address() {
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, unknown"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, unknown, 10.0.0.2"]), "10.0.0.2");
        assert_eq!(seen("10.0.0.1", &[""]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["10.0.0.3, 10.0.0.2"]), "10.0.0.3");
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let network = |text: &str| one_customer(text.parse().expect("an address"));
        assert_eq!(network("2001:db8:1:2::3"), "2001:db8:1:2::/64");
        assert_eq!(network("2001:db8:1:2:ffff::9"), "2001:db8:1:2::/64");
        assert_eq!(network("198.51.100.1"), "198.51.100.1");
        assert_eq!(network("::1"), "::1");
    }
}
