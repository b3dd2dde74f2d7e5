-- Alerts, messages and what became of them, which the tables job writes. Safe to apply again: nothing that
-- exists is changed.

CREATE TABLE IF NOT EXISTS alert (
  alert_id      text        NOT NULL,
  revision      bigint      NOT NULL,
  status        text        NOT NULL,
  severity      text        NOT NULL,
  code          text        NOT NULL,
  title         text        NOT NULL,
  summary       text        NOT NULL,
  region        text,
  member_count  integer     NOT NULL,
  defect_ids    jsonb       NOT NULL,
  starts_at     timestamptz NOT NULL,
  ends_at       timestamptz,
  detected_at   timestamptz NOT NULL,
  notify        boolean     NOT NULL,
  suppressed_by text,
  route         text        NOT NULL,
  runbook       text,
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_pk PRIMARY KEY (alert_id),
  CONSTRAINT alert_revision_from_one CHECK (revision >= 1),
  CONSTRAINT alert_status_known CHECK (status IN ('FIRING', 'UPDATED', 'CLEARED')),
  CONSTRAINT alert_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL')),
  CONSTRAINT alert_suppression_known CHECK (suppressed_by IN ('HISTORICAL', 'INHIBITED', 'FEED_SILENT', 'STORM', 'SILENCED'))
);

CREATE INDEX IF NOT EXISTS alert_open_by_start ON alert (starts_at) WHERE status <> 'CLEARED';
CREATE INDEX IF NOT EXISTS alert_by_code ON alert (code, starts_at);

COMMENT ON TABLE alert IS 'One row an alert, as of its latest revision: what operations should look at. What notifies nobody is here too, with its reason.';
COMMENT ON COLUMN alert.alert_id IS 'ALERT: and the defect_id; STORM: and code, region, instant; FEED_SILENT: and region, instant. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN alert.revision IS 'Counts up by one per alert, from 1.';
COMMENT ON COLUMN alert.status IS 'FIRING: it has begun. UPDATED: it goes on, and what is said of it has changed. CLEARED: it is over.';
COMMENT ON COLUMN alert.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert.code IS 'Of the defects, e.g. MISSED_WINDOW; FEED_SILENT where a region''s order events have stopped.';
COMMENT ON COLUMN alert.title IS 'A line for a pager.';
COMMENT ON COLUMN alert.summary IS 'A sentence or two for people.';
COMMENT ON COLUMN alert.region IS 'Region of the defects; null where not known.';
COMMENT ON COLUMN alert.member_count IS 'How many defects it is about.';
COMMENT ON COLUMN alert.defect_ids IS 'The first 20 of them, as an array.';
COMMENT ON COLUMN alert.starts_at IS 'Since when: event time.';
COMMENT ON COLUMN alert.ends_at IS 'Until when: event time. Null while it lasts.';
COMMENT ON COLUMN alert.detected_at IS 'Wall clock of the job when it decided this revision.';
COMMENT ON COLUMN alert.notify IS 'Whether this revision interrupts somebody. An alert does so once when it begins, and once more when it is over.';
COMMENT ON COLUMN alert.suppressed_by IS 'Why nobody is interrupted: HISTORICAL, INHIBITED, FEED_SILENT, STORM or SILENCED. Null where nothing stands against it.';
COMMENT ON COLUMN alert.route IS 'Who is told, by the name of a route.';
COMMENT ON COLUMN alert.runbook IS 'Where it is written what to do; null for none.';
COMMENT ON COLUMN alert.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS alert_change (
  alert_id      text        NOT NULL,
  revision      bigint      NOT NULL,
  status        text        NOT NULL,
  severity      text        NOT NULL,
  code          text        NOT NULL,
  title         text        NOT NULL,
  summary       text        NOT NULL,
  region        text,
  member_count  integer     NOT NULL,
  defect_ids    jsonb       NOT NULL,
  starts_at     timestamptz NOT NULL,
  ends_at       timestamptz,
  detected_at   timestamptz NOT NULL,
  notify        boolean     NOT NULL,
  suppressed_by text,
  route         text        NOT NULL,
  runbook       text,
  written_at    timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_change_pk PRIMARY KEY (alert_id, revision, detected_at),
  CONSTRAINT alert_change_revision_from_one CHECK (revision >= 1),
  CONSTRAINT alert_change_status_known CHECK (status IN ('FIRING', 'UPDATED', 'CLEARED')),
  CONSTRAINT alert_change_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL')),
  CONSTRAINT alert_change_suppression_known CHECK (suppressed_by IN ('HISTORICAL', 'INHIBITED', 'FEED_SILENT', 'STORM', 'SILENCED'))
) PARTITION BY RANGE (detected_at);

