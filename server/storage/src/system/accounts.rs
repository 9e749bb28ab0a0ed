//! What a person changes about themselves, links that work once, and erasure.

use domain::time::Instant;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryTrait, UpdateMany,
};
use uuid::Uuid;

use super::SystemTx;
use crate::entity::{account_link, person, recovery_code, session};
use crate::{AccountLink, RecoveryCode, Result};

impl SystemTx {
    async fn change_person(
        &self,
        id: Uuid,
        change: impl FnOnce(UpdateMany<person::Entity>) -> UpdateMany<person::Entity>,
    ) -> Result<bool> {
        let update = person::Entity::update_many().filter(person::Column::Id.eq(id));
        Ok(change(update).exec(&self.inner).await?.rows_affected == 1)
    }

    /// Stores name and language.
    pub async fn set_profile(&self, id: Uuid, name: &str, language: &str) -> Result<bool> {
        self.change_person(id, |update| {
            update
                .col_expr(person::Column::Name, Expr::value(name))
                .col_expr(person::Column::Language, Expr::value(language))
        })
        .await
    }

    /// Switches all access of a person off or on.
    pub async fn set_disabled(&self, id: Uuid, disabled: bool) -> Result<bool> {
        self.change_person(id, |update| {
            update.col_expr(person::Column::Disabled, Expr::value(disabled))
        })
        .await
    }

    /// Stores a new password's hash.
    pub async fn set_password(&self, id: Uuid, hash: &str) -> Result<bool> {
        self.change_person(id, |update| {
            update.col_expr(person::Column::PasswordHash, Expr::value(hash))
        })
        .await
    }

    /// Stores the first password of a person who has none; false when there is one meanwhile.
    pub async fn set_first_password(&self, id: Uuid, hash: &str) -> Result<bool> {
        self.change_person(id, |update| {
            update
                .col_expr(person::Column::PasswordHash, Expr::value(hash))
                .filter(person::Column::PasswordHash.is_null())
        })
        .await
    }

    /// Stores a new address.
    ///
    /// # Errors
    /// [`crate::Error::Conflict`] when somebody else has it.
    pub async fn set_email(&self, id: Uuid, email: &str) -> Result<bool> {
        self.change_person(id, |update| {
            update.col_expr(person::Column::Email, Expr::value(email))
        })
        .await
    }

