//! A message as data: what `render` makes and `send` delivers.
//!
//! Nothing in here knows of Discord's library, so that a test can look at a whole message.

use super::custom_id::CustomId;
use super::limits;
use crate::picture::Picture;
use std::sync::Arc;

/// A message to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// Plain text above the cards.
    pub content: Option<String>,
    /// The cards, top down.
    pub cards: Vec<Card>,
    /// Stands in the first card, below its fields.
    pub picture: Option<Arc<Picture>>,
    /// Buttons and menus, top down.
    pub rows: Vec<Row>,
    /// Only the member who asked sees it; only an interaction can.
    pub private: bool,
}

/// An embed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Heading, plain text.
    pub title: String,
    /// Body in Discord markdown.
    pub text: String,
    /// Named parts below the body.
    pub fields: Vec<Field>,
    /// Small print, plain text; may be empty.
    pub footer: String,
}

/// A named part of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name.
    pub name: String,
    /// Discord markdown.
    pub value: String,
}

/// A row below the cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Up to five buttons.
    Buttons(Vec<Button>),
    /// One menu.
    Menu(Menu),
}

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// Its words.
    pub label: String,
    /// What pressing it does.
    pub action: CustomId,
    /// How much it stands out.
    pub weight: Weight,
}

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A choice that is likely wanted.
    Main,
    /// Everything else.
    Side,
}

/// A menu to choose one of up to 25 options from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What choosing does.
    pub action: CustomId,
    /// Shown while nothing is chosen.
    pub placeholder: String,
    /// The options.
    pub options: Vec<MenuOption>,
}

/// An option of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuOption {
    /// Its words.
    pub label: String,
    /// What comes back when it is chosen.
    pub value: String,
    /// Small print; may be empty.
    pub hint: String,
}

/// A form that opens above everything else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What sending it does.
    pub action: CustomId,
    /// Up to 45 characters.
    pub title: String,
    /// Up to five.
    pub inputs: Vec<Input>,
}

/// A text to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What comes back with the text.
    pub name: &'static str,
    /// Up to 45 characters.
    pub label: String,
    /// What stands there already.
    pub value: String,
    /// Shown while nothing is typed, up to 100 characters; may be empty.
    pub hint: String,
    /// Several lines.
    pub long: bool,
    /// It can't be sent empty.
    pub required: bool,
    /// Characters that may be typed, up to 4,000.
    pub max: usize,
}

impl Button {
    /// A button whose label is shortened to fit.
    pub fn new(label: &str, action: CustomId, weight: Weight) -> Self {
        Button { label: limits::shorten(label, limits::LABEL), action, weight }
    }
}

impl MenuOption {
    /// An option whose words are shortened to fit; `value` must fit.
    pub fn new(label: &str, value: String, hint: &str) -> Self {
        MenuOption { label: limits::shorten(label, limits::OPTION), value, hint: limits::shorten(hint, limits::OPTION) }
    }
}

impl Field {
    /// Fields of one name for a text of any length; the second and later ones carry on without a name.
    pub fn of(name: &str, text: &str) -> Vec<Field> {
        let pieces = limits::pieces(text, limits::FIELD_VALUE);
        let names = std::iter::once(name).chain(std::iter::repeat("\u{200b}"));
        names.zip(pieces).map(|(name, value)| Field { name: name.to_owned(), value }).collect()
    }

    /// Characters of name and value.
    pub fn length(&self) -> usize {
        limits::length(&self.name) + limits::length(&self.value)
    }
}

impl Card {
    /// A card with a title and a text.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Self {
        Card { title: title.into(), text: text.into(), ..Card::default() }
    }

    /// Characters that count towards the limit of all embeds.
    pub fn length(&self) -> usize {
        let own = [&self.title, &self.text, &self.footer].into_iter().map(|text| limits::length(text)).sum::<usize>();
        own + self.fields.iter().map(Field::length).sum::<usize>()
    }
}

impl Post {
    /// Plain words alone.
    pub fn words(content: impl Into<String>) -> Self {
        Post { content: Some(content.into()), ..Post::default() }
    }

    /// A card alone.
    pub fn card(card: Card) -> Self {
        Post { cards: vec![card], ..Post::default() }
    }

