//! The own deadlines in the own calendar program.

use domain::views::NaiveDateTime;
use leptos::form::ActionForm;
use leptos::prelude::*;

use crate::api::deadlines::{RenewDeadlineFeed, RevokeDeadlineFeed};
use crate::i18n::{dates, use_text};
use crate::ui::{Confirm, Once, Panel};

/// What can be done with the feed.
#[derive(Clone, Copy)]
pub struct FeedActions {
    /// A new address.
    pub renew: ServerAction<RenewDeadlineFeed>,
    /// None any more.
    pub revoke: ServerAction<RevokeDeadlineFeed>,
}

/// Address, once; since when there is one; a new one; none.
#[component]
pub fn Feed(
    /// Since when there is an address, and when it was last fetched.
    feed: Option<(NaiveDateTime, Option<NaiveDateTime>)>,
    /// An address made without a script.
    kept: Option<String>,
    /// What can be done.
    actions: FeedActions,
) -> impl IntoView {
    let text = use_text();
    let renewed = actions.renew.value();
    let fresh = move || renewed.get().and_then(Result::ok).or_else(|| kept.clone());
    let exists = feed.is_some();
    let state = feed.map_or_else(
        || text.deadline_feed_none().to_owned(),
        |(since, used)| {
            let since = dates::date_time(text.0, since);
            match used {
                Some(used) => text.deadline_feed_used(since, dates::date_time(text.0, used)),
                None => text.deadline_feed_unused(since),
            }
        },
    );
    let button = if exists {
        text.deadline_feed_renew()
    } else {
        text.deadline_feed_create()
    };
    let revoke = exists.then(|| {
        view! {
            <Confirm
                action=actions.revoke
                id="feed-revoke".to_owned()
                open=text.deadline_feed_revoke()
                question=text.deadline_feed_revoke_question()
                consequence=text.deadline_feed_revoke_consequence()
                button=text.deadline_feed_revoke()
            />
        }
    });
    view! {
        <Panel id="feed" heading=text.deadline_feed()>
            <div class="panel-b stack tight">
                <p>{text.deadline_feed_reason()}</p>
                <div role="status">
                    {move || fresh().map(|address| view! {
                        <p>{text.deadline_feed_once()}</p>
                        <Once label=text.deadline_feed() words=address file="tragwerk-fristen.txt"/>
                    })}
                </div>
                <p class="meta">{state}</p>
                <div class="btn-row">
                    <ActionForm action=actions.renew><button class="btn">{button}</button></ActionForm>
                    {revoke}
                </div>
            </div>
        </Panel>
    }
}
