-- Cases, alerts, messages and what became of them, which the tables job writes. Safe to apply again: nothing that exists is changed.

CREATE TABLE IF NOT EXISTS case_file (
  case_id         text NOT NULL,
  revision        bigint NOT NULL,
  status          text NOT NULL,
  severity        text NOT NULL,
  headline        text NOT NULL,
  defects         jsonb NOT NULL,
  before          integer NOT NULL,
  region          text,
  offering_id     text,
  provider_id     text,
  customer_id     text,
  acted           text,
  opened_at       timestamptz NOT NULL,
  changed_at      timestamptz NOT NULL,
  closed_at       timestamptz,
  reopened        integer NOT NULL,
  acknowledged_by text,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT case_file_pk PRIMARY KEY (case_id),
  CONSTRAINT case_file_revision_from_one CHECK (revision >= 1),
  CONSTRAINT case_file_status_known CHECK (status IN ('OPEN', 'ACKNOWLEDGED', 'CLOSED')),
  CONSTRAINT case_file_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL'))
);

CREATE INDEX IF NOT EXISTS case_file_open ON case_file (opened_at) WHERE status <> 'CLOSED';
CREATE INDEX IF NOT EXISTS case_file_by_customer ON case_file (customer_id) WHERE customer_id IS NOT NULL;

COMMENT ON TABLE case_file IS 'One row a case, as of its latest revision: everything that is wrong with one order or issue now.';
COMMENT ON COLUMN case_file.case_id IS 'ORDER: and the order_id; ISSUE: and customer_id and reason; CONTACT: and the contact_id. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN case_file.revision IS 'Counts up by one per case, from 1.';
COMMENT ON COLUMN case_file.status IS 'OPEN, ACKNOWLEDGED or CLOSED.';
COMMENT ON COLUMN case_file.severity IS 'The worst of what stands: INFO, WARNING, HIGH or CRITICAL; of a closed case, of what stood last.';
COMMENT ON COLUMN case_file.headline IS 'The summary of the worst defect.';
COMMENT ON COLUMN case_file.defects IS 'What stands, the worst first: an array of objects with code, defectId and since.';
COMMENT ON COLUMN case_file.before IS 'How many defects stood before and do not any more.';
COMMENT ON COLUMN case_file.region IS 'Null where not known.';
COMMENT ON COLUMN case_file.offering_id IS 'The service sold.';
COMMENT ON COLUMN case_file.provider_id IS 'Who holds the order; null for nobody.';
COMMENT ON COLUMN case_file.customer_id IS 'Whose case it is.';
COMMENT ON COLUMN case_file.acted IS 'What the customer or the provider has chosen in answer to a message; null for nothing.';
COMMENT ON COLUMN case_file.opened_at IS 'Since when it is open.';
COMMENT ON COLUMN case_file.changed_at IS 'The instant that this revision was decided for.';
COMMENT ON COLUMN case_file.closed_at IS 'When it was closed; null while it is open.';
COMMENT ON COLUMN case_file.reopened IS 'How often it was opened again.';
COMMENT ON COLUMN case_file.acknowledged_by IS 'Who looks after it; null for nobody.';
COMMENT ON COLUMN case_file.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS alert (
  alert_id        text NOT NULL,
  kind            text NOT NULL,
  revision        bigint NOT NULL,
  status          text NOT NULL,
  severity        text NOT NULL,
  title           text NOT NULL,
  summary         text NOT NULL,
  region          text,
  member_count    integer NOT NULL,
  members         jsonb NOT NULL,
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz,
  detected_at     timestamptz NOT NULL,
  notify          boolean NOT NULL,
  reason          text,
  suppressed_by   text,
  acknowledged_by text,
  unconfirmed     boolean NOT NULL,
  route           text NOT NULL,
  runbook         text,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_pk PRIMARY KEY (alert_id),
  CONSTRAINT alert_revision_from_one CHECK (revision >= 1),
  CONSTRAINT alert_kind_known CHECK (kind IN ('CASES', 'SURGE', 'FEED')),
  CONSTRAINT alert_status_known CHECK (status IN ('FIRING', 'UPDATED', 'CLEARED')),
  CONSTRAINT alert_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL')),
  CONSTRAINT alert_reason_if_notifying CHECK (NOT notify OR reason IS NOT NULL)
);

CREATE INDEX IF NOT EXISTS alert_open_by_start ON alert (starts_at) WHERE status <> 'CLEARED';

