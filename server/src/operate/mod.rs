//! Commands that need the configuration and, mostly, the database.

mod audit;
mod people;

use secrecy::ExposeSecret;
use services::{Clock, MailOptions, Options, Services};
use storage::{Database, DatabaseOptions};

use crate::cli::{Cli, Command, ConfigLook};
use crate::config::Config;
use crate::{http, serve};

/// Runs a command; the error is for people.
pub fn run(cli: &Cli) -> Result<(), String> {
    match cli.command {
        Command::Openapi => {
            println!("{}", http::openapi_json()?);
            return Ok(());
        }
        Command::Permissions => {
            print!(
                "# Permission matrix\n\nGenerated from `domain::policy`.\n\n{}",
                domain::policy::matrix()
            );
            return Ok(());
        }
        Command::Routes { actions } => {
            print_routes(actions);
            return Ok(());
        }
        _ => {}
    }
    let config = Config::read(cli)?;
    if let Command::Config { look } = &cli.command {
        match look {
            ConfigLook::Print => print!("{}", config.masked()),
            ConfigLook::Check => println!("configuration: no problem"),
        }
        return Ok(());
    }
    log_to_stderr(&config)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        match &cli.command {
            Command::Migrate => migrate(&config).await,
            Command::Seed { json, .. } => seed(&config, *json).await,
            Command::Audit { work } => audit::audit(&services(&config).await?, work).await,
            Command::Tenant { work } => people::tenant(&services(&config).await?, work).await,
            Command::User { work } => people::user(&services(&config).await?, work).await,
            _ => serve::serve(&config).await,
        }
    })
}

fn print_routes(actions: bool) {
    for route in http::routes() {
        match http::need(&route).filter(|_| actions) {
            Some(need) => println!("{route} {need}"),
            None => println!("{route}"),
        }
    }
}

fn log_to_stderr(config: &Config) -> Result<(), String> {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(&config.log.filter).map_err(|error| format!("log.filter: {error}"))?;
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if config.log.format == "json" {
        subscriber.json().init();
    } else {
        subscriber.init();
    }
    Ok(())
}

/// Connects under the runtime role and makes sure that the schema is current and the role is bound by it.
///
/// An SQLite file belongs to this process alone, so it is brought up to date at once.
pub async fn services(config: &Config) -> Result<Services, String> {
    let db = connect(config, config.database.url.expose_secret()).await?;
    db.check_posture().await.map_err(|error| error.to_string())?;
    if !db.is_postgres() {
        db.migrate(None).await.map_err(|error| error.to_string())?;
    }
    let pending = db.pending_migrations().await.map_err(|error| error.to_string())?;
    if !pending.is_empty() {
        return Err(format!(
            "the database schema is not current: run `tragwerk migrate` ({} to do)",
            pending.len()
        ));
    }
    let smtp_url = Some(config.mail.smtp_url.expose_secret().to_owned()).filter(|url| !url.is_empty());
    let options = Options {
        public_url: config.public_url(),
        files_dir: config.files.dir.clone(),
        key_file: config.key_file(),
        documents: config.documents(),
        mail: MailOptions {
            smtp_url,
            from: config.mail.from.clone(),
        },
    };
    Services::new(db, Clock::Real, options).map_err(|_| {
        "mail.smtp_url, mail.from or files.key_file or the place of documents cannot be used; the log says which".to_owned()
    })
}

async fn connect(config: &Config, url: &str) -> Result<Database, String> {
    if let Some(path) = url.strip_prefix("sqlite://") {
        let file = std::path::Path::new(path.split('?').next().unwrap_or(path));
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
    }
    let options = DatabaseOptions {
        url: url.to_owned(),
        max_connections: config.database.max_connections,
    };
    Database::connect(&options)
        .await
        .map_err(|error| format!("database.url: cannot connect: {error}"))
}

async fn migrate(config: &Config) -> Result<(), String> {
    let owner = config.database.owner_url.expose_secret();
    let url = if owner.is_empty() {
        config.database.url.expose_secret()
    } else {
        owner
    };
    let role = Some(config.database.runtime_role.as_str()).filter(|role| !role.is_empty());
    let db = connect(config, url).await?;
    db.migrate(role).await.map_err(|error| error.to_string())?;
    println!("the database schema is current");
    Ok(())
}

async fn seed(config: &Config, json: bool) -> Result<(), String> {
    let services = services(config).await?;
    let demo = services.seed_demo().await.map_err(|error| match error {
        services::Error::Conflict("demo_incomplete") => {
            "the demo was only partly loaded: start again with an empty database".to_owned()
        }
        other => format!("the demo could not be loaded: {other}"),
    })?;
    if json {
        println!(
            "{}",
            serde_json::to_string(&demo).map_err(|error| error.to_string())?
        );
        return Ok(());
    }
    println!("\nDemo sign-ins at {}\n", config.public_url());
    for login in &demo.logins {
        let role = login
            .supplier
            .as_ref()
            .map_or_else(|| login.role.clone(), |name| format!("{}, {name}", login.role));
        println!(
            "  {:<28} {:<36} {:<20} {role}",
            login.tenant, login.email, login.password
        );
    }
    println!();
    Ok(())
}
