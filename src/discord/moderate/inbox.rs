//! From a missed question to knowledge.

use super::fields;
use super::flow::Flow;
use crate::discord::custom_id::EntryRef;
use crate::discord::failure::Failure;
use crate::discord::post::Post;
use crate::discord::render;
use crate::knowledge::edit::Edit;
use crate::moderation::Group;

impl Flow<'_> {
    /// Shows a group.
    pub async fn group(&self, miss: Option<i64>) -> Result<(), Failure> {
        self.responder.acknowledge().await?;
        match self.find(miss).await? {
            Some(group) => {
                let advisor = self.bot.advisor();
                self.show(render::group(&group, advisor.knowledge(), self.words)).await
            }
            None => self.show(Post::words(self.words.group_gone())).await,
        }
    }

    async fn find(&self, miss: Option<i64>) -> Result<Option<Group>, Failure> {
        match miss {
            Some(miss) => Ok(self.bot.desk.group_of(miss).await?),
            None => Ok(None),
        }
    }

    /// Makes the group's question a phrasing of the entry that was chosen.
    pub async fn phrasing(&self, miss: i64, entry: Option<&str>) -> Result<(), Failure> {
        self.responder.think().await?;
        let advisor = self.bot.advisor();
        let entry = entry.and_then(|entry| EntryRef::from_value(entry).resolve(advisor.knowledge()));
        let (Some(group), Some(entry)) = (self.find(Some(miss)).await?, entry) else {
            return self.show(Post::words(self.words.group_gone())).await;
        };
        let edit = Edit::AddPhrasing { entry: entry.id.clone(), phrasing: group.questions[0].text.clone() };
        self.settle(edit, &group).await
    }

    /// Opens the form of a new entry that answers the group.
    pub async fn new_entry(&self, miss: i64) -> Result<(), Failure> {
        // A form must be the first answer, so nothing slow comes before it.
        let Some(asked) = self.bot.desk.store.open_misses().await?.into_iter().find(|open| open.id == miss) else {
            return self.show_first(Post::words(self.words.group_gone())).await;
        };
        let draft = self.bot.desk.entry_for(None, &asked.question, asked.after.as_deref());
        self.begin(&draft.settling(vec![miss]), fields::texts).await
    }

    /// Puts the group's question among those that get no answer.
    pub async fn never(&self, miss: i64) -> Result<(), Failure> {
        self.responder.think().await?;
        let Some(group) = self.find(Some(miss)).await? else {
            return self.show(Post::words(self.words.group_gone())).await;
        };
        let example = group.questions[0].text.clone();
        let topic = self.bot.desk.topic_for(&example).await;
        self.settle(Edit::AddOutOfScope { topic, example }, &group).await
    }

    async fn settle(&self, edit: Edit, group: &Group) -> Result<(), Failure> {
        match self.bot.desk.draft(edit).await {
            Ok(draft) => self.preview_new(&draft.settling(group.ids())).await,
            Err(error) => self.show(Post::words(error.to_string())).await,
        }
    }

    /// Lays the group aside.
    pub async fn dismiss(&self, miss: i64) -> Result<(), Failure> {
        self.responder.acknowledge().await?;
        let Some(group) = self.find(Some(miss)).await? else {
            return self.show(Post::words(self.words.group_gone())).await;
        };
        self.bot.desk.dismiss(&group.ids()).await?;
        self.show(render::inbox(&self.bot.desk.inbox().await?, 0, self.words)).await
    }
}