COMMENT ON TABLE alert IS 'One row an alert, as of its latest revision: what operations should look at. What notifies nobody is here too, with its reason.';
COMMENT ON COLUMN alert.alert_id IS 'CASES: and route and region; SURGE: and code and region; FEED: and scope. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN alert.kind IS 'CASES, SURGE or FEED.';
COMMENT ON COLUMN alert.revision IS 'Counts up by one per alert, from 1. Episodes are revisions of one alert.';
COMMENT ON COLUMN alert.status IS 'FIRING: it has begun. UPDATED: it goes on, and what is said of it has changed. CLEARED: it is over.';
COMMENT ON COLUMN alert.severity IS 'The worst of its members: INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert.title IS 'A line for a pager.';
COMMENT ON COLUMN alert.summary IS 'A sentence or two for people.';
COMMENT ON COLUMN alert.region IS 'ALL for a surge of several regions; null where not known.';
COMMENT ON COLUMN alert.member_count IS 'How many cases it is about.';
COMMENT ON COLUMN alert.members IS 'The first 20 of them, case_ids as an array.';
COMMENT ON COLUMN alert.starts_at IS 'Since when: event time.';
COMMENT ON COLUMN alert.ends_at IS 'Until when. Null while it lasts.';
COMMENT ON COLUMN alert.detected_at IS 'The instant that this revision was decided for.';
COMMENT ON COLUMN alert.notify IS 'Whether this revision interrupts somebody.';
COMMENT ON COLUMN alert.reason IS 'Why it notifies: FIRST, MEMBERS, WORSE, REMINDER, AGAIN or OVER; or EXPIRED, which does not. Else null.';
COMMENT ON COLUMN alert.suppressed_by IS 'What stands against it: HISTORICAL, FEED, SURGE, SILENCED or HOURS. Null for nothing.';
COMMENT ON COLUMN alert.acknowledged_by IS 'Who looks after it; null for nobody.';
COMMENT ON COLUMN alert.unconfirmed IS 'Whether events of a member''s region or provider were missing for so long that it was told all the same.';
COMMENT ON COLUMN alert.route IS 'Who is told, by the name of a route.';
COMMENT ON COLUMN alert.runbook IS 'Where it is written what to do; null for none.';
COMMENT ON COLUMN alert.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS alert_change (
  alert_id        text NOT NULL,
  kind            text NOT NULL,
  revision        bigint  NOT NULL,
  status          text NOT NULL,
  severity        text NOT NULL,
  title           text NOT NULL,
  summary         text NOT NULL,
  region          text,
  member_count    integer NOT NULL,
  members         jsonb NOT NULL,
  starts_at       timestamptz NOT NULL,
  ends_at         timestamptz,
  detected_at     timestamptz NOT NULL,
  notify          boolean NOT NULL,
  reason          text,
  suppressed_by   text,
  acknowledged_by text,
  unconfirmed     boolean NOT NULL,
  route           text NOT NULL,
  runbook         text,
  written_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT alert_change_pk PRIMARY KEY (alert_id, revision, detected_at),
  CONSTRAINT alert_change_revision_from_one CHECK (revision >= 1),
  CONSTRAINT alert_change_kind_known CHECK (kind IN ('CASES', 'SURGE', 'FEED')),
  CONSTRAINT alert_change_status_known CHECK (status IN ('FIRING', 'UPDATED', 'CLEARED')),
  CONSTRAINT alert_change_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL')),
  CONSTRAINT alert_change_reason_if_notifying CHECK (NOT notify OR reason IS NOT NULL)
) PARTITION BY RANGE (detected_at);

CREATE TABLE IF NOT EXISTS alert_change_other PARTITION OF alert_change DEFAULT;

COMMENT ON TABLE alert_change_other IS 'Rows of alert_change whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS alert_change_by_detected_at ON alert_change (detected_at);

