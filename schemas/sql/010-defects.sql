-- Defects. The tables job writes these tables. Safe to apply again: nothing that exists is changed.

CREATE TABLE IF NOT EXISTS defect (
  defect_id       text        NOT NULL,
  revision        bigint      NOT NULL,
  status          text        NOT NULL,
  code            text        NOT NULL,
  severity        text        NOT NULL,
  charged_to      text        NOT NULL,
  order_id        text,
  contact_id      text,
  customer_id     text,
  provider_id     text,
  offering_id     text,
  region          text,
  agent_id        text,
  agent_version   text,
  site            text,
  channel         text,
  time_zone       text,
  window_start    timestamptz,
  window_end      timestamptz,
  anchor_event_id text        NOT NULL,
  raised_at       timestamptz NOT NULL,
  cleared_at      timestamptz,
  clear_reason    text,
  cleared_by      text,
  detected_at     timestamptz NOT NULL,
  escalates       text,
  summary         text        NOT NULL,
  evidence        jsonb       NOT NULL,
  missing         text,
  derivation      text        NOT NULL,
  policy          jsonb       NOT NULL,
  details         jsonb       NOT NULL,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT defect_pk PRIMARY KEY (defect_id),
  CONSTRAINT defect_revision_from_one CHECK (revision >= 1),
  CONSTRAINT defect_status_known CHECK (status IN ('RAISED', 'CLEARED', 'RETRACTED')),
  CONSTRAINT defect_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL'))
);

