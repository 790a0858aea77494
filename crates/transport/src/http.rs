use std::time::{Duration, Instant};

use bedlam_model::{CredentialUse, Exchange, Outcome, Request, Timing, TransportFault};
use tokio::time::{Instant as Deadline, timeout_at};

use crate::auth::{Fresh, Identities, Login, Redactor, Renewal};
use crate::connect::{OnlyTarget, Target};
use crate::h1::{self, Broken, Connection, Whole};
use crate::pace::Pace;
use crate::pool::{Found, Pool};
use crate::{Error, Options, Transport, coding, h2};

/// The transport of real campaigns: HTTP/1.1 and HTTP/2 over TCP and TLS.
pub struct Http {
    target: OnlyTarget,
    pool: Pool,
    pace: Pace,
    identities: Identities,
    redactor: Redactor,
    fresh: Option<Fresh>,
    timeout: Duration,
    limit: usize,
    started: Instant,
}

/// How often a challenge is answered for one request: once, and once more if the server says that
/// only its nonce had become too old.
const ANSWERS: u32 = 2;

/// A way to carry one request.
enum Way {
    /// A connection of its own.
    Own(Connection),
    /// A connection shared with others.
    Shared(h2::Sender),
}

impl Http {
    /// Sets everything up; nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Setting`] for headers, certificates, keys and proxies that cannot be used.
    pub fn new(options: Options) -> Result<Http, Error> {
        options.check()?;
        let identities = Identities::new(&options);
        Ok(Http {
            pool: Pool::new(options.connections.max(1)),
            pace: Pace::new(options.rate_limit),
            redactor: Redactor::new(&identities),
            identities,
            fresh: None,
            timeout: options.request_timeout,
            limit: options.max_response_size,
            started: options.started,
            target: OnlyTarget::new(options)?,
        })
    }

    /// Has the credentials in the options, made just now, renewed in time.
    pub fn renewed(mut self, renewal: Renewal) -> Http {
        self.fresh = Some(Fresh::new(renewal));
        self
    }

    /// Sends a request, with new credentials once more where those shown are good no longer (401).
    async fn send_known(&self, request: Request, credentials: CredentialUse) -> Exchange {
        let fresh = self.fresh.as_ref();
        let Some(fresh) = fresh.filter(|_| credentials == CredentialUse::Main) else {
            return self.send_openly(request, credentials).await;
        };
        let show = |new| self.redactor.renew(&self.identities.show(new));
        fresh.on_time(fresh.generation(), show).await;
        let shown = fresh.generation();
        let again = request.clone();
        let exchange = self.send_openly(request, credentials).await;
        let refused = |exchange: &Exchange| exchange.status() == Some(401);
        if !refused(&exchange) || !fresh.on_refusal(shown, show).await {
            return exchange;
        }
        let exchange = self.send_openly(again, credentials).await;
        fresh.helped(!refused(&exchange)).await;
        exchange
    }

    /// Sends a request; what comes back still holds every secret.
    pub(crate) async fn send_openly(
        &self,
        mut request: Request,
        credentials: CredentialUse,
    ) -> Exchange {
        self.identities.apply(&mut request, credentials);
        let openly = self.identities.authorizes(credentials);
        let shown = Login::shown(&request).filter(|_| !openly);
        let login = self.identities.login(credentials).or(shown.as_ref());
        // Who shows other credentials openly shows these only where they are asked for.
        if let Some(login) = login.filter(|_| !openly) {
            login.sign(&mut request);
        }
        let mut answers = 0;
        loop {
            let mut exchange = self.once(request).await;
            if answers < ANSWERS
                && let (Some(login), Outcome::Response(response)) = (login, &exchange.outcome)
                && login.answer(&mut exchange.request, response, answers > 0)
            {
                answers += 1;
                request = exchange.request;
                continue;
            }
            return exchange;
        }
    }

    /// One sending and what became of it.
    async fn once(&self, request: Request) -> Exchange {
        self.pace.turn().await;
        let begin = Instant::now();
        let carried = self.carry(&request).await;
        let end = Instant::now();
        let head_at = carried.as_ref().map_or(end, |whole| whole.head_at);
        let outcome = match carried {
            Ok(mut whole) => {
                coding::remove(&mut whole.response, self.limit);
                Outcome::Response(whole.response)
            }
            Err(fault) => Outcome::Fault(fault),
        };
        Exchange {
            request,
            outcome,
            timing: Timing {
                started_ms: milliseconds(self.started, begin),
                wait_ms: milliseconds(begin, head_at),
                total_ms: milliseconds(begin, end),
            },
        }
    }

