//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Contracts behind IT services: what was promised, what was delivered, what it costs.
#[derive(Debug, Parser)]
#[command(name = "tragwerk", version, about)]
pub struct Cli {
    /// Configuration file (TOML). The environment and flags override it.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// `sqlite:///path/file.db` or `postgres://…`.
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Address to listen on.
    #[arg(long, global = true, value_name = "IP:PORT")]
    pub listen: Option<String>,
    /// Where people reach the product.
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the web interface and the API, and work on jobs.
    Serve,
    /// Bring the database schema up to date.
    Migrate,
    /// Load example tenants.
    Seed {
        /// The demo tenants.
        #[arg(long, required = true)]
        demo: bool,
        /// Print sign-ins as one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Compute what standard input asks for: JSON in, JSON out.
    Calc,
    /// Say what is missing in a record of processing: reads a bundle from standard input (JSON), writes findings.
    ///
    /// The bundle is what `input` is in the examples: `as_of`, `controller`, `suppliers`, `contracts`, `dpas`, `tom_sets`,
    /// `processing`, `breaches`, `requests`. The answer is an object whose `findings` have `rule`, `severity` (E, W or I),
    /// `target` and `message_de`. Ends with 0, whatever was found; with 2 if the bundle could not be read.
    LintGdpr,
    /// Check an evidence package offline: signature, completeness, every file.
    ///
    /// Ends with 0 if nothing was changed since it was signed, with 1 and the names of the files otherwise, with 2 if the file
    /// cannot be read.
    Verify {
        /// The package.
        #[arg(value_name = "FILE.zip")]
        package: PathBuf,
        /// The public key (PEM) that must have signed it. Without it the package shows only that it was signed by whoever
        /// has the key in it; compare its id.
        #[arg(long, value_name = "FILE.pem")]
        key: Option<PathBuf>,
    },
    /// Look at the configuration.
    Config {
        /// Which look.
        #[command(subcommand)]
        look: ConfigLook,
    },
    /// Work with the audit log.
    Audit {
        /// What to do with it.
        #[command(subcommand)]
        work: AuditWork,
    },
    /// Create and list tenants.
    Tenant {
        /// What to do.
        #[command(subcommand)]
        work: TenantWork,
    },
    /// Give people access, and take it away.
    User {
        /// What to do.
        #[command(subcommand)]
        work: UserWork,
    },
    /// Print the OpenAPI document.
    Openapi,
    /// Print the permission matrix as Markdown.
    Permissions,
    /// Print every route that the server answers, one method and path a line.
    Routes {
        /// Print what each route asks of its caller, too: an action, `session` or `public`.
        #[arg(long)]
        actions: bool,
    },
}

/// What can be done with tenants.
#[derive(Debug, Subcommand)]
pub enum TenantWork {
    /// Create a tenant.
    Create {
        /// Short name in addresses: small letters, digits and hyphens.
        #[arg(long)]
        slug: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Time zone in which the tenant reads times.
        #[arg(long, default_value = "Europe/Berlin")]
        time_zone: String,
        /// `de` or `en`.
        #[arg(long, default_value = "de")]
        language: String,
    },
    /// List all tenants.
    List,
}

/// What can be done with people.
#[derive(Debug, Subcommand)]
pub enum UserWork {
    /// Invite somebody by mail and print the link.
    Invite {
        /// Short name of the tenant.
        #[arg(long)]
        tenant: String,
        /// Address of the person.
        #[arg(long)]
        email: String,
        /// Role in the tenant.
        #[arg(long, default_value = "tenant_admin")]
        role: String,
        /// Language of the invitation.
        #[arg(long, default_value = "de")]
        language: String,
    },
    /// Take the second factor off somebody who lost it and the recovery codes.
    ResetSecondFactor {
        /// Address of the person.
        email: String,
    },
    /// Switch all access of somebody off.
    Disable {
        /// Address of the person.
        email: String,
    },
    /// Switch access on again.
    Enable {
        /// Address of the person.
        email: String,
    },
    /// Remove everything that says who somebody is. Audit logs stay valid.
    Erase {
        /// Address of the person.
        email: String,
    },
}

/// Ways to look at the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigLook {
    /// Print the effective values; secrets are masked.
    Print,
    /// Report every problem, or say that there is none.
    Check,
}

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditWork {
    /// Check every tenant's log: without gap, nothing changed or cut off. Fails if one is broken.
    Verify {
        /// A file with the output of an earlier `audit checkpoint`: what it names must still be there.
        #[arg(long)]
        checkpoint: Option<PathBuf>,
    },
    /// Print how far every tenant's log has come, one JSON object a line. Keep it on another machine.
    Checkpoint,
}