CREATE TABLE IF NOT EXISTS alert_change_other PARTITION OF alert_change DEFAULT;

COMMENT ON TABLE alert_change_other IS 'Rows of alert_change whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS alert_change_by_detected_at ON alert_change (detected_at);

COMMENT ON TABLE alert_change IS 'Every revision of every alert, once: whom it interrupted, and when. By months of detected_at; drop_months drops old ones.';
COMMENT ON COLUMN alert_change.alert_id IS 'ALERT: and the defect_id; STORM: and code, region, instant; FEED_SILENT: and region, instant. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN alert_change.revision IS 'Counts up by one per alert, from 1.';
COMMENT ON COLUMN alert_change.status IS 'FIRING: it has begun. UPDATED: it goes on, and what is said of it has changed. CLEARED: it is over.';
COMMENT ON COLUMN alert_change.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert_change.code IS 'Of the defects, e.g. MISSED_WINDOW; FEED_SILENT where a region''s order events have stopped.';
COMMENT ON COLUMN alert_change.title IS 'A line for a pager.';
COMMENT ON COLUMN alert_change.summary IS 'A sentence or two for people.';
COMMENT ON COLUMN alert_change.region IS 'Region of the defects; null where not known.';
COMMENT ON COLUMN alert_change.member_count IS 'How many defects it is about.';
COMMENT ON COLUMN alert_change.defect_ids IS 'The first 20 of them, as an array.';
COMMENT ON COLUMN alert_change.starts_at IS 'Since when: event time.';
COMMENT ON COLUMN alert_change.ends_at IS 'Until when: event time. Null while it lasts.';
COMMENT ON COLUMN alert_change.detected_at IS 'Wall clock of the job when it decided this revision.';
COMMENT ON COLUMN alert_change.notify IS 'Whether this revision interrupts somebody. An alert does so once when it begins, and once more when it is over.';
COMMENT ON COLUMN alert_change.suppressed_by IS 'Why nobody is interrupted: HISTORICAL, INHIBITED, FEED_SILENT, STORM or SILENCED. Null where nothing stands against it.';
COMMENT ON COLUMN alert_change.route IS 'Who is told, by the name of a route.';
COMMENT ON COLUMN alert_change.runbook IS 'Where it is written what to do; null for none.';
COMMENT ON COLUMN alert_change.written_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS outreach (
  outreach_id    text        NOT NULL,
  revision       bigint      NOT NULL,
  status         text        NOT NULL,
  reason         text,
  recipient_kind text,
  recipient_id   text,
  code           text        NOT NULL,
  severity       text        NOT NULL,
  template       text        NOT NULL,
  channels       jsonb       NOT NULL,
  options        jsonb       NOT NULL,
  order_id       text,
  contact_id     text,
  defect_id      text        NOT NULL,
  send_after     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  decided_at     timestamptz NOT NULL,
  variables      jsonb       NOT NULL,
  updated_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outreach_pk PRIMARY KEY (outreach_id),
  CONSTRAINT outreach_revision_from_one CHECK (revision >= 1),
  CONSTRAINT outreach_status_known CHECK (status IN ('REQUESTED', 'WITHDRAWN')),
  CONSTRAINT outreach_reason_if_withdrawn CHECK ((status = 'WITHDRAWN') = (reason IS NOT NULL)),
  CONSTRAINT outreach_recipient_known CHECK (recipient_kind IN ('CUSTOMER', 'PROVIDER')),
  CONSTRAINT outreach_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL'))
);

