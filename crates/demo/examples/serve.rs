//! Serves a demo API: `serve [APP] [PORT]`, until it is interrupted.

use std::net::{Ipv4Addr, SocketAddr};

use bedlam_demo::{App, Server};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "shop".to_owned());
    let app = App::from_name(&name).ok_or_else(|| format!("no app {name}"))?;
    let port: u16 = arguments.next().map_or(Ok(0), |port| port.parse())?;
    let server = Server::start(app, SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    println!("{}", server.url());
    if let Some(credentials) = server.credentials() {
        println!("{credentials}");
    }
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    Ok(())
}