    /// Carries a request out and its answer back; also says when the answer's head was there.
    async fn carry(&self, request: &Request) -> Result<Whole, TransportFault> {
        let target = self.target.get(&request.origin)?;
        let deadline = Deadline::now() + self.timeout;
        if request.raw {
            // Such bytes may leave a connection in any state: it is used for nothing else.
            let connection = self.fresh(target, deadline, true).await?;
            let tried = self.on(Way::Own(connection), target, request, deadline);
            return tried.await.map_err(fault_of);
        }
        let (way, reused) = self.way(target, request, deadline).await?;
        match self.on(way, target, request, deadline).await {
            Err(Broken::Silent(_)) if reused => {}
            other => return other.map_err(fault_of),
        }
        // An idle connection was closed just when it was used: that says nothing about this
        // request, which is sent once more on a connection of its own. If it was the request that
        // made the server close, it will do so again.
        let (way, _) = self.open(target, request, deadline).await?;
        self.on(way, target, request, deadline)
            .await
            .map_err(fault_of)
    }

    /// A way for the request, and whether it was used before.
    async fn way(
        &self,
        target: &Target,
        request: &Request,
        deadline: Deadline,
    ) -> Result<(Way, bool), TransportFault> {
        match self.pool.find() {
            Found::Idle(connection) => return Ok((Way::Own(connection), true)),
            Found::Shared(sender) if h2::expressible(request) => {
                return Ok((Way::Shared(sender), true));
            }
            Found::Unknown if target.is_secure() => {}
            _ => return self.open(target, request, deadline).await,
        }
        // Let one connection find out the protocol before many are opened for nothing.
        let Ok(_first) = timeout_at(deadline, self.pool.first.lock()).await else {
            return Err(self.too_slow());
        };
        match self.pool.find() {
            Found::Shared(sender) if h2::expressible(request) => Ok((Way::Shared(sender), true)),
            _ => self.open(target, request, deadline).await,
        }
    }

    /// A new connection, remembered for others if it can be shared.
    async fn open(
        &self,
        target: &Target,
        request: &Request,
        deadline: Deadline,
    ) -> Result<(Way, bool), TransportFault> {
        let http1 = target.is_secure() && !h2::expressible(request);
        // Few requests need a new connection: what it takes to open one is kept out of them.
        let opening = Box::pin(async {
            let stream = target.connect(http1).await?;
            if stream.speaks_h2() {
                let sender = h2::open(stream).await?;
                self.pool.share(sender.clone());
                return Ok(Way::Shared(sender));
            }
            if !http1 {
                self.pool.speaks_h1();
            }
            Ok(Way::Own(Connection::new(stream)))
        });
        match timeout_at(deadline, opening).await {
            Ok(way) => Ok((way?, false)),
            Err(_) => Err(self.too_slow()),
        }
    }

    async fn fresh(
        &self,
        target: &Target,
        deadline: Deadline,
        http1: bool,
    ) -> Result<Connection, TransportFault> {
        match timeout_at(deadline, Box::pin(target.connect(http1))).await {
            Ok(stream) => Ok(Connection::new(stream?)),
            Err(_) => Err(self.too_slow()),
        }
    }

    fn too_slow(&self) -> TransportFault {
        let seconds = self.timeout.as_secs_f64();
        TransportFault::Connect(format!("no connection within {seconds} s"))
    }

    /// One try on one connection.
    async fn on(
        &self,
        way: Way,
        target: &Target,
        request: &Request,
        deadline: Deadline,
    ) -> Result<Whole, Broken> {
        let whole = match way {
            Way::Shared(sender) => {
                let exchange = h2::exchange(sender, request, self.limit, deadline);
                timeout_at(deadline, exchange).await
            }
            Way::Own(mut connection) => {
                h1::write(connection.output(), request, target);
                let exchange = connection.exchange(&request.method, self.limit, deadline);
                let whole = timeout_at(deadline, exchange).await;
                let ours = !request.raw && !asks_to_close(request);
                match &whole {
                    Ok(Ok(whole)) if ours && whole.keep => self.pool.keep(connection),
                    _ => connection.abort(),
                }
                whole
            }
        };
        whole.unwrap_or(Err(Broken::Fault(TransportFault::Timeout)))
    }
}

impl Transport for Http {
    async fn send(&self, request: Request, credentials: CredentialUse) -> Exchange {
        let mut exchange = self.send_known(request, credentials).await;
        self.redactor.clean(&mut exchange);
        exchange
    }

    fn pause(&self, duration: Duration) {
        self.pace.pause(duration);
    }

    fn renew(&self, token: &str) {
        self.identities.renew(token);
    }
}

fn milliseconds(from: Instant, to: Instant) -> f64 {
    to.saturating_duration_since(from).as_secs_f64() * 1000.0
}

fn asks_to_close(request: &Request) -> bool {
    let mut headers = request.headers.iter();
    headers.any(|(name, value)| {
        name.eq_ignore_ascii_case("connection") && value.eq_ignore_ascii_case("close")
    })
}

fn fault_of(broken: Broken) -> TransportFault {
    match broken {
        Broken::Silent(fault) | Broken::Fault(fault) => fault,
    }
}