    /// Seen only by the member who asked.
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// Seen only by the member who asked, when `yes`.
    pub fn private_if(mut self, yes: bool) -> Self {
        self.private = yes;
        self
    }

    /// Shows a picture in the card.
    pub fn picture(mut self, picture: Option<Arc<Picture>>) -> Self {
        self.picture = picture;
        self
    }

    /// Adds a row of buttons; none for no button.
    pub fn buttons(mut self, buttons: Vec<Button>) -> Self {
        if !buttons.is_empty() {
            self.rows.push(Row::Buttons(buttons));
        }
        self
    }

    /// Adds buttons in as many rows as they need.
    pub fn buttons_in_rows(self, buttons: Vec<Button>) -> Self {
        buttons.chunks(limits::BUTTONS).fold(self, |post, row| post.buttons(row.to_vec()))
    }

    /// Adds a menu; none without options.
    pub fn menu(mut self, menu: Menu) -> Self {
        if !menu.options.is_empty() {
            self.rows.push(Row::Menu(menu));
        }
        self
    }

    /// The first of Discord's limits that the message breaks, in words for the log; `None` for a message that fits.
    pub fn breach(&self) -> Option<String> {
        let over = |what: &str, text: &str, max: usize| {
            let length = limits::length(text);
            (length > max).then(|| format!("{what} has {length} of {max} characters"))
        };
        let cards: usize = self.cards.iter().map(Card::length).sum();
        let mut breaches = vec![
            over("content", self.content.as_deref().unwrap_or_default(), limits::CONTENT),
            (self.content.is_none() && self.cards.is_empty()).then(|| "nothing to show".to_owned()),
            (self.rows.len() > limits::ROWS).then(|| format!("{} rows", self.rows.len())),
            (self.cards.len() > limits::EMBEDS).then(|| format!("{} cards", self.cards.len())),
            (cards > limits::EMBEDS_TOTAL).then(|| format!("the cards have {cards} characters")),
        ];
        let alt = self.picture.as_ref().map(|picture| picture.alt.as_str());
        breaches.push(over("the picture's words", alt.unwrap_or_default(), limits::ALT));
        for card in &self.cards {
            breaches.push(over("title", &card.title, limits::TITLE));
            breaches.push(over("description", &card.text, limits::DESCRIPTION));
            breaches.push(over("footer", &card.footer, limits::FOOTER));
            breaches.push((card.fields.len() > limits::FIELDS).then(|| format!("{} fields", card.fields.len())));
            for field in &card.fields {
                breaches.push(over("a field's name", &field.name, limits::FIELD_NAME));
                breaches.push(over("a field's value", &field.value, limits::FIELD_VALUE));
                breaches.push((field.name.is_empty() || field.value.is_empty()).then(|| "an empty field".to_owned()));
            }
        }
        let mut ids = Vec::new();
        for row in &self.rows {
            match row {
                Row::Buttons(buttons) => {
                    breaches.push(
                        (buttons.is_empty() || buttons.len() > limits::BUTTONS)
                            .then(|| format!("{} buttons", buttons.len())),
                    );
                    for button in buttons {
                        breaches.push(over("a label", &button.label, limits::LABEL));
                        breaches.push(button.label.is_empty().then(|| "an empty label".to_owned()));
                        ids.push(button.action.to_string());
                    }
                }
                Row::Menu(menu) => {
                    breaches.push(
                        (menu.options.is_empty() || menu.options.len() > limits::OPTIONS)
                            .then(|| format!("{} options", menu.options.len())),
                    );
                    breaches.push(over("a placeholder", &menu.placeholder, limits::PLACEHOLDER));
                    for option in &menu.options {
                        breaches.push(over("an option's label", &option.label, limits::OPTION));
                        breaches.push(over("an option's value", &option.value, limits::OPTION));
                        breaches.push(over("an option's hint", &option.hint, limits::OPTION));
                    }
                    ids.push(menu.action.to_string());
                }
            }
        }
        breaches
            .push(ids.iter().find(|id| id.len() > limits::CUSTOM_ID).map(|id| format!("custom_id {id} is too long")));
        ids.sort_unstable();
        breaches.push(
            ids.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| format!("custom_id {} stands twice", pair[0])),
        );
        breaches.into_iter().flatten().next()
    }
}
