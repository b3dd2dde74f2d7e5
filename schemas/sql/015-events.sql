-- The events that defects are found in, which the tables job writes. Safe to apply again: nothing that exists
-- is changed.

CREATE TABLE IF NOT EXISTS order_event (
  order_id     text        NOT NULL,
  event_id     text        NOT NULL,
  type         text        NOT NULL,
  occurred_at  timestamptz NOT NULL,
  recorded_at  timestamptz NOT NULL,
  retracts     text,
  customer_id  text,
  offering_id  text,
  region       text,
  time_zone    text,
  provider_id  text,
  window_start timestamptz,
  window_end   timestamptz,
  initiator    text,
  reason       text,
  stars        integer,
  claim_id     text,
  written_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT order_event_pk PRIMARY KEY (order_id, event_id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE IF NOT EXISTS order_event_other PARTITION OF order_event DEFAULT;

COMMENT ON TABLE order_event_other IS 'Rows of order_event whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS order_event_by_occurred_at ON order_event (occurred_at);

COMMENT ON TABLE order_event IS 'Every valid order event, once by order_id and event_id: the first that came. By months of occurred_at; drop_months drops old ones.';
COMMENT ON COLUMN order_event.order_id IS 'The order. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN order_event.event_id IS 'Unique within its order; cut like order_id.';
COMMENT ON COLUMN order_event.type IS 'What happened, e.g. SCHEDULED.';
COMMENT ON COLUMN order_event.occurred_at IS 'When it happened: event time.';
COMMENT ON COLUMN order_event.recorded_at IS 'When our side first stored it.';
COMMENT ON COLUMN order_event.retracts IS 'On RETRACTED: the event_id, of the same order, of an event that did not happen.';
COMMENT ON COLUMN order_event.customer_id IS 'Whose order it is.';
COMMENT ON COLUMN order_event.offering_id IS 'The service sold.';
COMMENT ON COLUMN order_event.region IS 'Region of the service address.';
COMMENT ON COLUMN order_event.time_zone IS 'IANA zone of the service address.';
COMMENT ON COLUMN order_event.provider_id IS 'The provider that it is about.';
COMMENT ON COLUMN order_event.window_start IS 'Of a promise: the instant from which somebody may come.';
COMMENT ON COLUMN order_event.window_end IS 'Of a promise: the instant by which somebody must have come.';
COMMENT ON COLUMN order_event.initiator IS 'Who caused a reschedule or a cancellation.';
COMMENT ON COLUMN order_event.reason IS 'Why, as it was given.';
COMMENT ON COLUMN order_event.stars IS 'The customer''s rating, 1 to 5.';
COMMENT ON COLUMN order_event.claim_id IS 'The claim that it is about.';
COMMENT ON COLUMN order_event.written_at IS 'Wall clock of the database when this row was written.';

CREATE TABLE IF NOT EXISTS contact_event (
  customer_id   text        NOT NULL,
  event_id      text        NOT NULL,
  type          text        NOT NULL,
  occurred_at   timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL,
  retracts      text,
  contact_id    text,
  order_id      text,
  region        text,
  time_zone     text,
  channel       text,
  direction     text,
  reason        text,
  agent_id      text,
  agent_kind    text,
  agent_version text,
  trial_arm     text,
  site          text,
  ended_by      text,
  cause         text,
  resolved      boolean,
  solved        boolean,
  csat          integer,
  effort        integer,
  empathy       integer,
  written_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT contact_event_pk PRIMARY KEY (customer_id, event_id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE IF NOT EXISTS contact_event_other PARTITION OF contact_event DEFAULT;

COMMENT ON TABLE contact_event_other IS 'Rows of contact_event whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS contact_event_by_occurred_at ON contact_event (occurred_at);
CREATE INDEX IF NOT EXISTS contact_event_by_order ON contact_event (order_id) WHERE order_id IS NOT NULL;

COMMENT ON TABLE contact_event IS 'Every valid contact event, once by customer_id and event_id: the first that came. By months of occurred_at; drop_months drops old ones.';
COMMENT ON COLUMN contact_event.customer_id IS 'The customer. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN contact_event.event_id IS 'Unique within its customer; cut like customer_id.';
COMMENT ON COLUMN contact_event.type IS 'What happened, e.g. INITIATED.';
COMMENT ON COLUMN contact_event.occurred_at IS 'When it happened: event time.';
COMMENT ON COLUMN contact_event.recorded_at IS 'When our side first stored it.';
COMMENT ON COLUMN contact_event.retracts IS 'On RETRACTED: the event_id, of the same customer, of an event that did not happen.';
COMMENT ON COLUMN contact_event.contact_id IS 'The contact.';
COMMENT ON COLUMN contact_event.order_id IS 'The order that the contact is about, if it names one.';
COMMENT ON COLUMN contact_event.region IS 'Region of the contact.';
COMMENT ON COLUMN contact_event.time_zone IS 'IANA zone of the customer.';
COMMENT ON COLUMN contact_event.channel IS 'VOICE, CHAT, EMAIL, SMS or SELF_SERVICE.';
COMMENT ON COLUMN contact_event.direction IS 'INBOUND or OUTBOUND.';
COMMENT ON COLUMN contact_event.reason IS 'The contact driver.';
COMMENT ON COLUMN contact_event.agent_id IS 'The agent.';
COMMENT ON COLUMN contact_event.agent_kind IS 'HUMAN or BOT.';
COMMENT ON COLUMN contact_event.agent_version IS 'The version of a bot.';
COMMENT ON COLUMN contact_event.trial_arm IS 'The arm of a trial that the contact was served in.';
COMMENT ON COLUMN contact_event.site IS 'The service site.';
COMMENT ON COLUMN contact_event.ended_by IS 'Who ended the contact.';
COMMENT ON COLUMN contact_event.cause IS 'On ENDED: why a contact ended that nobody meant to end.';
COMMENT ON COLUMN contact_event.resolved IS 'On ENDED: whether the agent called it resolved.';
COMMENT ON COLUMN contact_event.solved IS 'On SURVEYED: whether the customer said that the problem was solved.';
COMMENT ON COLUMN contact_event.csat IS 'On SURVEYED: satisfaction, 1 to 5.';
COMMENT ON COLUMN contact_event.effort IS 'On SURVEYED: customer effort, 1 to 7.';
COMMENT ON COLUMN contact_event.empathy IS 'On AUDITED: 1 to 5.';
COMMENT ON COLUMN contact_event.written_at IS 'Wall clock of the database when this row was written.';
