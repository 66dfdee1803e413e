//! `/knowledge`: what moderators do, in the home server alone.

use super::Context;
use crate::discord::failure::Failure;
use crate::discord::moderate::{self, Flow};
use crate::discord::post::Post;
use crate::discord::send::Responder;
use crate::discord::workers::DropCounts;
use crate::discord::{limits, moderators, render};
use crate::knowledge::edit::Edit;
use crate::knowledge::model::EntryId;
use crate::moderation::{Desk, Draft, Editor};
use crate::serving::Look;
use crate::text::quote_in_markdown;
use poise::serenity_prelude as serenity;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Keep the knowledge base right; for moderators
#[poise::command(
    slash_command,
    subcommands("status", "check", "reload", "add", "edit", "retire", "preview", "history", "undo", "inbox", "stats"),
    subcommand_required,
    install_context = "Guild",
    interaction_context = "Guild",
    default_member_permissions = "MANAGE_MESSAGES"
)]
pub async fn knowledge(_: Context<'_>) -> Result<(), Failure> {
    Ok(())
}

/// The moderator who uses the command; everybody else is told.
pub async fn editor(ctx: Context<'_>) -> Result<Option<Editor>, Failure> {
    let bot = ctx.framework.user_data;
    let interaction = ctx.interaction;
    let editor =
        moderators::editor(&bot.config, interaction.guild_id, &interaction.user, interaction.member.as_deref());
    if editor.is_none() {
        super::respond(ctx, &Post::words(super::words(ctx).moderators_only()).private()).await?;
    }
    Ok(editor)
}

