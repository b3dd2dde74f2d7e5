-- What an analyst asks for first. Views hold no data and are made anew each time.

CREATE OR REPLACE VIEW open_defect AS
SELECT
  defect_id, code, severity, charged_to, order_id, contact_id, customer_id, provider_id, offering_id, region,
  raised_at, now() - raised_at AS open_for, summary, missing, escalates, evidence, details
FROM defect
WHERE status = 'RAISED';

COMMENT ON VIEW open_defect IS 'Defects that nothing has settled yet. A defect that is a single event (e.g. LOW_RATING) is never settled and stays here.';
COMMENT ON COLUMN open_defect.open_for IS 'How long ago it became a defect, by the clock of the database.';

CREATE OR REPLACE VIEW defect_evidence AS
SELECT
  d.defect_id, d.code, d.order_id, d.contact_id, d.raised_at,
  e.position, e.event ->> 'eventId' AS event_id, e.event ->> 'type' AS event_type,
  (e.event ->> 'occurredAt')::timestamptz AS occurred_at
FROM defect d
CROSS JOIN LATERAL jsonb_array_elements(d.evidence) WITH ORDINALITY AS e (event, position)
WHERE d.status <> 'RETRACTED';

COMMENT ON VIEW defect_evidence IS 'One row an event that a defect was found by, in order; retracted defects left out.';
COMMENT ON COLUMN defect_evidence.position IS 'Place of the event in the evidence, from 1.';
COMMENT ON COLUMN defect_evidence.event_id IS 'Id of the event on its input topic.';
COMMENT ON COLUMN defect_evidence.event_type IS 'Type of the event, e.g. SCHEDULED.';
COMMENT ON COLUMN defect_evidence.occurred_at IS 'When the event happened.';
