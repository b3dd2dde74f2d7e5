-- What alerts and messages are worth, and what an operations lead looks at first. Views hold no data and are
-- made anew each time; what was granted on them stays. Columns may be added at a view's end.

CREATE OR REPLACE FUNCTION local_day(at timestamptz, zone text)
RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (at AT TIME ZONE coalesce(zone, 'UTC'))::date;
EXCEPTION WHEN invalid_parameter_value THEN
  -- A zone that the jobs know and this server does not must not take the whole view with it.
  RETURN (at AT TIME ZONE 'UTC')::date;
END
$$;

COMMENT ON FUNCTION local_day IS 'The local date of an instant in an IANA zone; in UTC where there is no zone, or this server does not know it.';

-- What it is worth.

CREATE OR REPLACE VIEW outreach_defect AS
SELECT
  d.defect_id,
  d.code,
  local_day(d.raised_at, d.time_zone) AS day,
  d.order_id,
  d.raised_at,
  EXISTS (
    SELECT FROM alert_change AS a
    WHERE a.alert_id = 'ALERT:' || d.defect_id
      AND (a.notify AND a.status <> 'CLEARED' OR a.suppressed_by = 'STORM')
  ) AS alerted,
  EXISTS (SELECT FROM outreach AS o WHERE o.defect_id = d.defect_id AND o.status = 'REQUESTED') AS messaged,
  reached.reached_at,
  reached.acted,
  contact.first_contact_at,
  reached.reached_at IS NOT NULL AND d.order_id IS NOT NULL
    AND (contact.first_contact_at IS NULL OR reached.reached_at < contact.first_contact_at) AS proactive
FROM defect AS d
CROSS JOIN LATERAL (
  SELECT
    min(r.at) FILTER (WHERE r.status IN ('DELIVERED', 'ACTED') OR r.status = 'SENT' AND NOT EXISTS (
      SELECT FROM outreach_outcome AS f
      WHERE f.outreach_id = r.outreach_id AND f.status = 'FAILED' AND f.at >= r.at
        AND f.channel IS NOT DISTINCT FROM r.channel
    )) AS reached_at,
    coalesce(bool_or(r.status = 'ACTED'), false) AS acted
  FROM outreach AS o
  JOIN outreach_outcome AS r USING (outreach_id)
  WHERE o.defect_id = d.defect_id AND o.recipient_kind = 'CUSTOMER'
) AS reached
CROSS JOIN LATERAL (
  SELECT min(c.began_at) AS first_contact_at
  FROM (
    SELECT min(initiated_at) AS began_at
    FROM order_contact
    WHERE order_id = d.order_id AND NOT retracted
    GROUP BY customer_id, contact_id
  ) AS c
  WHERE c.began_at > d.raised_at
) AS contact
WHERE d.status <> 'RETRACTED';

COMMENT ON VIEW outreach_defect IS 'One row a defect: who heard of it, and when. Retracted defects are left out.';
COMMENT ON COLUMN outreach_defect.defect_id IS 'The defect.';
COMMENT ON COLUMN outreach_defect.code IS 'What went wrong, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach_defect.day IS 'Local date at the service address when it became a defect; in UTC where there is no time zone.';
COMMENT ON COLUMN outreach_defect.order_id IS 'The order it is about; null for none.';
COMMENT ON COLUMN outreach_defect.raised_at IS 'When it became a defect.';
COMMENT ON COLUMN outreach_defect.alerted IS 'Whether somebody of operations was interrupted for it: by an alert of its own, or as one of a storm.';
COMMENT ON COLUMN outreach_defect.messaged IS 'Whether a message about it was requested, to the customer or the provider, and not withdrawn.';
COMMENT ON COLUMN outreach_defect.reached_at IS 'When a message about it first reached the customer: was delivered or acted on, or sent without having failed on that channel afterwards.';
COMMENT ON COLUMN outreach_defect.acted IS 'Whether the customer chose one of the options of such a message.';
COMMENT ON COLUMN outreach_defect.first_contact_at IS 'When the customer first began a contact about the order after it became a defect.';
COMMENT ON COLUMN outreach_defect.proactive IS 'Whether the customer was reached before that, or reached and did not have to ask at all. Of defects of orders only.';

