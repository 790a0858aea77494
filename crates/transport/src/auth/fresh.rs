use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::Credentials;

/// How long credentials are left alone where new ones did not help, and how long at most where
/// that happens again: some operations refuse everybody.
const SHORTEST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(30);

/// Credentials that are being made; none could be: why.
pub type Issuing<'a> = Pin<Box<dyn Future<Output = Result<Credentials, String>> + Send + 'a>>;

/// Where credentials come from that do not last: a command, a login.
pub trait Issuer: Send + Sync {
    /// Makes new ones.
    fn issue(&self) -> Issuing<'_>;
}

/// When to come for new credentials.
#[derive(Clone)]
pub struct Renewal {
    /// Who makes them.
    pub issuer: Arc<dyn Issuer>,
    /// How long they are good at most; none: until the API says that they are not (401).
    pub every: Option<Duration>,
}

/// The credentials shown now, and when they may be renewed.
pub(crate) struct Fresh {
    renewal: Renewal,
    /// Counts how often they were renewed.
    generation: AtomicU64,
    state: Mutex<State>,
}

struct State {
    issued: Instant,
    /// How long no others are asked for.
    wait: Duration,
}

impl Fresh {
    /// For credentials that were made just now.
    pub(crate) fn new(renewal: Renewal) -> Self {
        Fresh {
            renewal,
            generation: AtomicU64::new(0),
            state: Mutex::new(State {
                issued: Instant::now(),
                wait: Duration::ZERO,
            }),
        }
    }

    /// Which credentials are shown now.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// New credentials, handed to `show`, if those of this generation are too old.
    pub(crate) async fn on_time(&self, generation: u64, show: impl FnOnce(Credentials)) {
        let Some(every) = self.renewal.every else {
            return;
        };
        let mut state = self.state.lock().await;
        if self.generation() == generation && state.issued.elapsed() >= every {
            self.issue(&mut state, show).await;
        }
    }

    /// New credentials, handed to `show`, since those of this generation were refused. Whether
    /// there are any: somebody else may have come for them before.
    pub(crate) async fn on_refusal(&self, generation: u64, show: impl FnOnce(Credentials)) -> bool {
        let mut state = self.state.lock().await;
        if self.generation() != generation {
            return true;
        }
        state.issued.elapsed() >= state.wait && self.issue(&mut state, show).await
    }

    /// Says whether new credentials were taken where the old ones had been refused.
    pub(crate) async fn helped(&self, helped: bool) {
        let mut state = self.state.lock().await;
        state.wait = match helped {
            true => Duration::ZERO,
            false => longer(state.wait),
        };
    }

    async fn issue(&self, state: &mut State, show: impl FnOnce(Credentials)) -> bool {
        let issued = self.renewal.issuer.issue().await;
        state.issued = Instant::now();
        match issued {
            Ok(credentials) => {
                show(credentials);
                self.generation.fetch_add(1, Ordering::AcqRel);
                true
            }
            Err(_) => {
                state.wait = longer(state.wait);
                false
            }
        }
    }
}

fn longer(wait: Duration) -> Duration {
    (wait * 2).clamp(SHORTEST, LONGEST)
}
