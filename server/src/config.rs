//! Configuration: embedded defaults, then a file, then the environment, then flags. Checked as a whole, so that
//! every problem is reported at once.

mod http;

use std::fmt::Write as _;
use std::path::PathBuf;

use config::{Environment, File, FileFormat};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use services::{Bucket, DocumentOptions};

use crate::cli::Cli;

pub use self::http::Http;

const DEFAULTS: &str = include_str!("config.default.toml");

/// All settings; see `config.default.toml` for their meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub database: Database,
    pub http: Http,
    pub mail: Mail,
    pub files: Files,
    pub log: Log,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: SecretString,
    pub owner_url: SecretString,
    pub runtime_role: String,
    pub max_connections: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    pub smtp_url: SecretString,
    pub from: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    pub dir: PathBuf,
    pub key_file: PathBuf,
    pub s3_bucket: String,
    pub s3_endpoint: String,
    pub s3_region: String,
    pub s3_access_key: String,
    pub s3_secret_key: SecretString,
    pub largest_document_mb: u64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: String,
    pub filter: String,
}

impl Config {
    /// Reads all sources.
    ///
    /// # Errors
    /// A text that lists every problem with what to do about it.
    pub fn read(cli: &Cli) -> Result<Self, String> {
        let mut builder = config::Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(path) = &cli.config {
            builder = builder.add_source(File::from(path.as_path()).format(FileFormat::Toml));
        }
        builder = builder.add_source(
            Environment::with_prefix("TRAGWERK")
                .prefix_separator("__")
                .separator("__"),
        );
        for (key, flag) in [
            ("database.url", &cli.database_url),
            ("http.listen", &cli.listen),
            ("http.public_url", &cli.public_url),
        ] {
            builder = builder
                .set_override_option(key, flag.clone())
                .map_err(|error| error.to_string())?;
        }
        let read = builder.build().and_then(config::Config::try_deserialize);
        let config: Self = read.map_err(|error| format!("configuration: {error}"))?;
        let problems = config.problems();
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(format!("configuration:\n  {}", problems.join("\n  ")))
        }
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let url = self.database.url.expose_secret();
        if !["sqlite:", "postgres:", "postgresql:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            problems.push("database.url: must begin with sqlite: or postgres:".to_owned());
        }
        if self.database.max_connections < 2 {
            problems.push("database.max_connections: must be at least 2".to_owned());
        }
        problems.extend(self.http.problems());
        let smtp = self.mail.smtp_url.expose_secret();
        if !(smtp.is_empty() || smtp.starts_with("smtp://") || smtp.starts_with("smtps://")) {
            problems.push("mail.smtp_url: must begin with smtp:// or smtps://".to_owned());
        }
        if !(1..=200).contains(&self.files.largest_document_mb) {
            problems.push("files.largest_document_mb: must be from 1 to 200".to_owned());
        }
        let endpoint = &self.files.s3_endpoint;
        if !(endpoint.is_empty() || endpoint.starts_with("http://") || endpoint.starts_with("https://")) {
            problems.push("files.s3_endpoint: must begin with http:// or https://".to_owned());
        }
        if !["text", "json"].contains(&self.log.format.as_str()) {
            problems.push(format!(
                "log.format: {:?} is neither text nor json",
                self.log.format
            ));
        }
        problems
    }

    /// Where people reach the product, without a slash at the end.
    pub fn public_url(&self) -> String {
        self.http.public_url()
    }

    /// Where the browser's files are: by default `site/` beside the folder of the binary, which is where a build
    /// leaves them and where an installation puts them.
    pub fn site_dir(&self) -> PathBuf {
        if !self.http.site_dir.as_os_str().is_empty() {
            return self.http.site_dir.clone();
        }
        let binary = std::env::current_exe().unwrap_or_default();
        binary
            .ancestors()
            .nth(2)
            .map_or_else(|| PathBuf::from("site"), |folder| folder.join("site"))
    }

    /// The file with the key that seals secrets.
    pub fn key_file(&self) -> PathBuf {
        if self.files.key_file.as_os_str().is_empty() {
            self.files.dir.join("secret.key")
        } else {
            self.files.key_file.clone()
        }
    }

    /// Where documents are kept, and how large they may be.
    pub fn documents(&self) -> DocumentOptions {
        let files = &self.files;
        let bucket = (!files.s3_bucket.is_empty()).then(|| Bucket {
            name: files.s3_bucket.clone(),
            endpoint: files.s3_endpoint.clone(),
            region: files.s3_region.clone(),
            access_key: files.s3_access_key.clone(),
            secret_key: files.s3_secret_key.clone(),
        });
        DocumentOptions {
            folder: files.dir.join("documents"),
            bucket,
            largest_bytes: files.largest_document_mb * 1024 * 1024,
        }
    }

    /// The effective values, secrets masked.
    pub fn masked(&self) -> String {
        let mask = |url: &SecretString| masked_url(url.expose_secret());
        let mut out = String::new();
        let mut line = |key: &str, value: &dyn std::fmt::Display| {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{key} = {value}");
        };
        line("database.url", &mask(&self.database.url));
        line("database.owner_url", &mask(&self.database.owner_url));
        line("database.runtime_role", &self.database.runtime_role);
        line("database.max_connections", &self.database.max_connections);
        line("http.listen", &self.http.listen);
        line("http.public_url", &self.public_url());
        line("http.allowed_hosts", &self.http.allowed_hosts);
        line("http.trusted_proxies", &self.http.trusted_proxies);
        line("http.site_dir", &self.site_dir().display());
        line("mail.smtp_url", &mask(&self.mail.smtp_url));
        line("mail.from", &self.mail.from);
        line("files.dir", &self.files.dir.display());
        line("files.key_file", &self.key_file().display());
        line("files.s3_bucket", &self.files.s3_bucket);
        line("files.s3_endpoint", &self.files.s3_endpoint);
        line("files.s3_region", &self.files.s3_region);
        line("files.s3_access_key", &self.files.s3_access_key);
        let secret = self.files.s3_secret_key.expose_secret();
        line("files.s3_secret_key", &if secret.is_empty() { "" } else { "***" });
        line("files.largest_document_mb", &self.files.largest_document_mb);
        line("log.format", &self.log.format);
        line("log.filter", &self.log.filter);
        out
    }
}