CREATE OR REPLACE VIEW outreach_value AS
SELECT
  code,
  day,
  count(*) AS defects,
  count(order_id) AS order_defects,
  count(*) FILTER (WHERE alerted) AS alerted,
  count(*) FILTER (WHERE messaged) AS messaged,
  count(reached_at) AS reached,
  count(*) FILTER (WHERE proactive) AS proactive,
  count(*) FILTER (WHERE proactive)::double precision / nullif(count(order_id), 0) AS proactive_share,
  count(*) FILTER (WHERE proactive AND first_contact_at IS NOT NULL) AS leads,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY first_contact_at - reached_at) FILTER (WHERE proactive) AS median_lead,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY reached_at - raised_at) AS median_delay,
  count(*) FILTER (WHERE acted) AS acted,
  count(*) FILTER (WHERE acted)::double precision / nullif(count(reached_at), 0) AS acted_rate,
  count(*) FILTER (WHERE proactive AND first_contact_at IS NOT NULL)::double precision
    / nullif(count(*) FILTER (WHERE proactive), 0) AS proactive_contact_rate,
  count(*) FILTER (WHERE order_id IS NOT NULL AND NOT proactive) AS others,
  count(*) FILTER (WHERE order_id IS NOT NULL AND NOT proactive AND first_contact_at IS NOT NULL) AS others_contacted,
  count(*) FILTER (WHERE order_id IS NOT NULL AND NOT proactive AND first_contact_at IS NOT NULL)::double precision
    / nullif(count(*) FILTER (WHERE order_id IS NOT NULL AND NOT proactive), 0) AS others_contact_rate
FROM outreach_defect
GROUP BY code, day;

COMMENT ON VIEW outreach_value IS 'What alerts and messages are worth, a code and a day. Counts add up over days and codes, rates and medians do not. The two contact rates are no experiment: who asks at once cannot be reached before. Of the latest days, contacts and outcomes are still to come.';
COMMENT ON COLUMN outreach_value.code IS 'What went wrong, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach_value.day IS 'Local date at the service address when it became a defect; in UTC where there is no time zone.';
COMMENT ON COLUMN outreach_value.defects IS 'Defects, retracted ones left out.';
COMMENT ON COLUMN outreach_value.order_defects IS 'Of these, those of an order: for these it is known whether the customer asked.';
COMMENT ON COLUMN outreach_value.alerted IS 'Defects that somebody of operations was interrupted for, by an alert of their own or as one of a storm.';
COMMENT ON COLUMN outreach_value.messaged IS 'Defects about which a message was requested, to the customer or the provider, and not withdrawn.';
COMMENT ON COLUMN outreach_value.reached IS 'Defects whose customer a message reached.';
COMMENT ON COLUMN outreach_value.proactive IS 'Defects of orders whose customer was reached before asking about the order, or did not have to ask.';
COMMENT ON COLUMN outreach_value.proactive_share IS 'proactive / order_defects.';
COMMENT ON COLUMN outreach_value.leads IS 'Of the proactive, those whose customer asked later all the same: what median_lead is of.';
COMMENT ON COLUMN outreach_value.median_lead IS 'Median time from being reached to the first contact about the order.';
COMMENT ON COLUMN outreach_value.median_delay IS 'Median time from becoming a defect to the customer being reached.';
COMMENT ON COLUMN outreach_value.acted IS 'Defects whose customer chose one of the options.';
COMMENT ON COLUMN outreach_value.acted_rate IS 'acted / reached.';
COMMENT ON COLUMN outreach_value.proactive_contact_rate IS 'leads / proactive: how many asked of those reached in time.';
COMMENT ON COLUMN outreach_value.others IS 'order_defects - proactive: those not reached, or too late.';
COMMENT ON COLUMN outreach_value.others_contacted IS 'Of the others, those whose customer asked about the order.';
COMMENT ON COLUMN outreach_value.others_contact_rate IS 'others_contacted / others.';

