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
    WHERE a.members ? ('ORDER:' || d.order_id)
      AND a.notify AND a.status <> 'CLEARED' AND a.detected_at >= d.raised_at
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
COMMENT ON COLUMN outreach_defect.alerted IS 'Whether somebody of operations was interrupted by an alert that named its order.';
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
COMMENT ON COLUMN outreach_value.alerted IS 'Defects that somebody of operations was interrupted for, by an alert that named their order.';
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
  a.alert_id, a.kind, a.severity, a.region, a.title, a.summary, a.member_count, a.members, n.notified,
  a.suppressed_by, a.acknowledged_by, a.starts_at, now() - a.starts_at AS open_for, a.status, a.detected_at, a.route,
  a.runbook
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
COMMENT ON COLUMN alert_open.kind IS 'CASES, SURGE or FEED.';
COMMENT ON COLUMN alert_open.severity IS 'INFO, WARNING, HIGH or CRITICAL.';
COMMENT ON COLUMN alert_open.region IS 'ALL for a surge of several regions; null where not known.';
COMMENT ON COLUMN alert_open.title IS 'A line for a pager.';
COMMENT ON COLUMN alert_open.summary IS 'A sentence or two for people.';
COMMENT ON COLUMN alert_open.member_count IS 'How many cases it is about.';
COMMENT ON COLUMN alert_open.members IS 'The first 20 of them, case_ids as an array.';
COMMENT ON COLUMN alert_open.notified IS 'Whether it has interrupted somebody since it began, or began again.';
COMMENT ON COLUMN alert_open.suppressed_by IS 'Why it interrupts nobody now; null where nothing stands against it.';
COMMENT ON COLUMN alert_open.acknowledged_by IS 'Who looks after it; null for nobody.';
COMMENT ON COLUMN alert_open.starts_at IS 'Since when: event time.';
COMMENT ON COLUMN alert_open.open_for IS 'How long that is, by the clock of the database.';
COMMENT ON COLUMN alert_open.status IS 'FIRING, or UPDATED where something has changed since it began.';
COMMENT ON COLUMN alert_open.detected_at IS 'The instant that the latest revision was decided for.';
COMMENT ON COLUMN alert_open.route IS 'Who is told, by the name of a route.';
COMMENT ON COLUMN alert_open.runbook IS 'Where it is written what to do; null for none.';

CREATE OR REPLACE VIEW alert_day AS
SELECT
  (c.detected_at AT TIME ZONE 'UTC')::date AS day,
  c.route,
  c.kind,
  count(*) FILTER (WHERE c.status = 'FIRING') AS fired,
  count(*) FILTER (WHERE c.notify) AS interruptions,
  count(*) FILTER (WHERE c.notify AND c.reason = 'FIRST') AS first,
  count(*) FILTER (WHERE c.notify AND c.reason = 'MEMBERS') AS members,
  count(*) FILTER (WHERE c.notify AND c.reason = 'WORSE') AS worse,
  count(*) FILTER (WHERE c.notify AND c.reason = 'REMINDER') AS reminders,
  count(*) FILTER (WHERE c.notify AND c.reason = 'AGAIN') AS again,
  count(*) FILTER (WHERE c.notify AND c.reason = 'OVER') AS over,
  count(*) FILTER (WHERE c.notify AND c.reason <> 'OVER' AND EXISTS (
    SELECT FROM alert_change AS a
    WHERE a.alert_id = c.alert_id AND a.acknowledged_by IS NOT NULL
      AND a.detected_at >= c.detected_at AND a.detected_at < c.detected_at + interval '1 hour'
  )) AS acted_on
FROM alert_change AS c
GROUP BY (c.detected_at AT TIME ZONE 'UTC')::date, c.route, c.kind;