COMMENT ON TABLE alert_change IS 'Every revision of every alert, once: whom it interrupted, and when. By months of detected_at; drop_months drops old ones.';
COMMENT ON COLUMN alert_change.alert_id IS 'CASES: and route and region; SURGE: and code and region; FEED: and scope. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN alert_change.kind IS 'CASES, SURGE or FEED.';
COMMENT ON COLUMN alert_change.revision IS 'Counts up by one per alert, from 1. Episodes are revisions of one alert.';
COMMENT ON COLUMN alert_change.status IS 'FIRING: it has begun. UPDATED: it goes on, and what is said of it has changed. CLEARED: it is over.';
COMMENT ON COLUMN alert_change.severity IS 'The worst of its members: INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert_change.title IS 'A line for a pager.';
COMMENT ON COLUMN alert_change.summary IS 'A sentence or two for people.';
COMMENT ON COLUMN alert_change.region IS 'ALL for a surge of several regions; null where not known.';
COMMENT ON COLUMN alert_change.member_count IS 'How many cases it is about.';
COMMENT ON COLUMN alert_change.members IS 'The first 20 of them, case_ids as an array.';
COMMENT ON COLUMN alert_change.starts_at IS 'Since when: event time.';
COMMENT ON COLUMN alert_change.ends_at IS 'Until when. Null while it lasts.';
COMMENT ON COLUMN alert_change.detected_at IS 'The instant that this revision was decided for.';
COMMENT ON COLUMN alert_change.notify IS 'Whether this revision interrupts somebody.';
COMMENT ON COLUMN alert_change.reason IS 'Why it notifies: FIRST, MEMBERS, WORSE, REMINDER, AGAIN or OVER; or EXPIRED, which does not. Else null.';
COMMENT ON COLUMN alert_change.suppressed_by IS 'What stands against it: HISTORICAL, FEED, SURGE, SILENCED or HOURS. Null for nothing.';
COMMENT ON COLUMN alert_change.acknowledged_by IS 'Who looks after it; null for nobody.';
COMMENT ON COLUMN alert_change.unconfirmed IS 'Whether events of a member''s region or provider were missing for so long that it was told all the same.';
COMMENT ON COLUMN alert_change.route IS 'Who is told, by the name of a route.';
COMMENT ON COLUMN alert_change.runbook IS 'Where it is written what to do; null for none.';
COMMENT ON COLUMN alert_change.written_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS outreach (
  outreach_id    text NOT NULL,
  revision       bigint  NOT NULL,
  status         text NOT NULL,
  reason         text,
  recipient_kind text NOT NULL,
  recipient_id   text NOT NULL,
  code           text NOT NULL,
  severity       text NOT NULL,
  template       text NOT NULL,
  channels       jsonb NOT NULL,
  options        jsonb NOT NULL,
  case_id        text NOT NULL,
  order_id       text,
  contact_id     text,
  defect_id      text NOT NULL,
  send_after     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  decided_at     timestamptz NOT NULL,
  unconfirmed    boolean NOT NULL,
  variables      jsonb NOT NULL,
  updated_at     timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT outreach_pk PRIMARY KEY (outreach_id),
  CONSTRAINT outreach_revision_from_one CHECK (revision >= 1),
  CONSTRAINT outreach_status_known CHECK (status IN ('REQUESTED', 'WITHDRAWN')),
  CONSTRAINT outreach_reason_if_withdrawn CHECK ((status = 'WITHDRAWN') = (reason IS NOT NULL)),
  CONSTRAINT outreach_recipient_known CHECK (recipient_kind IN ('CUSTOMER', 'PROVIDER')),
  CONSTRAINT outreach_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL'))
);

