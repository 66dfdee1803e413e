//! The way to the real Discord: TLS to discord.com, with the rate limiter on.

use super::knowledge::PAY;
use super::world::{World, posting, simulator};
use career_advisor::simulator::Failure;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, address)) = self.listener.accept().await else { continue };
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

#[tokio::test]
async fn a_rate_limit_is_waited_out() {
    let discord = simulator().await;
    let certified = rcgen::generate_simple_self_signed(vec!["discord.com".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certified.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let tls = Tls { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
    let router = discord.router();
    let server = tokio::spawn(async move { axum::serve(tls, router).await });

    let client = reqwest::Client::builder()
        .no_proxy()
        .resolve("discord.com", address)
        .add_root_certificate(reqwest::Certificate::from_der(certified.cert.der()).unwrap())
        .build()
        .unwrap();
    let world = World::plan().over(discord, client).start().await;

    world.discord.fail_next(posting(), Failure::rate_limited(Duration::from_secs(1)));
    let asked = Instant::now();
    let answer = world.ask(&world.to_bot(PAY)).await;
    assert_eq!(answer.embeds[0].title, PAY);
    assert!(asked.elapsed() >= Duration::from_millis(900), "{:?}", asked.elapsed());
    let statuses: Vec<u16> = world.discord.requests_to(&posting()).iter().map(|request| request.status).collect();
    assert_eq!(statuses, [429, 200]);
    server.abort();
}
