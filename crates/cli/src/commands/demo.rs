use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use bedlam_demo::{App, Server};
use bedlam_engine::{Budget, Hints, Success};
use bedlam_transport::{Credentials, Options};

use crate::args::{DemoArgs, Origins};
use crate::campaign::{Interrupt, Launch, launch};
use crate::document::Document;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::runtime;
use crate::settings::{Effort, Output, Selection, Value, parse_base};

/// How long the demo runs where nothing else is asked: long enough to see what there is to see.
const SHOWN: Duration = Duration::from_secs(20);

/// `bedlam demo`: the same as `bedlam run` against an API that comes along.
pub(crate) fn demo(args: &DemoArgs, origins: &Origins) -> Result<Exit, Failure> {
    let app = App::from_name(&args.app).ok_or_else(|| {
        let names: Vec<&str> = App::ALL.iter().map(|app| app.name()).collect();
        let what = format!(
            "there is no demo API `{}` ({})",
            args.app,
            origins.of("app")
        );
        Failure::usage(what).hint(format!("there are {}", names.join(", ")))
    })?;
    let port = Value::new(&args.port, "port", origins).number::<u16>(0)?;
    let mut effort = Effort::new(&args.effort, origins)?;
    if origins.is_default("duration") {
        effort.budget = Budget::For(SHOWN);
    }
    let selection = Selection::new(&args.selection, origins)?;
    let output = Output::new(&args.output);
    let runtime = runtime()?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let server = runtime
        .block_on(Server::start(app, address))
        .map_err(|error| {
            Failure::new(
                Exit::Untested,
                format!("the demo API cannot be served: {error}"),
            )
            .hint("another --port may be free")
        })?;
    if args.serve {
        return serve(&server, &runtime);
    }
    let spec = bedlam_demo::spec(app);
    let location = format!("{}.yaml", app.name());
    let document = Document {
        location,
        bytes: spec.as_bytes().to_vec(),
        overlays: Vec::new(),
    };
    let api = document.load(&mut |_| Err("the demo's spec stands alone".to_owned()))?;
    let header = server
        .credentials()
        .and_then(|header| header.split_once(':'));
    let headers = header.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    let campaign = Launch {
        api,
        document: &document,
        base: parse_base(&server.url(), "the demo API")?,
        options: Options {
            credentials: Credentials {
                headers: headers.into_iter().collect(),
                ..Credentials::default()
            },
            redact: output.redact.clone(),
            rate_limit: effort.rate_limit,
            ..Options::default()
        },
        auth: None,
        wait: None,
        name: None,
        effort: &effort,
        selection: &selection,
        hints: Hints::default(),
        success: Success::default(),
        output: &output,
        store: None,
    };
    launch(campaign, &runtime)
}

fn serve(server: &Server, runtime: &tokio::runtime::Runtime) -> Result<Exit, Failure> {
    println!("{}", server.url());
    eprintln!(
        "the spec is at {}/openapi.yaml; Ctrl-C ends it",
        server.url()
    );
    if let Some(header) = server.credentials() {
        eprintln!("requests need --header-auth '{header}'");
    }
    let interrupt = Interrupt::listen(runtime);
    runtime.block_on(interrupt.wait());
    Ok(Exit::Clean)
}