CREATE INDEX IF NOT EXISTS outreach_by_defect ON outreach (defect_id);
CREATE INDEX IF NOT EXISTS outreach_by_case ON outreach (case_id);
CREATE INDEX IF NOT EXISTS outreach_by_order ON outreach (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS outreach_by_recipient ON outreach (recipient_id, send_after);
CREATE INDEX IF NOT EXISTS outreach_due ON outreach (send_after) WHERE status = 'REQUESTED';

COMMENT ON TABLE outreach IS 'One row a message to a customer or a provider, as of its latest revision. What is not sent is here too, with its reason.';
COMMENT ON COLUMN outreach.outreach_id IS 'The recipient, the template and the first defect_id, with slashes between them. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN outreach.revision IS 'Counts up by one per message, from 1.';
COMMENT ON COLUMN outreach.status IS 'REQUESTED: to be sent at its time. WITHDRAWN: not to be sent; where the first revision says so, it never was to be.';
COMMENT ON COLUMN outreach.reason IS 'Why it is not to be sent: CLEARED, RETRACTED, SUPERSEDED, REASSIGNED, DIGEST, ACTED, OPTED_OUT, UNREACHABLE, EXPIRED, NO_ZONE, HISTORICAL or FEED. Null if it is.';
COMMENT ON COLUMN outreach.recipient_kind IS 'CUSTOMER or PROVIDER.';
COMMENT ON COLUMN outreach.recipient_id IS 'The customer_id or provider_id.';
COMMENT ON COLUMN outreach.code IS 'Of the first defect, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach.severity IS 'Of the worst defect: INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN outreach.template IS 'What to say, by the name of a template; DIGEST for several in one.';
COMMENT ON COLUMN outreach.channels IS 'PUSH, SMS, EMAIL, VOICE: an array in the order of preference.';
COMMENT ON COLUMN outreach.options IS 'What the recipient can do about it: an array of RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER, CALL_ME, CONFIRM, UPDATE_ETA.';
COMMENT ON COLUMN outreach.case_id IS 'The case that it belongs to.';
COMMENT ON COLUMN outreach.order_id IS 'The order it is about.';
COMMENT ON COLUMN outreach.contact_id IS 'The contact it is about.';
COMMENT ON COLUMN outreach.defect_id IS 'The first defect it is about.';
COMMENT ON COLUMN outreach.send_after IS 'Not before this.';
COMMENT ON COLUMN outreach.expires_at IS 'Of no use from this on.';
COMMENT ON COLUMN outreach.decided_at IS 'The instant that this revision was decided for.';
COMMENT ON COLUMN outreach.unconfirmed IS 'Whether events of the provider are missing for so long that it is sent all the same.';
COMMENT ON COLUMN outreach.variables IS 'What the template fills in, as an object of strings.';
COMMENT ON COLUMN outreach.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS outreach_change (
  outreach_id    text NOT NULL,
  revision       bigint  NOT NULL,
  status         text NOT NULL,
  reason         text,
  recipient_kind text NOT NULL,
  recipient_id   text NOT NULL,
  code           text NOT NULL,
  severity       text NOT NULL,
  template       text NOT NULL,
  channels       jsonb NOT NULL,
  options        jsonb NOT NULL,
  case_id        text NOT NULL,
  order_id       text,
  contact_id     text,
  defect_id      text NOT NULL,
  send_after     timestamptz NOT NULL,
  expires_at     timestamptz NOT NULL,
  decided_at     timestamptz NOT NULL,
  unconfirmed    boolean NOT NULL,
  variables      jsonb NOT NULL,
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

COMMENT ON TABLE outreach_change IS 'Every revision of every message, once.';
COMMENT ON COLUMN outreach_change.outreach_id IS 'The recipient, the template and the first defect_id, with slashes between them. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN outreach_change.revision IS 'Counts up by one per message, from 1.';
COMMENT ON COLUMN outreach_change.status IS 'REQUESTED: to be sent at its time. WITHDRAWN: not to be sent; where the first revision says so, it never was to be.';
COMMENT ON COLUMN outreach_change.reason IS 'Why it is not to be sent: CLEARED, RETRACTED, SUPERSEDED, REASSIGNED, DIGEST, ACTED, OPTED_OUT, UNREACHABLE, EXPIRED, NO_ZONE, HISTORICAL or FEED. Null if it is.';
COMMENT ON COLUMN outreach_change.recipient_kind IS 'CUSTOMER or PROVIDER.';
COMMENT ON COLUMN outreach_change.recipient_id IS 'The customer_id or provider_id.';
COMMENT ON COLUMN outreach_change.code IS 'Of the first defect, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach_change.severity IS 'Of the worst defect: INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN outreach_change.template IS 'What to say, by the name of a template; DIGEST for several in one.';
COMMENT ON COLUMN outreach_change.channels IS 'PUSH, SMS, EMAIL, VOICE: an array in the order of preference.';
COMMENT ON COLUMN outreach_change.options IS 'What the recipient can do about it: an array of RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER, CALL_ME, CONFIRM, UPDATE_ETA.';
COMMENT ON COLUMN outreach_change.case_id IS 'The case that it belongs to.';
COMMENT ON COLUMN outreach_change.order_id IS 'The order it is about.';
COMMENT ON COLUMN outreach_change.contact_id IS 'The contact it is about.';
COMMENT ON COLUMN outreach_change.defect_id IS 'The first defect it is about.';
COMMENT ON COLUMN outreach_change.send_after IS 'Not before this.';
COMMENT ON COLUMN outreach_change.expires_at IS 'Of no use from this on.';
COMMENT ON COLUMN outreach_change.decided_at IS 'The instant that this revision was decided for.';
COMMENT ON COLUMN outreach_change.unconfirmed IS 'Whether events of the provider are missing for so long that it is sent all the same.';
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