CREATE OR REPLACE VIEW outreach_choice AS
SELECT
  o.code,
  local_day(d.raised_at, d.time_zone) AS day,
  o.recipient_kind,
  offered.option,
  count(*) AS reached,
  count(*) FILTER (WHERE chosen.option IS NOT NULL) AS acted,
  count(*) FILTER (WHERE chosen.option IS NOT NULL)::double precision / count(*) AS acted_rate
FROM outreach AS o
JOIN defect AS d USING (defect_id)
CROSS JOIN LATERAL jsonb_array_elements_text(o.options) AS offered (option)
LEFT JOIN LATERAL (
  SELECT r.option
  FROM outreach_outcome AS r
  WHERE r.outreach_id = o.outreach_id AND r.status = 'ACTED' AND r.option = offered.option
  LIMIT 1
) AS chosen ON true
WHERE d.status <> 'RETRACTED'
  AND EXISTS (
    SELECT FROM outreach_outcome AS r
    WHERE r.outreach_id = o.outreach_id AND (r.status IN ('DELIVERED', 'ACTED') OR r.status = 'SENT' AND NOT EXISTS (
      SELECT FROM outreach_outcome AS f
      WHERE f.outreach_id = r.outreach_id AND f.status = 'FAILED' AND f.at >= r.at
        AND f.channel IS NOT DISTINCT FROM r.channel
    ))
  )
GROUP BY o.code, local_day(d.raised_at, d.time_zone), o.recipient_kind, offered.option;

COMMENT ON VIEW outreach_choice IS 'What recipients do about it: a code, a day, a kind of recipient and an option that they were offered.';
COMMENT ON COLUMN outreach_choice.code IS 'What went wrong, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach_choice.day IS 'Local date at the service address when it became a defect; in UTC where there is no time zone.';
COMMENT ON COLUMN outreach_choice.recipient_kind IS 'CUSTOMER or PROVIDER.';
COMMENT ON COLUMN outreach_choice.option IS 'RESCHEDULE, CANCEL, ALTERNATIVE_PROVIDER, CALL_ME, CONFIRM or UPDATE_ETA.';
COMMENT ON COLUMN outreach_choice.reached IS 'Messages with this option that reached their recipient, as in outreach_defect.';
COMMENT ON COLUMN outreach_choice.acted IS 'Of these, those in which it was chosen. A recipient may choose more than one.';
COMMENT ON COLUMN outreach_choice.acted_rate IS 'acted / reached.';

-- What an operations lead looks at first.

CREATE OR REPLACE VIEW alert_open AS
SELECT
  a.alert_id, a.severity, a.code, a.region, a.title, a.summary, a.member_count, a.defect_ids, n.notified,
  a.suppressed_by, a.starts_at, now() - a.starts_at AS open_for, a.status, a.detected_at, a.route, a.runbook
FROM alert AS a
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM alert_change AS c
    WHERE c.alert_id = a.alert_id AND c.notify AND c.status <> 'CLEARED'
      AND c.revision > coalesce(
        (SELECT max(e.revision) FROM alert_change AS e WHERE e.alert_id = a.alert_id AND e.status = 'CLEARED'), 0)
  ) AS notified
) AS n
WHERE a.status <> 'CLEARED'
ORDER BY n.notified DESC, array_position(ARRAY['CRITICAL', 'HIGH', 'WARNING', 'INFO'], a.severity), a.starts_at;

