//! Who acts: always one subject, in one tenant, in one role.

use domain::policy::{Action, Role, allows, may_grant, scope};
use domain::views::Language;
use uuid::Uuid;

/// Who or what acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A signed-in person.
    Person(Uuid),
    /// A machine with an API token.
    Client(Uuid),
    /// The product itself.
    System,
}

/// A subject in a tenant. Whoever has no actor has no transaction.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The tenant acted in.
    pub tenant_id: Uuid,
    /// The role there.
    pub role: Role,
    /// For vendors, the only supplier they see.
    pub supplier_id: Option<Uuid>,
    /// Who it is.
    pub subject: Subject,
    /// For API clients, the scopes of the token.
    pub scopes: Option<Vec<String>>,
    /// Name for records that people read.
    pub name: String,
    /// Language of the person.
    pub language: Language,
    /// The request it acts in, for the audit log; empty outside of requests.
    pub request_id: String,
}

impl Actor {
    /// The product itself at work in a tenant.
    pub fn system(tenant_id: Uuid) -> Self {
        Self {
            tenant_id,
            role: Role::System,
            supplier_id: None,
            subject: Subject::System,
            scopes: None,
            name: "Tragwerk".to_owned(),
            language: Language::De,
            request_id: String::new(),
        }
    }

    /// Whether the actor may give somebody a role: nobody gives more than they may do themselves, machines no more than
    /// their scopes.
    pub fn may_grant(&self, role: Role) -> bool {
        let covered = |action: &Action| {
            let own = matches!(action, Action::SignIn | Action::Join | Action::AccountUpdate);
            let granted = self.scopes.as_ref();
            own || granted.is_none_or(|granted| granted.iter().any(|name| name == scope(*action)))
        };
        let mut asked = Action::ALL.iter().filter(|action| allows(role, **action));
        may_grant(self.role, role) && asked.all(covered)
    }

    /// Whether role and, for API clients, scopes allow the action.
    pub fn may(&self, action: Action) -> bool {
        let in_scope = self
            .scopes
            .as_ref()
            .is_none_or(|granted| granted.iter().any(|name| name == scope(action)));
        // A vendor without a supplier would see every supplier's contracts.
        let bound = !self.role.is_vendor() || self.supplier_id.is_some();
        allows(self.role, action) && in_scope && bound
    }
}
