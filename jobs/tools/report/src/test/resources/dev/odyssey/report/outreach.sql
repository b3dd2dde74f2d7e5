-- Six missed windows. The customers of o1 to o3 are reached at 12:10, that of o1 asks all the same at 12:30;
-- that of o4 has asked before the message comes; o5 and o6 are not written to, and o5 asks.

INSERT INTO defect (defect_id, revision, status, code, severity, charged_to, order_id, region, anchor_event_id,
  raised_at, detected_at, summary, evidence, derivation, policy, details)
SELECT 'MISSED_WINDOW:o' || n || ':e' || n, 1, 'RAISED', 'MISSED_WINDOW', 'HIGH', 'PROVIDER', 'o' || n, 'US-MA', 'e' || n,
  '2025-03-31 12:00+00', '2025-03-31 12:00+00', 's', '[]', 'd', '{}', '{}'
FROM generate_series(1, 6) AS n;

INSERT INTO outreach (outreach_id, revision, status, recipient_kind, recipient_id, code, severity, template, channels,
  options, case_id, order_id, defect_id, send_after, expires_at, decided_at, unconfirmed, variables)
SELECT 'CUSTOMER/MISSED_WINDOW:o' || n || ':e' || n, 1, 'REQUESTED', 'CUSTOMER', 'c' || n, 'MISSED_WINDOW', 'HIGH', 't', '["SMS"]',
  '["RESCHEDULE"]', 'ORDER:o' || n, 'o' || n, 'MISSED_WINDOW:o' || n || ':e' || n, '2025-03-31 12:05+00', '2025-03-31 16:00+00',
  '2025-03-31 12:05+00', false, '{}'
FROM generate_series(1, 4) AS n;

INSERT INTO outreach_outcome (outreach_id, status, at, option, channel)
SELECT 'CUSTOMER/MISSED_WINDOW:o' || n || ':e' || n, 'DELIVERED', timestamptz '2025-03-31 12:10+00', NULL, 'SMS' FROM generate_series(1, 4) AS n
UNION ALL
SELECT 'CUSTOMER/MISSED_WINDOW:o' || n || ':e' || n, 'ACTED', timestamptz '2025-03-31 12:20+00', 'RESCHEDULE', 'SMS' FROM generate_series(2, 3) AS n;

INSERT INTO order_contact (event_id, customer_id, contact_id, order_id, initiated_at, retracted) VALUES
  ('k1', 'c1', 'k1', 'o1', '2025-03-31 12:30+00', false),
  ('k4', 'c4', 'k4', 'o4', '2025-03-31 12:02+00', false),
  ('k5', 'c5', 'k5', 'o5', '2025-03-31 13:00+00', false);

-- The alert of the case of o1 interrupts, is acknowledged after 40 minutes and is over; that of o2 waits for its feed.

INSERT INTO alert_change (alert_id, kind, revision, status, severity, title, summary, region, member_count, members,
  starts_at, ends_at, detected_at, notify, reason, suppressed_by, acknowledged_by, unconfirmed, route) VALUES
  ('CASES:operations:US-MA', 'CASES', 1, 'FIRING', 'HIGH', 't', 's', 'US-MA', 1, '["ORDER:o1"]',
    '2025-03-31 12:00+00', NULL, '2025-03-31 12:01+00', true, 'FIRST', NULL, NULL, false, 'operations'),
  ('CASES:operations:US-MA', 'CASES', 2, 'UPDATED', 'HIGH', 't', 's', 'US-MA', 1, '["ORDER:o1"]',
    '2025-03-31 12:00+00', NULL, '2025-03-31 12:41+00', false, NULL, NULL, 'ann', false, 'operations'),
  ('CASES:operations:US-MA', 'CASES', 3, 'CLEARED', 'HIGH', 't', 's', 'US-MA', 1, '["ORDER:o1"]',
    '2025-03-31 12:00+00', '2025-03-31 15:00+00', '2025-03-31 15:00+00', true, 'OVER', NULL, 'ann', false, 'operations'),
  ('CASES:field:US-MA', 'CASES', 1, 'FIRING', 'HIGH', 't', 's', 'US-MA', 1, '["ORDER:o2"]',
    '2025-03-31 12:00+00', NULL, '2025-03-31 12:01+00', false, NULL, 'FEED', NULL, false, 'field');