CREATE INDEX IF NOT EXISTS outreach_by_defect ON outreach (defect_id);
CREATE INDEX IF NOT EXISTS outreach_by_order ON outreach (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS outreach_by_recipient ON outreach (recipient_id, send_after) WHERE recipient_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS outreach_due ON outreach (send_after) WHERE status = 'REQUESTED';

COMMENT ON TABLE outreach IS 'One row a message to a customer or a provider, as of its latest revision. What is not sent is here too, with its reason.';
COMMENT ON COLUMN outreach.outreach_id IS 'CUSTOMER/ or PROVIDER/, the defect_id, and / and the recipient where there is one. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN outreach.revision IS 'Counts up by one per message, from 1.';
COMMENT ON COLUMN outreach.status IS 'REQUESTED: to be sent at its time. WITHDRAWN: not to be sent; where the first revision says so, it never was to be.';
COMMENT ON COLUMN outreach.reason IS 'Why it is not to be sent: CLEARED, RETRACTED, SUPERSEDED, CAPPED, OPTED_OUT, NO_RECIPIENT, EXPIRED, HISTORICAL, INHIBITED or FEED_SILENT. Null if it is.';
COMMENT ON COLUMN outreach.recipient_kind IS 'CUSTOMER or PROVIDER; null where it is not known whom to tell.';
COMMENT ON COLUMN outreach.recipient_id IS 'The customer_id or provider_id; null where it is not known whom to tell.';
COMMENT ON COLUMN outreach.code IS 'Of the defect, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach.severity IS 'Of the defect: INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN outreach.template IS 'What to say, by the name of a template.';
COMMENT ON COLUMN outreach.channels IS 'PUSH, SMS, EMAIL, VOICE: an array in the order of preference.';
COMMENT ON COLUMN outreach.options IS 'What the recipient can do about it: an array of RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER, CALL_ME, CONFIRM, UPDATE_ETA.';
COMMENT ON COLUMN outreach.order_id IS 'The order it is about.';
COMMENT ON COLUMN outreach.contact_id IS 'The contact it is about.';
COMMENT ON COLUMN outreach.defect_id IS 'The defect it is about.';
COMMENT ON COLUMN outreach.send_after IS 'Not before this.';
COMMENT ON COLUMN outreach.expires_at IS 'Of no use from this on.';
COMMENT ON COLUMN outreach.decided_at IS 'Wall clock of the job when it decided this revision.';
COMMENT ON COLUMN outreach.variables IS 'What the template fills in, as an object of strings.';
COMMENT ON COLUMN outreach.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS outreach_change (
  outreach_id    text        NOT NULL,
  revision       bigint      NOT NULL,
  status         text        NOT NULL,
  reason         text,
  recipient_kind text,
  recipient_id   text,
  code           text        NOT NULL,
  severity       text        NOT NULL,
  template       text        NOT NULL,
  channels       jsonb       NOT NULL,
  options        jsonb       NOT NULL,
  order_id       text,
  contact_id     text,
  defect_id      text        NOT NULL,
  send_after     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  decided_at     timestamptz NOT NULL,
  variables      jsonb       NOT NULL,
  written_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outreach_change_pk PRIMARY KEY (outreach_id, revision, decided_at),
  CONSTRAINT outreach_change_revision_from_one CHECK (revision >= 1),
  CONSTRAINT outreach_change_status_known CHECK (status IN ('REQUESTED', 'WITHDRAWN')),
  CONSTRAINT outreach_change_reason_if_withdrawn CHECK ((status = 'WITHDRAWN') = (reason IS NOT NULL)),
  CONSTRAINT outreach_change_recipient_known CHECK (recipient_kind IN ('CUSTOMER', 'PROVIDER')),
  CONSTRAINT outreach_change_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL'))
) PARTITION BY RANGE (decided_at);

CREATE TABLE IF NOT EXISTS outreach_change_other PARTITION OF outreach_change DEFAULT;

COMMENT ON TABLE outreach_change_other IS 'Rows of outreach_change whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS outreach_change_by_decided_at ON outreach_change (decided_at);

COMMENT ON TABLE outreach_change IS 'Every revision of every message, once. By months of decided_at; drop_months drops old ones.';
COMMENT ON COLUMN outreach_change.outreach_id IS 'CUSTOMER/ or PROVIDER/, the defect_id, and / and the recipient where there is one. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN outreach_change.revision IS 'Counts up by one per message, from 1.';
COMMENT ON COLUMN outreach_change.status IS 'REQUESTED: to be sent at its time. WITHDRAWN: not to be sent; where the first revision says so, it never was to be.';
COMMENT ON COLUMN outreach_change.reason IS 'Why it is not to be sent: CLEARED, RETRACTED, SUPERSEDED, CAPPED, OPTED_OUT, NO_RECIPIENT, EXPIRED, HISTORICAL, INHIBITED or FEED_SILENT. Null if it is.';
COMMENT ON COLUMN outreach_change.recipient_kind IS 'CUSTOMER or PROVIDER; null where it is not known whom to tell.';
COMMENT ON COLUMN outreach_change.recipient_id IS 'The customer_id or provider_id; null where it is not known whom to tell.';
COMMENT ON COLUMN outreach_change.code IS 'Of the defect, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach_change.severity IS 'Of the defect: INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN outreach_change.template IS 'What to say, by the name of a template.';
COMMENT ON COLUMN outreach_change.channels IS 'PUSH, SMS, EMAIL, VOICE: an array in the order of preference.';
COMMENT ON COLUMN outreach_change.options IS 'What the recipient can do about it: an array of RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER, CALL_ME, CONFIRM, UPDATE_ETA.';
COMMENT ON COLUMN outreach_change.order_id IS 'The order it is about.';
COMMENT ON COLUMN outreach_change.contact_id IS 'The contact it is about.';
COMMENT ON COLUMN outreach_change.defect_id IS 'The defect it is about.';
COMMENT ON COLUMN outreach_change.send_after IS 'Not before this.';
COMMENT ON COLUMN outreach_change.expires_at IS 'Of no use from this on.';
COMMENT ON COLUMN outreach_change.decided_at IS 'Wall clock of the job when it decided this revision.';
COMMENT ON COLUMN outreach_change.variables IS 'What the template fills in, as an object of strings.';
COMMENT ON COLUMN outreach_change.written_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS outreach_outcome (
  outreach_id text        NOT NULL,
  status      text        NOT NULL,
  at          timestamptz NOT NULL,
  option      text,
  channel     text,
  detail      text,
  written_at  timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outreach_outcome_once UNIQUE NULLS NOT DISTINCT (outreach_id, status, at, option, channel),
  CONSTRAINT outreach_outcome_status_known CHECK (status IN ('SENT', 'DELIVERED', 'ACTED', 'FAILED')),
  CONSTRAINT outreach_outcome_option_if_acted CHECK ((status = 'ACTED') = (option IS NOT NULL))
) PARTITION BY RANGE (at);

CREATE TABLE IF NOT EXISTS outreach_outcome_other PARTITION OF outreach_outcome DEFAULT;

COMMENT ON TABLE outreach_outcome_other IS 'Rows of outreach_outcome whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS outreach_outcome_by_time ON outreach_outcome (at);

COMMENT ON TABLE outreach_outcome IS 'What became of messages, told by who sends them; each outcome once, however often it is told. By months of at; drop_months drops old ones. Needs PostgreSQL 15.';
COMMENT ON COLUMN outreach_outcome.outreach_id IS 'The message, as in table outreach.';
COMMENT ON COLUMN outreach_outcome.status IS 'SENT, DELIVERED, ACTED or FAILED.';
COMMENT ON COLUMN outreach_outcome.at IS 'When, as told.';
COMMENT ON COLUMN outreach_outcome.option IS 'What the recipient chose, on ACTED.';
COMMENT ON COLUMN outreach_outcome.channel IS 'Which way it went: PUSH, SMS, EMAIL or VOICE; null where not known.';
COMMENT ON COLUMN outreach_outcome.detail IS 'Why it failed, say; of an outcome that is told again, as first told.';
COMMENT ON COLUMN outreach_outcome.written_at IS 'Wall clock of the database when this row was written.';

CREATE TABLE IF NOT EXISTS order_contact (
  event_id     text        NOT NULL,
  customer_id  text        NOT NULL,
  contact_id   text,
  order_id     text,
  initiated_at timestamptz,
  retracted    boolean     NOT NULL DEFAULT false,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT order_contact_pk PRIMARY KEY (event_id, customer_id)
);

CREATE INDEX IF NOT EXISTS order_contact_by_order ON order_contact (order_id, initiated_at) WHERE order_id IS NOT NULL AND NOT retracted;

COMMENT ON TABLE order_contact IS 'One row an event that begins an inbound contact about an order. A row without order_id is a retraction that came before what it retracts, or that retracts something else.';
COMMENT ON COLUMN order_contact.event_id IS 'The event (INITIATED, INBOUND) by which the contact began.';
COMMENT ON COLUMN order_contact.customer_id IS 'The customer. Only a retraction of the same customer takes the event back.';
COMMENT ON COLUMN order_contact.contact_id IS 'The contact.';
COMMENT ON COLUMN order_contact.order_id IS 'The order that it is about.';
COMMENT ON COLUMN order_contact.initiated_at IS 'When the contact began: event time.';
COMMENT ON COLUMN order_contact.retracted IS 'Whether the event was taken back: then there was no such contact.';
COMMENT ON COLUMN order_contact.updated_at IS 'Wall clock of the database when the row last changed.';