COMMENT ON VIEW alert_open IS 'Alerts that are not over: those that interrupted somebody first, the most severe and the oldest of them at the top.';
COMMENT ON COLUMN alert_open.alert_id IS 'The alert.';
COMMENT ON COLUMN alert_open.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert_open.code IS 'Of the defects, e.g. MISSED_WINDOW; FEED_SILENT where a region''s order events have stopped.';
COMMENT ON COLUMN alert_open.region IS 'Region of the defects; null where not known.';
COMMENT ON COLUMN alert_open.title IS 'A line for a pager.';
COMMENT ON COLUMN alert_open.summary IS 'A sentence or two for people.';
COMMENT ON COLUMN alert_open.member_count IS 'How many defects it is about.';
COMMENT ON COLUMN alert_open.defect_ids IS 'The first 20 of them, as an array.';
COMMENT ON COLUMN alert_open.notified IS 'Whether it has interrupted somebody since it began, or began again.';
COMMENT ON COLUMN alert_open.suppressed_by IS 'Why it interrupts nobody now; null where nothing stands against it.';
COMMENT ON COLUMN alert_open.starts_at IS 'Since when: event time.';
COMMENT ON COLUMN alert_open.open_for IS 'How long that is, by the clock of the database.';
COMMENT ON COLUMN alert_open.status IS 'FIRING, or UPDATED where something has changed since it began.';
COMMENT ON COLUMN alert_open.detected_at IS 'Wall clock of the job when it decided the latest revision.';
COMMENT ON COLUMN alert_open.route IS 'Who is told, by the name of a route.';
COMMENT ON COLUMN alert_open.runbook IS 'Where it is written what to do; null for none.';

CREATE OR REPLACE VIEW alert_day AS
SELECT
  (f.detected_at AT TIME ZONE 'UTC')::date AS day,
  a.code,
  a.severity,
  count(*) AS fired,
  count(*) FILTER (WHERE n.notified) AS notified,
  count(*) FILTER (WHERE NOT n.notified AND f.suppressed_by = 'HISTORICAL') AS historical,
  count(*) FILTER (WHERE NOT n.notified AND f.suppressed_by = 'INHIBITED') AS inhibited,
  count(*) FILTER (WHERE NOT n.notified AND f.suppressed_by = 'FEED_SILENT') AS feed_silent,
  count(*) FILTER (WHERE NOT n.notified AND f.suppressed_by = 'STORM') AS storm,
  count(*) FILTER (WHERE NOT n.notified AND f.suppressed_by = 'SILENCED') AS silenced,
  count(*) FILTER (WHERE a.status = 'CLEARED') AS cleared,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY a.ends_at - a.starts_at)
    FILTER (WHERE a.status = 'CLEARED') AS median_duration
FROM alert AS a
JOIN alert_change AS f ON f.alert_id = a.alert_id AND f.revision = 1
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM alert_change AS c WHERE c.alert_id = a.alert_id AND c.notify AND c.status <> 'CLEARED'
  ) AS notified
) AS n
GROUP BY (f.detected_at AT TIME ZONE 'UTC')::date, a.code, a.severity;

COMMENT ON VIEW alert_day IS 'Alerts by the day that they first fired, code and severity. Each is counted once: as notified, or under the reason that suppressed it first.';
COMMENT ON COLUMN alert_day.day IS 'UTC date when the alert first fired, by the clock of the job.';
COMMENT ON COLUMN alert_day.code IS 'Of the defects, e.g. MISSED_WINDOW; FEED_SILENT where a region''s order events have stopped.';
COMMENT ON COLUMN alert_day.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert_day.fired IS 'Alerts: notified + historical + inhibited + feed_silent + storm + silenced.';
COMMENT ON COLUMN alert_day.notified IS 'Of these, those that interrupted somebody, at once or when nothing suppressed them any longer.';
COMMENT ON COLUMN alert_day.historical IS 'Never notified: history when it was found.';
COMMENT ON COLUMN alert_day.inhibited IS 'Never notified: a worse defect of the same order was open.';
COMMENT ON COLUMN alert_day.feed_silent IS 'Never notified: the region''s feed was silent.';
COMMENT ON COLUMN alert_day.storm IS 'Never notified: one of many that were one alert.';
COMMENT ON COLUMN alert_day.silenced IS 'Never notified: somebody had silenced it.';
COMMENT ON COLUMN alert_day.cleared IS 'Alerts that are over.';
COMMENT ON COLUMN alert_day.median_duration IS 'Median time from beginning to end, of those that are over.';