COMMENT ON VIEW alert_day IS 'How often alerts interrupted somebody, by day, route and kind, and why.';
COMMENT ON COLUMN alert_day.day IS 'UTC date.';
COMMENT ON COLUMN alert_day.route IS 'Who was told, by the name of a route.';
COMMENT ON COLUMN alert_day.kind IS 'CASES, SURGE or FEED.';
COMMENT ON COLUMN alert_day.fired IS 'Alerts that began, whether they notified or not.';
COMMENT ON COLUMN alert_day.interruptions IS 'Revisions that notified: first + members + worse + reminders + again + over.';
COMMENT ON COLUMN alert_day.first IS 'As an alert began.';
COMMENT ON COLUMN alert_day.members IS 'As it had new members.';
COMMENT ON COLUMN alert_day.worse IS 'As it became more severe.';
COMMENT ON COLUMN alert_day.reminders IS 'As it lasted for long, and nobody had acknowledged it.';
COMMENT ON COLUMN alert_day.again IS 'As what stood against it had ended.';
COMMENT ON COLUMN alert_day.over IS 'As it was over.';
COMMENT ON COLUMN alert_day.acted_on IS 'Interruptions, ends left out, whose alert was acknowledged within an hour.';

CREATE OR REPLACE VIEW outreach_day AS
SELECT
  (f.decided_at AT TIME ZONE 'UTC')::date AS day,
  o.template,
  o.recipient_kind,
  count(*) AS messages,
  count(*) FILTER (WHERE o.status = 'REQUESTED') AS requested,
  count(*) FILTER (WHERE o.reason = 'CLEARED') AS cleared,
  count(*) FILTER (WHERE o.reason = 'RETRACTED') AS retracted,
  count(*) FILTER (WHERE o.reason = 'SUPERSEDED') AS superseded,
  count(*) FILTER (WHERE o.reason = 'REASSIGNED') AS reassigned,
  count(*) FILTER (WHERE o.reason = 'DIGEST') AS digest,
  count(*) FILTER (WHERE o.reason = 'ACTED') AS acted,
  count(*) FILTER (WHERE o.reason = 'OPTED_OUT') AS opted_out,
  count(*) FILTER (WHERE o.reason = 'UNREACHABLE') AS unreachable,
  count(*) FILTER (WHERE o.reason = 'EXPIRED') AS expired,
  count(*) FILTER (WHERE o.reason = 'NO_ZONE') AS no_zone,
  count(*) FILTER (WHERE o.reason = 'HISTORICAL') AS historical,
  count(*) FILTER (WHERE o.reason = 'FEED') AS feed
FROM outreach AS o
JOIN outreach_change AS f ON f.outreach_id = o.outreach_id AND f.revision = 1
GROUP BY (f.decided_at AT TIME ZONE 'UTC')::date, o.template, o.recipient_kind;

COMMENT ON VIEW outreach_day IS 'Messages by the day that they were first decided on, template and kind of recipient. Each is counted once: as requested, or under the reason for which it is not sent.';
COMMENT ON COLUMN outreach_day.day IS 'UTC date of the first decision.';
COMMENT ON COLUMN outreach_day.template IS 'What is said, by the name of a template.';
COMMENT ON COLUMN outreach_day.recipient_kind IS 'CUSTOMER or PROVIDER.';
COMMENT ON COLUMN outreach_day.messages IS 'All messages, sent or not: requested and all that follows.';
COMMENT ON COLUMN outreach_day.requested IS 'Messages to be sent.';
COMMENT ON COLUMN outreach_day.cleared IS 'Not sent: the defect was settled before the message was due.';
COMMENT ON COLUMN outreach_day.retracted IS 'Not sent: the defect turned out to be none.';
COMMENT ON COLUMN outreach_day.superseded IS 'Not sent: a worse defect of the same promise took its place.';
COMMENT ON COLUMN outreach_day.reassigned IS 'Not sent: somebody else holds the order.';
COMMENT ON COLUMN outreach_day.digest IS 'Not sent: it is part of a digest.';
COMMENT ON COLUMN outreach_day.acted IS 'Not sent: the recipient had already chosen what it asks for.';
COMMENT ON COLUMN outreach_day.opted_out IS 'Not sent: the recipient does not want to be written to.';
COMMENT ON COLUMN outreach_day.unreachable IS 'Not sent: every channel has failed.';
COMMENT ON COLUMN outreach_day.expired IS 'Not sent: by the time it could have been it would have been of no use.';
COMMENT ON COLUMN outreach_day.no_zone IS 'Not sent: no time zone of the recipient was known.';
COMMENT ON COLUMN outreach_day.historical IS 'Not sent: the defect was history.';
COMMENT ON COLUMN outreach_day.feed IS 'Not sent: events of its region or provider were missing.';
