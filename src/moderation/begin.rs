//! How drafts begin, and what moderators look at besides.

use super::draft::{Draft, What};
use super::proposal::Problem;
use super::{Desk, aside};
use crate::knowledge;
use crate::knowledge::edit::{self, Edit, EditError, EntryFields, Overview};
use crate::knowledge::model::KnowledgeBase;
use crate::matching::Other;
use crate::reply::Reply;
use crate::store::{self, StoreError};
use std::sync::Arc;

/// Edits on a page of the history.
pub const EDITS_A_PAGE: u32 = 10;
/// The topic of questions that are never answered, where no other one fits.
const NO_TOPIC: &str = "not-answered";
/// From this cosine on a question is taken to be of a topic that gets no answer.
const TOPIC_FROM: f32 = 0.5;
/// The file of entries that belong to no role, where nobody names one.
const GENERAL: &str = "faq/general.toml";

/// A page of the history, the newest edits first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its edits.
    pub edits: Vec<store::Edit>,
    /// From 0.
    pub page: u32,
    /// How many edits there are in all.
    pub all: u64,
}

impl Desk {
    /// A draft of this edit, from how the folder is now.
    ///
    /// # Errors
    /// The entry doesn't exist, or its file must be mended first.
    pub async fn draft(&self, edit: Edit) -> Result<Draft, EditError> {
        let serving = Arc::clone(&self.serving);
        aside(move || Draft::new(&serving.source().read(), edit)).await
    }

    /// A draft that changes an entry's fields, with those that it has.
    ///
    /// # Errors
    /// As for [`Desk::draft`].
    pub async fn draft_of(&self, entry: &str) -> Result<Draft, EditError> {
        let (serving, entry) = (Arc::clone(&self.serving), knowledge::model::EntryId::new(entry));
        aside(move || {
            let folder = serving.source().read();
            let (_, fields) = edit::entry_fields(&folder, &entry)?;
            Draft::new(&folder, Edit::SetEntry { entry, fields })
        })
        .await
    }

    /// A draft of a new entry in this file, or in that of entries without a role. Its id is made when its question is written.
    pub fn new_entry(&self, file: Option<&str>, question: &str) -> Draft {
        let file = file.unwrap_or(GENERAL).into();
        let fields = EntryFields { question: question.to_owned(), ..EntryFields::default() };
        Draft { what: What::Edit(Edit::AddEntry { file, id: String::new(), fields }), base: None, misses: Vec::new() }
    }

    /// A draft of a new entry that answers a question of the inbox, which may follow another one, in this file, or in that of the
    /// nearest entry. A standard question that a role has nothing on is named, and goes into the role's file. Takes some
    /// milliseconds.
    pub fn entry_for(&self, file: Option<&str>, question: &str, after: Option<&str>) -> Draft {
        let advisor = self.serving.advisor();
        if !advisor.has_learnt() {
            return self.new_entry(file, question);
        }
        let knowledge = advisor.knowledge();
        let outcome = advisor.ask(question, after);
        let nearest = outcome.first.ranking.candidates.first();
        let nearest = nearest.map(|nearest| &*knowledge.entries[nearest.entry].place.file);
        let gap = match outcome.reply {
            Reply::Miss { gap, .. } => gap,
            _ => None,
        };
        // What goes into another file isn't about the role.
        let gap = gap.filter(|gap| file.is_none() || file == knowledge.role(&gap.role).map(|role| &*role.place.file));
        match gap.and_then(|gap| self.new_standard_entry(&gap.role, &gap.standard)) {
            Some(mut draft) => {
                if let What::Edit(Edit::AddEntry { fields, .. }) = &mut draft.what {
                    fields.also_asked.push(question.to_owned());
                }
                draft
            }
            None => self.new_entry(file.or(nearest), question),
        }
    }

    /// A draft of a new entry that answers this standard question of a role; `None` where either doesn't exist.
    pub fn new_standard_entry(&self, role: &str, standard: &str) -> Option<Draft> {
        let advisor = self.serving.advisor();
        let knowledge = advisor.knowledge();
        let role = knowledge.role(role)?;
        let standard = knowledge.standard.iter().find(|known| known.id == standard)?;
        let mut draft = self.new_entry(Some(&role.place.file), &standard.question_for(&role.name));
        if let What::Edit(Edit::AddEntry { fields, .. }) = &mut draft.what {
            fields.standard.push(standard.id.clone());
        }
        Some(draft)
    }

    /// Makes up what a new entry still lacks: its id, and the other questions of the inbox that mean the same.
    ///
    /// # Errors
    /// The database fails.
    pub async fn complete(&self, draft: &mut Draft) -> Result<(), StoreError> {
        let What::Edit(Edit::AddEntry { file, id, fields }) = &mut draft.what else { return Ok(()) };
        let (serving, question, into) = (Arc::clone(&self.serving), fields.question.clone(), Arc::clone(file));
        // Where no id can be made, the edit itself says why.
        *id = aside(move || edit::free_id(&serving.source().read(), &into, &question)).await.unwrap_or_default();
        if let [miss] = draft.misses[..]
            && let Some(group) = self.group_of(miss).await?
        {
            draft.misses = group.ids();
        }
        Ok(())
    }

    /// The topic for a question that must never be answered nor asked about again: of those whose questions aren't kept, the one
    /// to which it belongs.
    pub async fn topic_for(&self, question: &str) -> String {
        let (serving, question) = (Arc::clone(&self.serving), question.to_owned());
        aside(move || {
            let advisor = serving.advisor();
            match advisor.ask(&question, None).first.ranking.other {
                Some((Other::OutOfScope(at), cosine))
                    if cosine >= TOPIC_FROM && advisor.knowledge().out_of_scope[at].forget =>
                {
                    advisor.knowledge().out_of_scope[at].id.clone()
                }
                _ => NO_TOPIC.to_owned(),
            }
        })
        .await
    }

    /// What the check says of the files as they are now.
    pub async fn check(&self) -> Vec<Problem> {
        let serving = Arc::clone(&self.serving);
        aside(move || Problem::all(&serving.check())).await
    }

    /// Every entry of the files, the retired ones too.
    pub async fn entries(&self) -> Vec<Overview> {
        let serving = Arc::clone(&self.serving);
        aside(move || edit::entries(&serving.source().read())).await
    }

    /// A page of the history.
    ///
    /// # Errors
    /// The database fails.
    pub async fn page_of_history(&self, page: u32) -> Result<Page, StoreError> {
        let edits = self.store.edits(page.saturating_mul(EDITS_A_PAGE), EDITS_A_PAGE).await?;
        Ok(Page { edits, page, all: self.store.count_edits().await? })
    }

    /// The files that can take entries: those of the roles, and those of `faq/`.
    pub fn files(knowledge: &KnowledgeBase) -> Vec<Arc<str>> {
        let roles = knowledge.roles.iter().map(|role| &role.place.file);
        let faq = knowledge.entries.iter().filter(|entry| entry.role.is_none()).map(|entry| &entry.place.file);
        let mut files: Vec<Arc<str>> = roles.chain(faq).cloned().collect();
        files.sort();
        files.dedup();
        files
    }
}
