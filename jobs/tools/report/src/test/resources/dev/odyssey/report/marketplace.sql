-- A marketplace to look at: 200 providers in six regions over 208 days, 60 agents at five sites over 40
-- days. The same rows each time.

SELECT setseed(0.42);

CREATE TEMP TABLE provider AS
SELECT
  'P-' || lpad(i::text, 3, '0') AS id,
  (ARRAY['US-MA', 'US-CA', 'US-TX', 'US-NY', 'AU-NSW', 'GB-LND'])[1 + i % 6] AS region,
  exp(random_normal(0.1, 0.9)) AS volume,
  CASE WHEN i % 17 = 0 THEN 0.84 WHEN i % 29 = 0 THEN 0.985 ELSE 0.93 + random_normal(0, 0.012) END AS on_time,
  CASE WHEN i % 23 = 0 THEN 0.15 ELSE 0.06 END AS reschedule,
  CASE WHEN i % 31 = 0 THEN 0.08 ELSE 0.025 END AS cancel,
  CASE WHEN i % 37 = 0 THEN 0.05 ELSE 0.006 END AS claim,
  CASE WHEN i % 13 = 0 THEN 0.55 ELSE 0.78 + random_normal(0, 0.02) END AS five_stars
FROM generate_series(1, 200) AS i;

CREATE TEMP TABLE booking AS
SELECT
  p.id AS provider_id, p.region, d.day::date AS day,
  random() < p.on_time AS on_time,
  random() < p.on_time - 0.02 AS in_window,
  random() < p.reschedule AS rescheduled,
  random() < p.cancel AS cancelled,
  random() < p.claim AS claimed,
  random() < 0.062 + 0.05 * (DATE '2025-03-31' - d.day::date) / 208.0
    + CASE p.region WHEN 'US-TX' THEN 0.02 WHEN 'AU-NSW' THEN -0.015 ELSE 0 END AS contacted,
  CASE WHEN random() < 0.4 THEN CASE WHEN random() < p.five_stars THEN 5 WHEN random() < 0.7 THEN 4 ELSE 1 + floor(random() * 3)::int END END AS stars
FROM provider AS p
CROSS JOIN generate_series(DATE '2025-03-31' - 207, DATE '2025-03-31', interval '1 day') AS d (day)
CROSS JOIN LATERAL generate_series(1, round(p.volume * (CASE WHEN extract(isodow FROM d.day) > 5 THEN 0.3 ELSE 1 END) * (0.4 + 1.2 * random()))::int);

INSERT INTO order_scorecard_day (
  entity_type, entity_id, day, revision, on_time_arrival_num, on_time_arrival_den, completion_in_window_num,
  completion_in_window_den, provider_reschedule_num, provider_reschedule_den, provider_cancel_num,
  provider_cancel_den, order_contact_num, order_contact_den, approved_claim_num, approved_claim_den,
  star_rating_num, star_rating_den, star_rating_sq)
SELECT
  e.entity_type, e.entity_id, b.day, 1,
  count(*) FILTER (WHERE on_time), count(*),
  count(*) FILTER (WHERE in_window), count(*),
  count(*) FILTER (WHERE rescheduled), count(*),
  count(*) FILTER (WHERE cancelled), count(*),
  count(*) FILTER (WHERE contacted), count(*),
  count(*) FILTER (WHERE claimed), count(*),
  coalesce(sum(stars), 0), count(stars), coalesce(sum(stars * stars), 0)
FROM booking AS b
CROSS JOIN LATERAL (VALUES ('PROVIDER', b.provider_id), ('REGION', b.region), ('ALL', 'ALL')) AS e (entity_type, entity_id)
GROUP BY e.entity_type, e.entity_id, b.day;

INSERT INTO rule_day (entity_type, entity_id, day, code, revision, count)
SELECT e.entity_type, e.entity_id, b.day, d.code, 1, count(*)
FROM booking AS b
CROSS JOIN LATERAL (VALUES ('PROVIDER', b.provider_id), ('REGION', b.region), ('ALL', 'ALL')) AS e (entity_type, entity_id)
CROSS JOIN LATERAL (VALUES
  ('MISSED_WINDOW', NOT on_time),
  ('LATE_DEPARTURE', NOT in_window),
  ('UNCONFIRMED', cancelled OR claimed),
  ('REWORK', claimed),
  ('LOW_RATING', stars <= 2),
  ('NO_SHOW', NOT on_time AND NOT in_window),
  ('SKIPPED_SCAN', on_time AND rescheduled AND NOT in_window),
  ('LATE_CANCEL', cancelled AND contacted),
  ('STALLED_PAUSE', claimed AND contacted)
) AS d (code, found)
WHERE d.found
GROUP BY e.entity_type, e.entity_id, b.day, d.code;

