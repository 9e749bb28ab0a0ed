//! Tenants and people, for whoever runs the product.

use services::{Error, Services};

use crate::cli::{TenantWork, UserWork};

/// Creates and lists tenants.
pub async fn tenant(services: &Services, work: &TenantWork) -> Result<(), String> {
    match work {
        TenantWork::Create {
            slug,
            name,
            time_zone,
            language,
        } => {
            services
                .create_tenant(slug, name, time_zone, language)
                .await
                .map_err(|error| told(&error))?;
            println!("tenant {slug} created; invite its administrator with `tragwerk user invite`");
        }
        TenantWork::List => {
            for (slug, name) in services.tenants().await.map_err(|error| told(&error))? {
                println!("{slug:<24} {name}");
            }
        }
    }
    Ok(())
}

/// Gives people access, and takes it away.
pub async fn user(services: &Services, work: &UserWork) -> Result<(), String> {
    let done = match work {
        UserWork::Invite {
            tenant,
            email,
            role,
            language,
        } => services
            .invite_as_operator(tenant, email, role, language)
            .await
            .map(|link| format!("invitation handed to mail; the link, which works once:\n{link}")),
        UserWork::ResetSecondFactor { email } => services
            .reset_second_factor(email)
            .await
            .map(|()| "the second factor is removed".to_owned()),
        UserWork::Disable { email } => services
            .set_person_disabled(email, true)
            .await
            .map(|()| "all access is switched off".to_owned()),
        UserWork::Enable { email } => services
            .set_person_disabled(email, false)
            .await
            .map(|()| "access is switched on again".to_owned()),
        UserWork::Erase { email } => services
            .erase_person(email)
            .await
            .map(|()| "name, address and sign-in are erased".to_owned()),
    };
    println!("{}", done.map_err(|error| told(&error))?);
    Ok(())
}

fn told(error: &Error) -> String {
    match error {
        Error::NotFound => "there is nobody and nothing by that name".to_owned(),
        Error::Invalid(fields) => {
            let lines = fields
                .iter()
                .map(|field| format!("{}: {}", field.field, field.code));
            lines.collect::<Vec<_>>().join("\n")
        }
        other => other.to_string(),
    }
}
