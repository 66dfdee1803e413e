//! A serenity client that hands its events to the test, which answers them itself.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use career_advisor::simulator::Simulator;
use serenity::all::{
    ChannelId, Client, Context, CreateCommand, EventHandler, GatewayIntents, GuildChannel, GuildId, Http, HttpBuilder,
    Interaction, Message, MessageId, MessageUpdateEvent, ResumedEvent, async_trait,
};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// What the client saw.
#[derive(Debug)]
pub enum Seen {
    Ready,
    Resumed,
    Message(Box<Message>),
    Update(Box<MessageUpdateEvent>),
    Delete(MessageId),
    Thread(Box<GuildChannel>),
    Interaction(Box<Interaction>),
}

pub struct Probe {
    pub http: Arc<Http>,
    events: mpsc::UnboundedReceiver<Seen>,
    task: JoinHandle<()>,
}

struct Forward(mpsc::UnboundedSender<Seen>);

#[async_trait]
impl EventHandler for Forward {
    async fn cache_ready(&self, _: Context, _: Vec<GuildId>) {
        let _ = self.0.send(Seen::Ready);
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        let _ = self.0.send(Seen::Resumed);
    }

    async fn message(&self, _: Context, message: Message) {
        let _ = self.0.send(Seen::Message(Box::new(message)));
    }

    async fn message_update(&self, _: Context, _: Option<Message>, _: Option<Message>, event: MessageUpdateEvent) {
        let _ = self.0.send(Seen::Update(Box::new(event)));
    }

    async fn message_delete(&self, _: Context, _: ChannelId, message: MessageId, _: Option<GuildId>) {
        let _ = self.0.send(Seen::Delete(message));
    }

    async fn thread_create(&self, _: Context, thread: GuildChannel) {
        let _ = self.0.send(Seen::Thread(Box::new(thread)));
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        let _ = self.0.send(Seen::Interaction(Box::new(interaction)));
    }
}

/// serenity's REST client, wired to the simulator.
pub fn http(discord: &Simulator) -> HttpBuilder {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    HttpBuilder::new(discord.token()).client(client).proxy(discord.base_url()).ratelimiter_disabled(true)
}

impl Probe {
    /// Connects, and waits until the guilds have arrived.
    pub async fn start(discord: &Simulator, intents: GatewayIntents) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        let http = http(discord).build();
        http.set_application_id(discord.bot().get().into());
        let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
            .event_handler(Forward(sender))
            .await
            .expect("a client");
        assert_eq!(*client.ws_url.lock().await, discord.gateway_url());
        let http = Arc::clone(&client.http);
        let task = tokio::spawn(async move {
            let _ = Client::start(&mut client).await;
        });
        let mut probe = Self { http, events, task };
        probe.until(|seen| matches!(seen, Seen::Ready)).await;
        probe
    }

    /// The next event that is as wanted; others are passed over.
    pub async fn until(&mut self, wanted: impl Fn(&Seen) -> bool) -> Seen {
        let find = async {
            while let Some(seen) = self.events.recv().await {
                if wanted(&seen) {
                    return seen;
                }
            }
            panic!("the client stopped");
        };
        tokio::time::timeout(Duration::from_secs(8), find).await.expect("the event came in time")
    }

    pub async fn message(&mut self) -> Message {
        match self.until(|seen| matches!(seen, Seen::Message(_))).await {
            Seen::Message(message) => *message,
            other => unreachable(&other),
        }
    }

    pub async fn update(&mut self) -> MessageUpdateEvent {
        match self.until(|seen| matches!(seen, Seen::Update(_))).await {
            Seen::Update(update) => *update,
            other => unreachable(&other),
        }
    }

    pub async fn thread(&mut self) -> GuildChannel {
        match self.until(|seen| matches!(seen, Seen::Thread(_))).await {
            Seen::Thread(thread) => *thread,
            other => unreachable(&other),
        }
    }

    pub async fn interaction(&mut self) -> Interaction {
        match self.until(|seen| matches!(seen, Seen::Interaction(_))).await {
            Seen::Interaction(interaction) => *interaction,
            other => unreachable(&other),
        }
    }

    pub async fn register(&self, commands: Vec<CreateCommand>) {
        self.http.create_global_commands(&commands).await.expect("valid commands");
    }
}

fn unreachable(seen: &impl fmt::Debug) -> ! {
    panic!("not what was waited for: {seen:?}")
}

impl Drop for Probe {
    fn drop(&mut self) {
        self.task.abort();
    }
}