CREATE TEMP TABLE call AS
SELECT
  'agent-' || lpad(a::text, 2, '0') AS agent, (ARRAY['Boston', 'Manila', 'Kraków', 'Austin', 'Cebu'])[1 + a % 5] AS site,
  d.day::date AS day,
  random() < CASE WHEN a % 19 = 0 THEN 0.6 ELSE 0.76 END AS solved,
  random() < CASE WHEN a % 5 = 1 THEN 0.2 ELSE 0.13 END AS transferred,
  random() < 0.11 AS repeated,
  random() < 0.5 AS first,
  CASE WHEN random() < 0.3 THEN random() < 0.82 END AS yes
FROM generate_series(1, 60) AS a
CROSS JOIN generate_series(DATE '2025-03-31' - 39, DATE '2025-03-31', interval '1 day') AS d (day)
CROSS JOIN LATERAL generate_series(1, (CASE WHEN a > 52 THEN 0.3 ELSE 6 END * random())::int);

INSERT INTO contact_scorecard_day (
  entity_type, entity_id, day, revision, transferred_num, transferred_den, dropped_den, abandoned_den,
  repeated_num, repeated_den, fcr_7d_num, fcr_7d_den, fcr_7d_prov, solved_yes_num, solved_yes_den)
SELECT
  e.entity_type, e.entity_id, c.day, 1,
  count(*) FILTER (WHERE transferred), count(*), count(*), count(*),
  count(*) FILTER (WHERE repeated), count(*),
  count(*) FILTER (WHERE first AND solved), count(*) FILTER (WHERE first),
  count(*) FILTER (WHERE first AND solved AND day > DATE '2025-03-24'),
  count(*) FILTER (WHERE yes), count(yes)
FROM call AS c
CROSS JOIN LATERAL (VALUES ('AGENT', c.agent), ('SITE', c.site), ('ALL', 'ALL')) AS e (entity_type, entity_id)
GROUP BY e.entity_type, e.entity_id, c.day;

INSERT INTO defect (
  defect_id, revision, status, code, severity, charged_to, contact_id, order_id, region, anchor_event_id, raised_at,
  detected_at, summary, evidence, derivation, policy, details)
SELECT
  'd' || i, 1,
  CASE WHEN i % 11 = 0 THEN 'RETRACTED' WHEN i % 3 = 0 THEN 'RAISED' ELSE 'CLEARED' END,
  code, CASE WHEN i % 4 = 0 THEN 'HIGH' ELSE 'WARNING' END, 'COMPANY',
  CASE WHEN code <> 'MISSED_WINDOW' THEN 'k' || i END, CASE WHEN code = 'MISSED_WINDOW' THEN 'o' || i END,
  CASE WHEN code = 'MISSED_WINDOW' THEN 'US-MA' END,
  'e' || i, TIMESTAMPTZ '2025-03-31 12:00:00Z' - i * interval '50 minutes', TIMESTAMPTZ '2025-03-31 12:00:00Z',
  'seen', '[]', '{}', '{}', '{}'
FROM generate_series(1, 750) AS i
CROSS JOIN LATERAL (
  SELECT CASE
    WHEN i % 2 = 0 THEN 'REPEAT_CONTACT' WHEN i % 3 = 0 THEN 'SLOW_RESOLUTION' WHEN i % 5 = 0 THEN 'DROPPED_CONTACT'
    WHEN i % 7 = 0 THEN 'TRANSFER_CHAIN' WHEN i % 13 = 0 THEN 'NOT_SOLVED' WHEN i % 17 = 0 THEN 'ABANDONED_CONTACT'
    ELSE 'MISSED_WINDOW'
  END AS code
) AS codes;

INSERT INTO provider_tier (provider_id, revision, tier, decided_at, window_from, window_to, targets_version, verdicts)
SELECT
  provider_id, 1,
  CASE
    WHEN on_time_arrival_n < 20 THEN 'NOT_ENOUGH_DATA'
    WHEN on_time_arrival_high < 0.9 OR provider_reschedule_low > 0.1 OR provider_cancel_low > 0.05
      OR approved_claim_low > 0.01 OR star_rating_high < 4.7 THEN 'AT_RISK'
    WHEN on_time_arrival_low > 0.9 AND provider_reschedule_high < 0.1 AND provider_cancel_high < 0.06 THEN 'GOLD'
    ELSE 'STANDARD'
  END,
  TIMESTAMPTZ '2025-03-31 23:59:59Z', window_from, window_to, 'default', '{}'
FROM provider_scorecard;
