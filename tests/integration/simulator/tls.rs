//! The route of production: serenity asks `https://discord.com` with its rate limiter on.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use career_advisor::simulator::{Failure, Route};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use serenity::all::HttpBuilder;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::server::TlsStream;

use super::Scene;

/// Hands axum connections on which TLS is spoken already.
struct TlsListener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            // A client that doesn't get through the handshake sees that itself.
            if let Ok((stream, address)) = self.tcp.accept().await
                && let Ok(stream) = self.acceptor.accept(stream).await
            {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

/// A client for which `discord.com` is the simulator.
async fn as_discord_com(scene: &Scene) -> reqwest::Client {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["discord.com".to_owned()]).expect("a certificate");
    let key = signing_key.serialize_der().try_into().expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("TLS versions")
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .expect("a fitting key");
    let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = tcp.local_addr().expect("an address");
    let listener = TlsListener { tcp, acceptor: TlsAcceptor::from(Arc::new(config)) };
    let router = scene.discord.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let root = reqwest::Certificate::from_der(cert.der()).expect("a root");
    reqwest::Client::builder()
        .no_proxy()
        .add_root_certificate(root)
        .resolve("discord.com", address)
        .build()
        .expect("a client")
}

#[tokio::test]
async fn serenity_reaches_it_as_discord_com_and_waits_out_a_rate_limit() {
    let scene = Scene::new().await;
    let client = as_discord_com(&scene).await;
    let http = HttpBuilder::new(scene.discord.token()).client(client).build();
    let gateway = http.get_gateway().await.unwrap();
    assert_eq!(gateway.url, scene.discord.gateway_url());

    let wait = Duration::from_millis(200);
    let route = Route::new("POST", "/channels/*/messages");
    scene.discord.fail_next(route.clone(), Failure::rate_limited(wait));
    let before = Instant::now();
    let channel = serenity::all::ChannelId::new(scene.channel.get());
    channel.say(&http, "At last").await.unwrap();
    assert!(before.elapsed() >= wait, "{:?}", before.elapsed());
    let statuses: Vec<u16> = scene.discord.requests_to(&route).iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 200]);
    assert_eq!(scene.discord.next_message(scene.channel).await.content, "At last");
}
