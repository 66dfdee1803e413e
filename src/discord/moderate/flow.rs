//! From a draft to an edit: form, preview, save.

use super::super::bot::Bot;
use super::super::failure::Failure;
use super::super::post::{Form, Post};
use super::super::render;
use super::super::send::Responder;
use crate::knowledge::edit::Edit;
use crate::messages::Words;
use crate::moderation::{Draft, Editor, Proposal, ProposalError, SaveError, What};
use crate::store;
use jiff::Timestamp;
use jiff::civil::Date;

/// What a moderator does, step by step. Everything is shown to the moderator alone.
#[derive(Clone, Copy)]
pub struct Flow<'a> {
    /// The bot.
    pub bot: &'a Bot,
    /// Waits for an answer.
    pub responder: Responder<'a>,
    /// Who does it.
    pub editor: &'a Editor,
    /// The language.
    pub words: Words,
}

impl Flow<'_> {
    /// Keeps a draft and opens its first form.
    pub async fn begin(&self, draft: &Draft, form: fn(&str, &Edit, Words) -> Option<Form>) -> Result<(), Failure> {
        let kept = self.keep(draft).await?;
        match &draft.what {
            What::Edit(edit) => self.open_form(form(&kept.id, edit, self.words)).await,
            What::Undo(_) => self.show_first(Post::words(self.words.stale_button())).await,
        }
    }

    /// Keeps a draft and shows what it would do; the interaction was answered already.
    pub async fn preview_new(&self, draft: &Draft) -> Result<(), Failure> {
        let kept = self.keep(draft).await?;
        self.preview(&kept.id, draft).await
    }

    async fn keep(&self, draft: &Draft) -> Result<store::Draft, Failure> {
        let content = serde_json::to_string(draft).map_err(serenity_json)?;
        Ok(self.bot.desk.store.new_draft(Timestamp::now(), self.editor.id, &content).await?)
    }

    /// The moderator's own draft; tells the moderator if it isn't there any more.
    async fn draft(&self, id: &str) -> Result<Option<(store::Draft, Draft)>, Failure> {
        let kept = self.bot.desk.store.draft(Timestamp::now(), id).await?;
        let own = kept.filter(|kept| kept.editor == self.editor.id);
        Ok(own.and_then(|kept| serde_json::from_str(&kept.content).ok().map(|draft| (kept, draft))))
    }

    /// Opens a form of the draft.
    pub async fn open(&self, id: &str, form: fn(&str, &Edit, Words) -> Option<Form>) -> Result<(), Failure> {
        match self.draft(id).await? {
            Some((_, Draft { what: What::Edit(edit), .. })) => self.open_form(form(id, &edit, self.words)).await,
            _ => self.show_first(Post::words(self.words.draft_gone())).await,
        }
    }

    async fn open_form(&self, form: Option<Form>) -> Result<(), Failure> {
        match form {
            Some(form) => self.responder.form(&form).await,
            None => self.show_first(Post::words(self.words.stale_button())).await,
        }
    }

    /// Takes over what was typed into a form and shows what the draft would do now.
    pub async fn fill(
        &self,
        id: &str,
        take: impl FnOnce(&mut Edit, Date) -> Result<(), String>,
    ) -> Result<(), Failure> {
        self.responder.think().await?;
        let Some((mut kept, mut draft)) = self.draft(id).await? else {
            return self.show(Post::words(self.words.draft_gone())).await;
        };
        let taken = match &mut draft.what {
            What::Edit(edit) => take(edit, self.bot.desk.serving.today()),
            What::Undo(_) => Ok(()),
        };
        self.bot.desk.complete(&mut draft).await?;
        // Also where something is wrong, so that nobody types the rest again.
        kept.content = serde_json::to_string(&draft).map_err(serenity_json)?;
        self.bot.desk.store.keep_draft(Timestamp::now(), &kept).await?;
        match taken {
            Ok(()) => self.preview(id, &draft).await,
            Err(wrong) => self.show(render::refused(&wrong, id, &draft, self.words)).await,
        }
    }

    async fn preview(&self, id: &str, draft: &Draft) -> Result<(), Failure> {
        match self.bot.desk.propose(draft).await {
            Ok(proposal) => self.show(self.proposal(id, draft, &proposal)).await,
            Err(error) => self.explain(id, draft, error).await,
        }
    }

    fn proposal(&self, id: &str, draft: &Draft, proposal: &Proposal) -> Post {
        render::proposal(id, draft, proposal, self.bot.has_boards(), self.words)
    }

    /// Says why a draft can't be done. After a conflict it goes on from what is there now, so that a second save overwrites
    /// nothing unseen.
    async fn explain(&self, id: &str, draft: &Draft, error: ProposalError) -> Result<(), Failure> {
        match error {
            ProposalError::Conflict(theirs) => {
                let rebased = Draft { base: Some(theirs.now.clone()), ..draft.clone() };
                let content = serde_json::to_string(&rebased).map_err(serenity_json)?;
                let kept = store::Draft { id: id.to_owned(), editor: self.editor.id, content };
                self.bot.desk.store.keep_draft(Timestamp::now(), &kept).await?;
                self.show(render::conflict(&theirs, id, draft, self.words)).await
            }
            ProposalError::Store(error) => Err(error.into()),
            error => self.show(render::refused(&error.to_string(), id, draft, self.words)).await,
        }
    }

    /// Makes the draft's edit. Of two presses only one counts.
    pub async fn save(&self, id: &str) -> Result<(), Failure> {
        self.responder.acknowledge().await?;
        let Some((_, draft)) = self.draft(id).await? else {
            return self.show(Post::words(self.words.draft_gone())).await;
        };
        if !self.bot.desk.store.drop_draft(id).await? {
            return self.show(Post::words(self.words.draft_gone())).await;
        }
        let error = match self.bot.desk.save(&draft, self.editor).await {
            Ok(saved) => return self.show(render::saved(&saved, self.words)).await,
            Err(error) => error,
        };
        // What wasn't saved isn't lost.
        let kept = self.keep(&draft).await?;
        match error {
            SaveError::Proposal(error) => self.explain(&kept.id, &draft, error).await,
            SaveError::Errors(problems) => self.show(render::not_saved(&problems, &kept.id, &draft, self.words)).await,
            SaveError::Write(error) => {
                tracing::error!(%error, "an edit can't be written");
                self.show(render::refused(self.words.cant_be_written(), &kept.id, &draft, self.words)).await
            }
        }
    }

    /// Drops the draft.
    pub async fn cancel(&self, id: &str) -> Result<(), Failure> {
        if let Some((kept, _)) = self.draft(id).await? {
            self.bot.desk.store.drop_draft(&kept.id).await?;
        }
        self.responder.update(&Post::words(self.words.cancelled())).await
    }

    /// Shows what taking an edit back would do.
    pub async fn undo(&self, edit: i64) -> Result<(), Failure> {
        self.responder.think().await?;
        self.preview_new(&Draft::undo(edit)).await
    }

    /// Shows one edit of the history.
    pub async fn show_edit(&self, edit: i64) -> Result<(), Failure> {
        match self.bot.desk.store.edit(edit).await? {
            Some(edit) => self.show_first(render::edit(&edit, self.words)).await,
            None => self.show_first(Post::words(self.words.stale_button())).await,
        }
    }

    /// A page of what the check says of the files as they are now.
    pub async fn check(&self, page: usize) -> Post {
        render::check(&self.bot.desk.check().await, page, self.words)
    }

    /// Answers the interaction.
    pub async fn show_first(&self, post: Post) -> Result<(), Failure> {
        self.responder.message(&post.private()).await
    }

    /// Fills in the answer that the interaction was promised.
    pub async fn show(&self, post: Post) -> Result<(), Failure> {
        self.responder.edit(&post).await
    }
}

/// A draft is plain data, so this happens only when memory is at its end.
fn serenity_json(error: serde_json::Error) -> Failure {
    poise::serenity_prelude::Error::Json(error).into()
}