    /// Keeps the secret that a session was shown for setting a second factor up; it ends with the session.
    pub async fn propose_second_factor(&self, session_id: Uuid, sealed: Vec<u8>) -> Result<()> {
        session::Entity::update_many()
            .col_expr(session::Column::ProposedSecondFactor, Expr::value(sealed))
            .filter(session::Column::Id.eq(session_id))
            .filter(session::Column::ProposedSecondFactor.is_null())
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Makes a second factor count; false when there is one meanwhile.
    pub async fn set_second_factor(&self, id: Uuid, sealed: Vec<u8>, at: Instant) -> Result<bool> {
        self.change_person(id, |update| {
            update
                .col_expr(person::Column::SecondFactorSecret, Expr::value(sealed))
                .col_expr(person::Column::SecondFactorSince, Expr::value(at))
                .filter(person::Column::SecondFactorSince.is_null())
        })
        .await
    }

    /// Forgets the second factor and its recovery codes.
    pub async fn remove_second_factor(&self, id: Uuid) -> Result<()> {
        remove_second_factor(&self.inner, id).await
    }

    /// Takes a time step of the second factor for this one use; false when it, or a later one, was used already.
    pub async fn use_second_factor_step(&self, id: Uuid, step: i64) -> Result<bool> {
        self.change_person(id, |update| {
            let unused = Condition::any()
                .add(person::Column::SecondFactorLastStep.is_null())
                .add(person::Column::SecondFactorLastStep.lt(step));
            update
                .col_expr(person::Column::SecondFactorLastStep, Expr::value(step))
                .filter(unused)
        })
        .await
    }

    /// Puts new recovery codes in the place of all old ones.
    pub async fn replace_recovery_codes(&self, person_id: Uuid, hashes: Vec<String>) -> Result<()> {
        recovery_code::Entity::delete_many()
            .filter(recovery_code::Column::PersonId.eq(person_id))
            .exec(&self.inner)
            .await?;
        for code_hash in hashes {
            let row = RecoveryCode {
                person_id,
                code_hash,
                used_at: None,
            };
            recovery_code::Entity::insert(row.into_active_model())
                .exec_without_returning(&self.inner)
                .await?;
        }
        Ok(())
    }

    /// Uses a recovery code up; false when it is none or was used.
    pub async fn use_recovery_code(&self, person_id: Uuid, code_hash: &str, at: Instant) -> Result<bool> {
        let done = recovery_code::Entity::update_many()
            .col_expr(recovery_code::Column::UsedAt, Expr::value(at))
            .filter(recovery_code::Column::PersonId.eq(person_id))
            .filter(recovery_code::Column::CodeHash.eq(code_hash))
            .filter(recovery_code::Column::UsedAt.is_null())
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Recovery codes that can still be used.
    pub async fn recovery_codes_left(&self, person_id: Uuid) -> Result<u64> {
        Ok(recovery_code::Entity::find()
            .filter(recovery_code::Column::PersonId.eq(person_id))
            .filter(recovery_code::Column::UsedAt.is_null())
            .count(&self.inner)
            .await?)
    }

    /// Stores a link that is about to be mailed.
    pub async fn insert_account_link(&self, row: AccountLink) -> Result<()> {
        account_link::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.inner)
            .await?;
        Ok(())
    }

    /// Makes a person's links stop working, all or those for a purpose. The rows stay: warnings are mailed from them.
    pub async fn end_account_links(&self, person_id: Uuid, purpose: Option<&str>, at: Instant) -> Result<()> {
        end_account_links(&self.inner, person_id, purpose, at).await
    }

    /// A link, used or not.
    pub async fn account_link(&self, id: Uuid) -> Result<Option<AccountLink>> {
        Ok(account_link::Entity::find_by_id(id).one(&self.inner).await?)
    }

    /// A person's link of a purpose that still works.
    pub async fn open_account_link(
        &self,
        person_id: Uuid,
        purpose: &str,
        now: Instant,
    ) -> Result<Option<AccountLink>> {
        Ok(account_link::Entity::find()
            .filter(account_link::Column::PersonId.eq(person_id))
            .filter(account_link::Column::Purpose.eq(purpose))
            .filter(account_link::Column::UsedAt.is_null())
            .filter(account_link::Column::ExpiresAt.gt(now))
            .one(&self.inner)
            .await?)
    }

    /// Notes that a link was handed to the mail server.
    pub async fn note_account_link_mailed(&self, id: Uuid, at: Instant) -> Result<()> {
        account_link::Entity::update_many()
            .col_expr(account_link::Column::MailedAt, Expr::value(at))
            .filter(account_link::Column::Id.eq(id))
            .exec(&self.inner)
            .await?;
        Ok(())
    }

    /// Uses a link up; false when it was used or has run out.
    pub async fn use_account_link(&self, id: Uuid, at: Instant) -> Result<bool> {
        let done = account_link::Entity::update_many()
            .col_expr(account_link::Column::UsedAt, Expr::value(at))
            .filter(account_link::Column::Id.eq(id))
            .filter(account_link::Column::UsedAt.is_null())
            .filter(account_link::Column::ExpiresAt.gt(at))
            .exec(&self.inner)
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Erases a person who has no membership; see [`erase_person`].
    pub async fn erase_person(&self, id: Uuid, at: Instant) -> Result<()> {
        erase_person(&self.inner, id, at).await
    }
}

/// Forgets a second factor and its recovery codes.
pub async fn remove_second_factor(tx: &DatabaseTransaction, id: Uuid) -> Result<()> {
    person::Entity::update_many()
        .col_expr(
            person::Column::SecondFactorSecret,
            Expr::value(Option::<Vec<u8>>::None),
        )
        .col_expr(
            person::Column::SecondFactorSince,
            Expr::value(Option::<Instant>::None),
        )
        .filter(person::Column::Id.eq(id))
        .exec(tx)
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes a person's links stop working, all or those for a purpose.
pub async fn end_account_links(
    tx: &DatabaseTransaction,
    person_id: Uuid,
    purpose: Option<&str>,
    at: Instant,
) -> Result<()> {
    account_link::Entity::update_many()
        .col_expr(account_link::Column::UsedAt, Expr::value(at))
        .filter(account_link::Column::PersonId.eq(person_id))
        .filter(account_link::Column::UsedAt.is_null())
        .apply_if(purpose, |update, purpose| {
            update.filter(account_link::Column::Purpose.eq(purpose))
        })
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes what says who a person is, and everything they could sign in with. The row stays, so that audit logs,
/// which carry its id alone, stay valid.
pub async fn erase_person(tx: &DatabaseTransaction, id: Uuid, at: Instant) -> Result<()> {
    session::Entity::delete_many()
        .filter(session::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    account_link::Entity::delete_many()
        .filter(account_link::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::PersonId.eq(id))
        .exec(tx)
        .await?;
    person::Entity::update_many()
        .col_expr(person::Column::Email, Expr::value(format!("erased-{id}")))
        .col_expr(person::Column::Name, Expr::value(""))
        .col_expr(person::Column::PasswordHash, Expr::value(Option::<String>::None))
        .col_expr(
            person::Column::SecondFactorSecret,
            Expr::value(Option::<Vec<u8>>::None),
        )
        .col_expr(
            person::Column::SecondFactorSince,
            Expr::value(Option::<Instant>::None),
        )
        .col_expr(person::Column::Disabled, Expr::value(true))
        .col_expr(person::Column::ErasedAt, Expr::value(at))
        .filter(person::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
