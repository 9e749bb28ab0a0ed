//! The settings of `[http]`.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use serde::Deserialize;

use crate::http::{AllowedHosts, Host};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    pub listen: String,
    pub public_url: String,
    pub allowed_hosts: String,
    pub trusted_proxies: String,
    pub site_dir: PathBuf,
}

impl Http {
    /// Where people reach the product, without a slash at the end.
    pub fn public_url(&self) -> String {
        match self.public_url.trim_end_matches('/') {
            "" => format!("http://{}", self.listen),
            url => url.to_owned(),
        }
    }

    /// Whether people reach the product by HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// The hosts that requests may name.
    pub fn hosts(&self) -> AllowedHosts {
        let own_port = if self.is_https() { 443 } else { 80 };
        let public = self.public_host();
        let public_port = public.as_ref().and_then(|host| host.port).unwrap_or(own_port);
        let others = entries(&self.allowed_hosts).filter_map(Host::parse);
        let hosts = public.into_iter().chain(others);
        AllowedHosts {
            hosts: hosts
                .map(|host| (host.name, host.port.unwrap_or(public_port)))
                .collect(),
            default_port: own_port,
            loopback: self
                .listens_on()
                .is_some_and(|address| address.ip().is_loopback()),
        }
    }

    /// The networks whose word on the client's address is taken.
    pub fn proxies(&self) -> Vec<IpNet> {
        entries(&self.trusted_proxies).filter_map(network).collect()
    }

    /// What is wrong with these settings.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let address = self.listens_on();
        if address.is_none() {
            problems.push(format!(
                "http.listen: {:?} is no address with port, such as 127.0.0.1:3000",
                self.listen
            ));
        }
        if self.public_url.is_empty() && address.is_some_and(|address| address.ip().is_unspecified()) {
            problems.push("http.public_url: is needed when http.listen is every address".to_owned());
        } else if address.is_some() && self.public_host().is_none() {
            problems.push(format!(
                "http.public_url: {:?} must be http:// or https:// and a host, without a path",
                self.public_url()
            ));
        }
        for entry in entries(&self.allowed_hosts).filter(|entry| Host::parse(entry).is_none()) {
            problems.push(format!(
                "http.allowed_hosts: {entry:?} is no host, such as sla.example.com or 10.0.0.5:3000"
            ));
        }
        for entry in entries(&self.trusted_proxies).filter(|entry| network(entry).is_none()) {
            problems.push(format!(
                "http.trusted_proxies: {entry:?} is no network, such as 10.0.0.0/8"
            ));
        }
        problems
    }

    fn listens_on(&self) -> Option<SocketAddr> {
        self.listen.parse().ok()
    }

    fn public_host(&self) -> Option<Host> {
        let url = self.public_url();
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"))?;
        Host::parse(rest)
    }
}

/// The entries of a list separated by commas.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

/// A network, or a single address.
fn network(entry: &str) -> Option<IpNet> {
    entry
        .parse()
        .ok()
        .or_else(|| Some(IpNet::from(entry.parse::<std::net::IpAddr>().ok()?)))
}