CREATE OR REPLACE VIEW outreach_day AS
SELECT
  (f.decided_at AT TIME ZONE 'UTC')::date AS day,
  o.code,
  split_part(o.outreach_id, '/', 1) AS recipient_kind,
  count(*) AS messages,
  count(*) FILTER (WHERE o.status = 'REQUESTED') AS requested,
  count(*) FILTER (WHERE o.reason = 'CLEARED') AS cleared,
  count(*) FILTER (WHERE o.reason = 'RETRACTED') AS retracted,
  count(*) FILTER (WHERE o.reason = 'SUPERSEDED') AS superseded,
  count(*) FILTER (WHERE o.reason = 'CAPPED') AS capped,
  count(*) FILTER (WHERE o.reason = 'OPTED_OUT') AS opted_out,
  count(*) FILTER (WHERE o.reason = 'NO_RECIPIENT') AS no_recipient,
  count(*) FILTER (WHERE o.reason = 'EXPIRED') AS expired,
  count(*) FILTER (WHERE o.reason = 'HISTORICAL') AS historical,
  count(*) FILTER (WHERE o.reason = 'INHIBITED') AS inhibited,
  count(*) FILTER (WHERE o.reason = 'FEED_SILENT') AS feed_silent
FROM outreach AS o
JOIN outreach_change AS f ON f.outreach_id = o.outreach_id AND f.revision = 1
GROUP BY (f.decided_at AT TIME ZONE 'UTC')::date, o.code, split_part(o.outreach_id, '/', 1);

COMMENT ON VIEW outreach_day IS 'Messages by the day that they were first decided on, code and kind of recipient. Each is counted once: as requested, or under the reason for which it is not sent.';
COMMENT ON COLUMN outreach_day.day IS 'UTC date of the first decision, by the clock of the job.';
COMMENT ON COLUMN outreach_day.code IS 'Of the defects, e.g. MISSED_WINDOW.';
COMMENT ON COLUMN outreach_day.recipient_kind IS 'CUSTOMER or PROVIDER.';
COMMENT ON COLUMN outreach_day.messages IS 'All messages, sent or not: requested and all that follows.';
COMMENT ON COLUMN outreach_day.requested IS 'Messages to be sent.';
COMMENT ON COLUMN outreach_day.cleared IS 'Not sent: the defect was settled before the message was due.';
COMMENT ON COLUMN outreach_day.retracted IS 'Not sent: the defect turned out to be none.';
COMMENT ON COLUMN outreach_day.superseded IS 'Not sent: a message about something worse took its place.';
COMMENT ON COLUMN outreach_day.capped IS 'Not sent: the recipient had just been told something as bad about the same order.';
COMMENT ON COLUMN outreach_day.opted_out IS 'Not sent: the recipient does not want to be written to.';
COMMENT ON COLUMN outreach_day.no_recipient IS 'Not sent: it was not known whom to tell.';
COMMENT ON COLUMN outreach_day.expired IS 'Not sent: by the time it could have been it would have been of no use.';
COMMENT ON COLUMN outreach_day.historical IS 'Not sent: the defect was history.';
COMMENT ON COLUMN outreach_day.inhibited IS 'Not sent: a worse defect of the same order was open.';
COMMENT ON COLUMN outreach_day.feed_silent IS 'Not sent: the region''s feed was silent.';