CREATE INDEX IF NOT EXISTS defect_by_code ON defect (code, raised_at);
CREATE INDEX IF NOT EXISTS defect_by_raised_at ON defect (raised_at);
CREATE INDEX IF NOT EXISTS defect_by_order ON defect (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS defect_by_customer ON defect (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS defect_by_provider ON defect (provider_id, raised_at) WHERE provider_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS defect_open ON defect (severity, raised_at) WHERE status = 'RAISED';

COMMENT ON TABLE defect IS 'One row a defect, as of its latest revision. A RETRACTED row is no defect: what it was reported for did not happen.';
COMMENT ON COLUMN defect.defect_id IS 'CODE:subject:anchor_event_id, the subject being the order or the contact. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN defect.revision IS 'Counts up by one per defect, from 1; a lower one never overwrites a higher one.';
COMMENT ON COLUMN defect.status IS 'RAISED: still unsettled. CLEARED: settled late, a defect all the same. RETRACTED: not a defect after all.';
COMMENT ON COLUMN defect.code IS 'What went wrong, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN defect.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN defect.charged_to IS 'Who answers for it: PROVIDER, PLATFORM, CUSTOMER_SERVICE, CUSTOMER or DATA.';
COMMENT ON COLUMN defect.order_id IS 'The order it is about.';
COMMENT ON COLUMN defect.contact_id IS 'The contact it is about.';
COMMENT ON COLUMN defect.customer_id IS 'The customer it happened to.';
COMMENT ON COLUMN defect.provider_id IS 'The provider charged; otherwise who held the order at raised_at.';
COMMENT ON COLUMN defect.offering_id IS 'The service sold.';
COMMENT ON COLUMN defect.region IS 'Region of the service address, or of the contact.';
COMMENT ON COLUMN defect.agent_id IS 'The agent of the contact; of a repeat contact, the last agent of the earlier contact.';
COMMENT ON COLUMN defect.agent_version IS 'The version of a bot, of the same contact as agent_id.';
COMMENT ON COLUMN defect.site IS 'The service site, of the same contact as agent_id.';
COMMENT ON COLUMN defect.channel IS 'VOICE, CHAT, EMAIL, SMS or SELF_SERVICE.';
COMMENT ON COLUMN defect.time_zone IS 'IANA zone of the service address.';
COMMENT ON COLUMN defect.window_start IS 'Of the promise that it is about: the anchor, or the one that stood when the anchor happened.';
COMMENT ON COLUMN defect.window_end IS 'Likewise.';
COMMENT ON COLUMN defect.anchor_event_id IS 'The event that the defect hangs on.';
COMMENT ON COLUMN defect.raised_at IS 'When it became a defect: event time, not when it was noticed.';
COMMENT ON COLUMN defect.cleared_at IS 'When it was settled after all: event time. Null while it is not.';
COMMENT ON COLUMN defect.clear_reason IS 'The type of the settling event, or EXPIRED.';
COMMENT ON COLUMN defect.cleared_by IS 'The id of the settling event.';
COMMENT ON COLUMN defect.detected_at IS 'Wall clock of the job when it found this revision.';
COMMENT ON COLUMN defect.escalates IS 'defect_id of the milder defect of the same promise.';
COMMENT ON COLUMN defect.summary IS 'One line for people.';
COMMENT ON COLUMN defect.evidence IS 'The events matched, in order: [{"eventId", "type", "occurredAt"}].';
COMMENT ON COLUMN defect.missing IS 'What should have come by raised_at and did not.';
COMMENT ON COLUMN defect.derivation IS 'How raised_at was found.';
COMMENT ON COLUMN defect.policy IS 'The policy values used: {"arrivalGrace": "PT0S"}.';
COMMENT ON COLUMN defect.details IS 'What only this code has to say, as an object of strings.';
COMMENT ON COLUMN defect.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS defect_change (
  defect_id       text        NOT NULL,
  revision        bigint      NOT NULL,
  status          text        NOT NULL,
  code            text        NOT NULL,
  severity        text        NOT NULL,
  charged_to      text        NOT NULL,
  order_id        text,
  contact_id      text,
  customer_id     text,
  provider_id     text,
  offering_id     text,
  region          text,
  agent_id        text,
  agent_version   text,
  site            text,
  channel         text,
  time_zone       text,
  window_start    timestamptz,
  window_end      timestamptz,
  anchor_event_id text        NOT NULL,
  raised_at       timestamptz NOT NULL,
  cleared_at      timestamptz,
  clear_reason    text,
  cleared_by      text,
  detected_at     timestamptz NOT NULL,
  escalates       text,
  summary         text        NOT NULL,
  evidence        jsonb       NOT NULL,
  missing         text,
  derivation      text        NOT NULL,
  policy          jsonb       NOT NULL,
  details         jsonb       NOT NULL,
  written_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT defect_change_pk PRIMARY KEY (defect_id, revision, detected_at),
  CONSTRAINT defect_change_revision_from_one CHECK (revision >= 1),
  CONSTRAINT defect_change_status_known CHECK (status IN ('RAISED', 'CLEARED', 'RETRACTED')),
  CONSTRAINT defect_change_severity_known CHECK (severity IN ('INFO', 'WARNING', 'HIGH', 'CRITICAL'))
) PARTITION BY RANGE (detected_at);

CREATE TABLE IF NOT EXISTS defect_change_other PARTITION OF defect_change DEFAULT;

COMMENT ON TABLE defect_change_other IS 'Rows of defect_change whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS defect_change_by_detected_at ON defect_change (detected_at);

COMMENT ON TABLE defect_change IS 'Every revision of every defect, once: how the picture came to be what table defect shows. By months of detected_at; drop_months drops old ones.';
COMMENT ON COLUMN defect_change.defect_id IS 'CODE:subject:anchor_event_id, as in table defect.';
COMMENT ON COLUMN defect_change.revision IS 'Counts up by one per defect, from 1.';
COMMENT ON COLUMN defect_change.status IS 'What this revision says: RAISED, CLEARED or RETRACTED. A second RAISED corrects the first.';
COMMENT ON COLUMN defect_change.code IS 'What went wrong, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN defect_change.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN defect_change.charged_to IS 'Who answers for it: PROVIDER, PLATFORM, CUSTOMER_SERVICE, CUSTOMER or DATA.';
COMMENT ON COLUMN defect_change.order_id IS 'The order it is about.';
COMMENT ON COLUMN defect_change.contact_id IS 'The contact it is about.';
COMMENT ON COLUMN defect_change.customer_id IS 'The customer it happened to.';
COMMENT ON COLUMN defect_change.provider_id IS 'The provider charged; otherwise who held the order at raised_at.';
COMMENT ON COLUMN defect_change.offering_id IS 'The service sold.';
COMMENT ON COLUMN defect_change.region IS 'Region of the service address, or of the contact.';
COMMENT ON COLUMN defect_change.agent_id IS 'The agent of the contact; of a repeat contact, the last agent of the earlier contact.';
COMMENT ON COLUMN defect_change.agent_version IS 'The version of a bot, of the same contact as agent_id.';
COMMENT ON COLUMN defect_change.site IS 'The service site, of the same contact as agent_id.';
COMMENT ON COLUMN defect_change.channel IS 'VOICE, CHAT, EMAIL, SMS or SELF_SERVICE.';
COMMENT ON COLUMN defect_change.time_zone IS 'IANA zone of the service address.';
COMMENT ON COLUMN defect_change.window_start IS 'Of the promise that it is about: the anchor, or the one that stood when the anchor happened.';
COMMENT ON COLUMN defect_change.window_end IS 'Likewise.';
COMMENT ON COLUMN defect_change.anchor_event_id IS 'The event that the defect hangs on.';
COMMENT ON COLUMN defect_change.raised_at IS 'When it became a defect, as this revision knows it: event time.';
COMMENT ON COLUMN defect_change.cleared_at IS 'When it was settled after all: event time.';
COMMENT ON COLUMN defect_change.clear_reason IS 'The type of the settling event, or EXPIRED.';
COMMENT ON COLUMN defect_change.cleared_by IS 'The id of the settling event.';
COMMENT ON COLUMN defect_change.detected_at IS 'Wall clock of the job when it found this revision.';
COMMENT ON COLUMN defect_change.escalates IS 'defect_id of the milder defect of the same promise.';
COMMENT ON COLUMN defect_change.summary IS 'One line for people.';
COMMENT ON COLUMN defect_change.evidence IS 'The events matched, in order: [{"eventId", "type", "occurredAt"}].';
COMMENT ON COLUMN defect_change.missing IS 'What should have come by raised_at and did not.';
COMMENT ON COLUMN defect_change.derivation IS 'How raised_at was found.';
COMMENT ON COLUMN defect_change.policy IS 'The policy values used.';
COMMENT ON COLUMN defect_change.details IS 'What only this code has to say, as an object of strings.';
COMMENT ON COLUMN defect_change.written_at IS 'Wall clock of the database when this revision was written.';