/// `postgres://user:secret@host/db` without the secret.
fn masked_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let Some((credentials, host)) = rest.rsplit_once('@') else {
        return url.to_owned();
    };
    let user = credentials.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}:***@{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defaults() -> Config {
        config::Config::builder()
            .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
            .build()
            .and_then(config::Config::try_deserialize)
            .expect("the defaults are complete")
    }

    #[test]
    fn secrets_are_masked() {
        assert_eq!(
            masked_url("postgres://app:s3:cr@t@db/tw"),
            "postgres://app:***@db/tw"
        );
        assert_eq!(masked_url("sqlite:///tmp/x.db"), "sqlite:///tmp/x.db");
    }

    #[test]
    fn every_problem_is_reported_at_once() {
        let mut config = defaults();
        assert!(config.problems().is_empty());
        config.database.url = SecretString::from("mysql://x");
        config.http.listen = "3000".to_owned();
        config.http.allowed_hosts = "sla.example.com, http://sla.example.com".to_owned();
        config.http.trusted_proxies = "10.0.0.0/8, proxy, 10.0.0.0/33".to_owned();
        config.log.format = "xml".to_owned();
        assert_eq!(config.problems().len(), 6);
    }

    #[test]
    fn everywhere_is_no_name_to_be_reached_by() {
        let mut config = defaults();
        config.http.listen = "0.0.0.0:3000".to_owned();
        assert_eq!(config.problems().len(), 1);
        for (url, problems) in [
            ("https://sla.example.com/", 0),
            ("http://[::1]:3000", 0),
            ("https://sla.example.com/path", 1),
            ("ftp://sla.example.com", 1),
            ("https://", 1),
        ] {
            config.http.public_url = url.to_owned();
            assert_eq!(config.problems().len(), problems, "{url}");
        }
    }
}
