//! The shop as a service: who is it, what do they want, may they, and then the handler.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::auth;
use super::database::Database;
use super::faults::WAIVERS;
use super::operations::HANDLERS;
use super::visit::{Caller, Handler, Stop, Visit};
use crate::contract::Contract;
use crate::error::Error;
use crate::exchange::{Answer, Outcome, Request, Service};
use crate::ids::Ids;

/// The document of both shops.
pub(crate) const SPEC: &str = include_str!("openapi.yaml");

/// A shop with a database of its own.
pub(crate) struct Shop {
    contract: Contract,
    handlers: HashMap<String, Handler>,
    database: Mutex<Database>,
    ids: Ids,
    opened: Instant,
    faulty: bool,
}

impl Shop {
    /// Opens a shop, with its planted faults or without any.
    pub(crate) fn open(faulty: bool) -> Result<Shop, Error> {
        let contract = Contract::new(SPEC, if faulty { WAIVERS } else { &[] })?;
        let mut handlers = HashMap::new();
        for id in contract.operation_ids() {
            let found = HANDLERS.iter().find(|(name, _)| *name == id);
            let (_, handler) =
                found.ok_or_else(|| Error::Document(format!("nothing handles {id}")))?;
            handlers.insert(id.to_owned(), *handler);
        }
        Ok(Shop {
            contract,
            handlers,
            database: Mutex::new(Database::open()?),
            ids: Ids::default(),
            opened: Instant::now(),
            faulty,
        })
    }

    /// One request at a time: the database is in memory, and quick.
    fn database(&self) -> MutexGuard<'_, Database> {
        let database = self.database.lock();
        let database = database.unwrap_or_else(PoisonError::into_inner);
        database.rewind();
        database
    }

    fn handle(&self, request: &Request) -> Result<Answer, Stop> {
        let found = self.contract.find(request)?;
        let caller = if found.operation.secured {
            auth::identify(&self.database().connection, &request.headers)?
        } else {
            Caller {
                user: 0,
                admin: false,
            }
        };
        let input = self.contract.admit(&found, request)?;
        let handler = self.handlers[&found.operation.id];
        let database = self.database();
        // Dropped without a commit, it takes everything back: a refusal leaves nothing behind.
        let transaction = database.connection.unchecked_transaction()?;
        let answer = handler(&Visit {
            database: &transaction,
            ids: &self.ids,
            input: &input,
            caller,
            uptime: self.opened.elapsed().as_secs(),
            faulty: self.faulty,
        })?;
        transaction.commit()?;
        Ok(answer)
    }
}

impl Service for Shop {
    fn answer(&self, request: &Request) -> Outcome {
        match self.handle(request) {
            Ok(answer) => Outcome::Answer(answer),
            Err(stop) => stop.outcome(),
        }
    }
}
