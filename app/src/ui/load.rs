//! Waiting for a page's data: loading, error, content.

use domain::views::Viewer;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{Empty, Frame, IconName, StateIcon, Tone};
use crate::api::{ApiError, SIGNED_OUT};
use crate::i18n::use_text;

/// The viewer, fetched once by the shell for all pages below it.
#[derive(Clone, Copy)]
pub struct ViewerResource(pub Resource<Result<Viewer, ApiError>>);

/// The shell's viewer, for pages that change what it shows.
pub fn viewer_resource() -> Option<Resource<Result<Viewer, ApiError>>> {
    use_context::<ViewerResource>().map(|viewer| viewer.0)
}

/// Shows `view` of the data once both the data and the viewer are there.
#[component]
pub fn Loaded<T, F>(
    /// The page's data.
    data: Resource<Result<T, ApiError>>,
    /// What to show.
    view: F,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    F: Fn(T, Viewer) -> AnyView + Clone + Send + Sync + 'static,
{
    let viewer = viewer_resource();
    view! {
        <Transition fallback=Loading>
            {move || {
                let view = view.clone();
                Suspend::new(async move {
                    let viewer = match viewer {
                        Some(viewer) => viewer.await,
                        None => Err(ApiError::of("internal")),
                    };
                    match (data.await, viewer) {
                        (Ok(data), Ok(viewer)) => view(data, viewer),
                        (Err(error), Ok(viewer)) => view! { <Failure error=error viewer=viewer/> }.into_any(),
                        (_, Err(error)) => view! { <BareFailure error=error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}

/// The outline of a page that is on its way.
#[component]
fn Loading() -> impl IntoView {
    let text = use_text();
    view! {
        <div class="stage">
            <header class="top" aria-label=text.shell_top()></header>
            <main id="main" tabindex="-1" aria-busy="true">
                <div class="page">
                    <p class="vh" role="status">{text.shell_loading()}</p>
                    <span class="skel title"></span>
                    <div class="panel">
                        <div class="panel-b stack tight">
                            <span class="skel"></span>
                            <span class="skel"></span>
                            <span class="skel short"></span>
                        </div>
                    </div>
                </div>
            </main>
        </div>
    }
}

/// The error page of a signed-in person.
#[component]
fn Failure(error: ApiError, viewer: Viewer) -> impl IntoView {
    let text = use_text();
    let title = text.problem_title(&error.code);
    view! {
        <Frame title=title trail=Vec::new() viewer=viewer>
            <h1>{title}</h1>
            <Problem error=error/>
        </Frame>
    }
}

/// The error page when not even the viewer is known.
#[component]
fn BareFailure(error: ApiError) -> impl IntoView {
    let text = use_text();
    let title = text.problem_title(&error.code);
    view! {
        <div class="stage">
            <Title text=title/>
            <header class="top" aria-label=text.shell_top()></header>
            <main id="main" tabindex="-1">
                <div class="page"><h1>{title}</h1><Problem error=error/></div>
            </main>
        </div>
    }
}

#[component]
fn Problem(error: ApiError) -> impl IntoView {
    let text = use_text();
    let reason = text.problem(&error.code);
    // Loaded anew, the server leads to where signing in goes on.
    let over = error.code == SIGNED_OUT;
    Effect::new(move |_| {
        if over && let Err(refused) = window().location().reload() {
            leptos::logging::error!("{refused:?}");
        }
    });
    if matches!(error.code.as_str(), "not_found" | "forbidden") {
        return view! {
            <div class="panel">
                <Empty icon=IconName::Nothing title=text.problem_title(&error.code) reason=reason>
                    <a class="btn" href="/">{text.error_to_today()}</a>
                </Empty>
            </div>
        }
        .into_any();
    }
    view! {
        <div class="panel">
            <div class="t-msg" data-status="breach" role="alert">
                <StateIcon tone=Tone::Breach/>
                <b>{text.problem_title(&error.code)}</b>
                <p>{reason}</p>
                {error.reference().map(|id| view! { <p class="meta">{text.error_reference(id)}</p> })}
                <a class="btn" href="" rel="external">{text.error_retry()}</a>
            </div>
        </div>
    }
    .into_any()
}
