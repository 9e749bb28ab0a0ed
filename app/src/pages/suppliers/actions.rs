//! What can be done on a supplier's page, and where.

use domain::ids::SupplierId;
use leptos::prelude::*;

use crate::api::ApiError;
use crate::api::supplier_parts::{
    RemoveCertificate, RemoveContact, RemoveSubSupplier, SaveCertificate, SaveContact, SaveSubSupplier,
};
use crate::api::suppliers::{EndSupplier, RemoveSupplier};
use crate::i18n::Text;
use crate::pages::query;
use crate::ui::act::{failure, first_failure, successes};
use crate::ui::{Icon, IconName};

/// Everything that can be done.
#[derive(Clone, Copy)]
pub struct Actions {
    /// Ends the supplier, or takes it up again.
    pub end: ServerAction<EndSupplier>,
    /// Removes it.
    pub remove: ServerAction<RemoveSupplier>,
    /// Adds or changes a contact.
    pub contact: ServerAction<SaveContact>,
    /// Removes one.
    pub remove_contact: ServerAction<RemoveContact>,
    /// Adds or changes a certificate.
    pub certificate: ServerAction<SaveCertificate>,
    /// Removes one.
    pub remove_certificate: ServerAction<RemoveCertificate>,
    /// Adds or changes a sub-supplier.
    pub sub_supplier: ServerAction<SaveSubSupplier>,
    /// Removes one.
    pub remove_sub_supplier: ServerAction<RemoveSubSupplier>,
}

impl Actions {
    /// None of them under way.
    pub fn new() -> Self {
        Self {
            end: ServerAction::new(),
            remove: ServerAction::new(),
            contact: ServerAction::new(),
            remove_contact: ServerAction::new(),
            certificate: ServerAction::new(),
            remove_certificate: ServerAction::new(),
            sub_supplier: ServerAction::new(),
            remove_sub_supplier: ServerAction::new(),
        }
    }

    /// How often something has changed the page.
    pub fn changes(self) -> Memo<u32> {
        let counts = [
            successes(self.end),
            successes(self.contact),
            successes(self.remove_contact),
            successes(self.certificate),
            successes(self.remove_certificate),
            successes(self.sub_supplier),
            successes(self.remove_sub_supplier),
        ];
        Memo::new(move |_| counts.iter().map(|count| count.get()).sum())
    }

    /// Why something that was confirmed could not be done.
    pub fn refused(self) -> Signal<Option<ApiError>> {
        first_failure([
            failure(self.end),
            failure(self.remove),
            failure(self.remove_contact),
            failure(self.remove_certificate),
            failure(self.remove_sub_supplier),
        ])
    }
}

/// A supplier's page for somebody who may or may not change it.
#[derive(Clone)]
pub struct Place {
    /// Which supplier.
    pub id: SupplierId,
    /// Whether the viewer may change it.
    pub may: bool,
    /// What changes it.
    pub actions: Actions,
}

impl Place {
    /// Which of a kind of thing the address wants to be changed, `new` for another one.
    pub fn open(&self, kind: &'static str) -> Option<String> {
        query(kind).get_untracked().filter(|_| self.may)
    }

    /// A button that opens the form for another one.
    pub fn add_link(&self, kind: &'static str, words: &'static str) -> Option<AnyView> {
        let href = format!("/suppliers/{}?{kind}=new", self.id);
        let link =
            move || view! { <a class="btn small" href=href><Icon name=IconName::Add/>{words}</a> }.into_any();
        self.may.then(link)
    }

    /// A link that opens the form for this one.
    pub fn change_link(&self, kind: &'static str, id: &str, name: &str, text: Text) -> Option<AnyView> {
        let href = format!("/suppliers/{}?{kind}={id}", self.id);
        let name = name.to_owned();
        let link = move || {
            view! { <a class="btn small quiet" href=href>{text.supplier_change()}<span class="vh">" " {name}</span></a> }
                .into_any()
        };
        self.may.then(link)
    }

    /// The way back to the page without a form.
    pub fn close_link(&self, text: Text) -> AnyView {
        let href = format!("/suppliers/{}", self.id);
        view! { <a class="btn" href=href>{text.form_cancel()}</a> }.into_any()
    }

    /// What a form says about the thing it changes.
    pub fn hidden(&self, known: Option<(String, i32)>) -> AnyView {
        let (id, revision) = known.unwrap_or_default();
        view! {
            <input type="hidden" name="supplier_id" value=self.id.to_string()/>
            <input type="hidden" name="id" value=id/>
            <input type="hidden" name="revision" value=revision.to_string()/>
        }
        .into_any()
    }
}