/// Promises an answer that only the moderator will see.
async fn think(ctx: Context<'_>) -> Result<Responder<'_>, Failure> {
    let responder = super::responder(ctx);
    responder.think().await?;
    ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
    Ok(responder)
}

/// Shows what is served, and what waits
#[poise::command(slash_command)]
pub async fn status(ctx: Context<'_>) -> Result<(), Failure> {
    let Some(_) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let words = super::words(ctx);
    let desk = &ctx.framework.user_data.desk;
    let now = desk.serving.status().borrow().clone();
    let open = desk.inbox().await?.len();
    let last = desk.page_of_history(0).await?.edits.into_iter().next();
    let knowledge = desk.serving.advisor();
    let knowledge = knowledge.knowledge();
    let today = desk.serving.today();
    let overdue = knowledge.entries.iter().filter(|entry| entry.is_overdue(today)).count();
    // Discord shows this in the reader's own time.
    let since = format!("<t:{}:f>", now.since.as_second());
    let mut lines = vec![
        words.holds(knowledge.roles.len(), knowledge.entries.len()),
        if now.is_copy { words.copy_served_since(&since) } else { words.served_since(&since) },
        words.open_groups(open),
        words.overdue_entries(overdue),
    ];
    let dropped = ctx.framework.user_data.workers.dropped();
    if dropped != DropCounts::default() {
        lines.push(words.dropped(dropped.interactions + dropped.addressed, dropped.overheard));
    }
    let ago = |edit: &crate::store::Edit| format!("<t:{}:R>", edit.at.as_second());
    lines.extend(
        last.map(|edit| words.last_edit(&edit.what.summary, &quote_in_markdown(&edit.what.name, 80), &ago(&edit))),
    );
    lines.push(match &now.refused {
        Some(refused) => words.refused_folder(refused.errors()),
        None => words.warnings(now.checked.warnings()),
    });
    responder.edit(&render::lines(words.status_title(), &lines, words)).await
}

/// Says what is wrong with the knowledge files, and how to mend it
#[poise::command(slash_command)]
pub async fn check(ctx: Context<'_>) -> Result<(), Failure> {
    let Some(editor) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let flow = Flow { bot: ctx.framework.user_data, responder, editor: &editor, words: super::words(ctx) };
    responder.edit(&flow.check(0).await).await
}

/// Reads the knowledge files anew, which also happens by itself
#[poise::command(slash_command)]
pub async fn reload(ctx: Context<'_>) -> Result<(), Failure> {
    let Some(_) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let serving = Arc::clone(&ctx.framework.user_data.desk.serving);
    let looked = tokio::task::spawn_blocking(move || serving.look()).await;
    let post = match looked {
        Ok(Look::Same) => Post::words(super::words(ctx).reloaded_same()),
        Ok(Look::Served) => Post::words(super::words(ctx).reloaded()),
        Ok(Look::Refused(refused)) => {
            let problems = crate::moderation::Problem::all(&refused);
            ctx.framework.user_data.desk.serving.refuse(refused);
            render::alarm(&problems, false, super::words(ctx))
        }
        Err(_) => Post::words(super::words(ctx).something_went_wrong()),
    };
    responder.edit(&post).await
}

/// Writes a new question with its answer
#[poise::command(slash_command)]
pub async fn add(
    ctx: Context<'_>,
    #[description = "The file that it goes into; a role's, or one of faq/"]
    #[autocomplete = "files"]
    #[max_length = 100]
    file: Option<String>,
    #[description = "What members ask about every role, and what yours has no answer to yet"]
    #[autocomplete = "gaps"]
    #[max_length = 130]
    standard: Option<String>,
) -> Result<(), Failure> {
    let Some(editor) = editor(ctx).await? else { return Ok(()) };
    let (desk, words) = (&ctx.framework.user_data.desk, super::words(ctx));
    let draft = match (file, standard) {
        (Some(_), Some(_)) => Err(words.standard_and_file()),
        (None, Some(gap)) => {
            let draft = gap.split_once('/').and_then(|(role, standard)| desk.new_standard_entry(role, standard));
            draft.ok_or(words.no_such_standard())
        }
        (file, None) => Ok(desk.new_entry(file.as_deref(), "")),
    };
    begin(ctx, &editor, draft.map_err(str::to_owned)).await
}

/// Changes a question, its answer, or how members may ask it
#[poise::command(slash_command)]
pub async fn edit(
    ctx: Context<'_>,
    #[description = "The entry; type a word of its question or its id"]
    #[autocomplete = "entries"]
    #[max_length = 130]
    entry: String,
) -> Result<(), Failure> {
    let Some(editor) = editor(ctx).await? else { return Ok(()) };
    let draft = ctx.framework.user_data.desk.draft_of(&entry).await;
    begin(ctx, &editor, draft.map_err(|error| super::words(ctx).refused(&error.to_string()))).await
}

/// Opens a draft's form, or says why there is none.
async fn begin(ctx: Context<'_>, editor: &Editor, draft: Result<Draft, String>) -> Result<(), Failure> {
    let flow =
        Flow { bot: ctx.framework.user_data, responder: super::responder(ctx), editor, words: super::words(ctx) };
    match draft {
        Ok(draft) => {
            flow.begin(&draft, moderate::texts).await?;
            ctx.has_sent_initial_response.store(true, Ordering::SeqCst);
            Ok(())
        }
        Err(why) => super::respond(ctx, &Post::words(why).private()).await,
    }
}

/// Takes an entry out of service, or back into it; its text stays in the file
#[poise::command(slash_command)]
pub async fn retire(
    ctx: Context<'_>,
    #[description = "The entry; type a word of its question or its id"]
    #[autocomplete = "entries"]
    #[max_length = 130]
    entry: String,
    #[description = "Answer with it again"] bring_back: Option<bool>,
) -> Result<(), Failure> {
    let Some(editor) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let flow = Flow { bot: ctx.framework.user_data, responder, editor: &editor, words: super::words(ctx) };
    let edit = Edit::SetRetired { entry: EntryId::new(entry), retired: !bring_back.unwrap_or_default() };
    match flow.bot.desk.draft(edit).await {
        Ok(draft) => flow.preview_new(&draft).await,
        Err(error) => responder.edit(&Post::words(super::words(ctx).refused(&error.to_string()))).await,
    }
}

/// Shows an answer as members see it
#[poise::command(slash_command)]
pub async fn preview(
    ctx: Context<'_>,
    #[description = "The entry; type a word of its question or its id"]
    #[autocomplete = "entries"]
    #[max_length = 130]
    entry: String,
) -> Result<(), Failure> {
    let Some(_) = editor(ctx).await? else { return Ok(()) };
    let bot = ctx.framework.user_data;
    let answer = bot.advisor().answer(&entry);
    super::respond(ctx, &render::preview(answer.as_ref(), bot.has_boards(), super::words(ctx)).private()).await
}

/// Shows who changed what, and when
#[poise::command(slash_command)]
pub async fn history(ctx: Context<'_>) -> Result<(), Failure> {
    let Some(_) = editor(ctx).await? else { return Ok(()) };
    let page = ctx.framework.user_data.desk.page_of_history(0).await?;
    super::respond(ctx, &render::history(&page, super::words(ctx)).private()).await
}

/// Takes an edit back
#[poise::command(slash_command)]
pub async fn undo(
    ctx: Context<'_>,
    #[description = "The edit's number from the history; without it, the last one"]
    #[min = 1]
    number: Option<i64>,
) -> Result<(), Failure> {
    let Some(editor) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let flow = Flow { bot: ctx.framework.user_data, responder, editor: &editor, words: super::words(ctx) };
    let last = flow.bot.desk.page_of_history(0).await?.edits.into_iter().find(|edit| !edit.undone);
    match number.or(last.map(|edit| edit.id)) {
        Some(number) => flow.preview_new(&Draft::undo(number)).await,
        None => responder.edit(&Post::words(super::words(ctx).no_history())).await,
    }
}

/// Works off the questions that got no good answer
#[poise::command(slash_command)]
pub async fn inbox(ctx: Context<'_>) -> Result<(), Failure> {
    let Some(_) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let groups = ctx.framework.user_data.desk.inbox().await?;
    responder.edit(&render::inbox(&groups, 0, super::words(ctx))).await
}

/// Counts what is in the knowledge base, in the inbox and in the history
#[poise::command(slash_command)]
pub async fn stats(ctx: Context<'_>) -> Result<(), Failure> {
    let Some(_) = editor(ctx).await? else { return Ok(()) };
    let responder = think(ctx).await?;
    let words = super::words(ctx);
    let desk = &ctx.framework.user_data.desk;
    let advisor = desk.serving.advisor();
    let knowledge = advisor.knowledge();
    let phrasings = knowledge.entries.iter().map(|entry| entry.phrasings().count()).sum();
    let mut lines = vec![
        words.holds(knowledge.roles.len(), knowledge.entries.len()),
        words.phrasings(phrasings),
        words.edits(desk.store.count_edits().await?),
    ];
    let counts = desk.store.count_misses().await?;
    lines.extend(counts.into_iter().map(|(state, count)| words.misses(state, count)));
    let votes = desk.store.count_votes().await?;
    lines.push(words.votes(votes.helpful, votes.not_helpful));
    let choices = desk.store.choices().await?;
    lines.push(words.chosen(choices.iter().map(|(_, count)| count).sum()));
    let most: Vec<String> = choices.iter().take(5).map(|(entry, count)| format!("`{entry}` ({count})")).collect();
    if !most.is_empty() {
        lines.push(words.chosen_most(&most.join(", ")));
    }
    responder.edit(&render::lines(words.stats_title(), &lines, words)).await
}

/// Entries whose id or question has what was typed.
async fn entries(ctx: Context<'_>, partial: &str) -> serenity::CreateAutocompleteResponse {
    let typed = partial.to_lowercase();
    let found = match may_look(ctx) {
        true => ctx.framework.user_data.desk.entries().await,
        false => Vec::new(),
    };
    let fits = |text: &str| text.to_lowercase().contains(&typed);
    let found = found.into_iter().filter(|entry| fits(entry.id.as_str()) || fits(&entry.question));
    // What is chosen comes back whole, so an id must fit.
    let found = found.filter(|entry| limits::length(entry.id.as_str()) <= limits::OPTION);
    let choice = |entry: crate::knowledge::edit::Overview| {
        let label = limits::shorten(&format!("{} – {}", entry.id, entry.question), limits::OPTION);
        serenity::AutocompleteChoice::new(label, entry.id.to_string())
    };
    serenity::CreateAutocompleteResponse::new().set_choices(found.take(limits::OPTIONS).map(choice).collect())
}

/// Files that can take an entry.
async fn files(ctx: Context<'_>, partial: &str) -> serenity::CreateAutocompleteResponse {
    let advisor = ctx.framework.user_data.advisor();
    let files = if may_look(ctx) { Desk::files(advisor.knowledge()) } else { Vec::new() };
    let found = files.into_iter().filter(|file| file.contains(partial) && limits::length(file) <= limits::OPTION);
    let choices = found.take(limits::OPTIONS).map(|file| serenity::AutocompleteChoice::from(file.to_string()));
    serenity::CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The standard questions to which a role has no answer.
async fn gaps(ctx: Context<'_>, partial: &str) -> serenity::CreateAutocompleteResponse {
    let typed = partial.to_lowercase();
    let advisor = ctx.framework.user_data.advisor();
    let gaps = may_look(ctx).then(|| advisor.knowledge().gaps()).into_iter().flatten();
    let found = gaps
        .map(|(role, standard)| (format!("{}: {}", role.name, standard.label), format!("{}/{}", role.id, standard.id)));
    let found = found.filter(|(label, value)| {
        (label.to_lowercase().contains(&typed) || value.contains(&typed)) && limits::length(value) <= limits::OPTION
    });
    let choice = |(label, value): (String, String)| {
        serenity::AutocompleteChoice::new(limits::shorten(&label, limits::OPTION), value)
    };
    serenity::CreateAutocompleteResponse::new().set_choices(found.take(limits::OPTIONS).map(choice).collect())
}

fn may_look(ctx: Context<'_>) -> bool {
    let interaction = ctx.interaction;
    let config = &ctx.framework.user_data.config;
    moderators::editor(config, interaction.guild_id, &interaction.user, interaction.member.as_deref()).is_some()
}
