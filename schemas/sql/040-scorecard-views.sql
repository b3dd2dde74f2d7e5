-- Rates from counts: functions, and the views that an analyst reads. They hold no data and are made anew each
-- time; what was granted on them stays. Columns may be added at a view's end. Any other change of columns needs
-- a DROP VIEW IF EXISTS before the view, and the grants once more.

-- The interval of a proportion (E. B. Wilson, Probable inference, the law of succession, and statistical
-- inference, JASA 22, 1927), two-sided, 95 %. It stays within 0 and 1 and is of use for small samples too.
-- Not STRICT, here and below, where the planner is to expand the function in place.

CREATE OR REPLACE FUNCTION wilson_low(numerator double precision, denominator double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN numerator = 0 AND denominator > 0 THEN 0
  WHEN numerator >= 0 AND numerator <= denominator AND denominator > 0 THEN
    (numerator / denominator + 1.9207294103470626 / denominator
      - 1.959963984540054 * sqrt((numerator / denominator * (1 - numerator / denominator) + 0.9603647051735313 / denominator) / denominator))
    / (1 + 3.841458820694125 / denominator)
END;

CREATE OR REPLACE FUNCTION wilson_high(numerator double precision, denominator double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN numerator = denominator AND denominator > 0 THEN 1
  WHEN numerator >= 0 AND numerator <= denominator AND denominator > 0 THEN
    (numerator / denominator + 1.9207294103470626 / denominator
      + 1.959963984540054 * sqrt((numerator / denominator * (1 - numerator / denominator) + 0.9603647051735313 / denominator) / denominator))
    / (1 + 3.841458820694125 / denominator)
END;

COMMENT ON FUNCTION wilson_low IS 'Lower end of the 95 % Wilson interval of numerator / denominator; exactly 0 for none of them. Null where that is no proportion.';
COMMENT ON FUNCTION wilson_high IS 'Upper end of the 95 % Wilson interval of numerator / denominator; exactly 1 for all of them. Null where that is no proportion.';

-- The interval of a mean: t * s / sqrt(n), two-sided, 95 %.

CREATE OR REPLACE FUNCTION student_t_975(df double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
  WHEN df < 1 THEN NULL
  WHEN df <= 30 AND df = floor(df) THEN (ARRAY[
    12.7062047361747, 4.302652729749464, 3.18244630528371, 2.776445105197794, 2.570581835636316,
    2.44691185114497, 2.364624251592785, 2.306004135204167, 2.262157162798206, 2.228138851986275,
    2.20098516009164, 2.178812829667229, 2.160368656462793, 2.144786687917804, 2.131449545559776,
    2.119905299221255, 2.109815577833317, 2.100922040241038, 2.09302405440831, 2.085963447265865,
    2.07961384472768, 2.073873067904026, 2.068657610419049, 2.063898561628026, 2.059538552753298,
    2.055529438642873, 2.051830516480286, 2.048407141795245, 2.045229642132704, 2.042272456301238
  ]::double precision[])[df::integer]
  -- Abramowitz and Stegun 26.7.5 at the normal quantile.
  WHEN df > 30 THEN 1.959963984540054 + (2.3722712302985628 + (2.8224986157396118 + (2.5558496795077233 + 1.5895340533938235 / df) / df) / df) / df
END;

COMMENT ON FUNCTION student_t_975 IS 'The 97.5 % quantile of Student''s t distribution; to 12 digits up to 30 degrees of freedom, within 1e-7 above. Null below 1 and for fractions below 30.';

CREATE OR REPLACE FUNCTION mean_margin(total double precision, n double precision, squares double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN n >= 2 THEN student_t_975(n - 1) * sqrt(greatest(squares - total * total / n, 0) / (n - 1) / n) END;

COMMENT ON FUNCTION mean_margin IS 'Half the width of the 95 % t interval of the mean of n values, from their total and the sum of their squares. Null for fewer than two values.';

-- The normal quantile: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988; about 16 digits.

CREATE OR REPLACE FUNCTION inverse_normal(p double precision)
RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  q CONSTANT double precision := p - 0.5;
  r double precision;
  x double precision;
BEGIN
  IF p <= 0 OR p >= 1 THEN
    RETURN NULL;
  END IF;
  IF abs(q) <= 0.425 THEN
    r := 0.180625 - q * q;
    RETURN q *
      (((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
        + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
        + 133.14166789178437745) * r + 3.387132872796366608)
      / (((((((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
        + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
        + 42.313330701600911252) * r + 1);
  END IF;
  r := sqrt(-ln(least(p, 1 - p)));
  IF r <= 5 THEN
    r := r - 1.6;
    x :=
      (((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
        + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
        + 4.6303378461565452959) * r + 1.42343711074968357734)
      / (((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
        + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
        + 2.05319162663775882187) * r + 1);
  ELSE
    r := r - 5;
    x :=
      (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
        + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
        + 5.4637849111641143699) * r + 6.6579046435011037772)
      / (((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
        + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
        + 0.59983220655588793769) * r + 1);
  END IF;
  RETURN sign(q) * x;
END
$$;

COMMENT ON FUNCTION inverse_normal IS 'The value below which a standard normal variable lies with probability p. Null for p at or beyond 0 and 1.';

CREATE OR REPLACE FUNCTION sigma_level(dpmo double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- z(1 - x) = -z(x), without the digits that 1 - x loses.
RETURN 1.5 - inverse_normal(dpmo / 1e6);

COMMENT ON FUNCTION sigma_level IS 'z(1 - DPMO / 10^6) + 1.5. Null at a DPMO of 0 and of 10^6, where it has no end.';

CREATE OR REPLACE FUNCTION scorecard_sample_size()
RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce((SELECT max(sample_size) FROM scorecard_target), 20);

COMMENT ON FUNCTION scorecard_sample_size IS 'The denominator from which a sample is sound: that of scorecard_target, the largest if they differ.';

-- One wide row of counts as a row a metric.

CREATE OR REPLACE FUNCTION scorecard_metrics(counts order_scorecard_day)
RETURNS TABLE (metric text, numerator double precision, denominator bigint, provisional bigint, trials bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    m.metric, m.numerator::double precision, m.denominator, m.provisional,
    CASE WHEN m.is_proportion THEN m.denominator END
  FROM (
    VALUES
      ('on_time_arrival', true, (counts).on_time_arrival_num, (counts).on_time_arrival_den, 0::bigint),
      ('completion_in_window', true, (counts).completion_in_window_num, (counts).completion_in_window_den, 0),
      ('provider_reschedule', true, (counts).provider_reschedule_num, (counts).provider_reschedule_den, 0),
      ('provider_cancel', true, (counts).provider_cancel_num, (counts).provider_cancel_den, 0),
      ('order_contact', true, (counts).order_contact_num, (counts).order_contact_den, 0),
      ('approved_claim', true, (counts).approved_claim_num, (counts).approved_claim_den, 0),
      ('star_rating', false, (counts).star_rating_num, (counts).star_rating_den, 0),
      ('reopened', true, (counts).reopened_num, (counts).reopened_den, 0)
  ) AS m (metric, is_proportion, numerator, denominator, provisional)
  WHERE m.numerator <> 0 OR m.denominator <> 0
$$;

COMMENT ON FUNCTION scorecard_metrics(order_scorecard_day) IS 'The metrics of a row of counts of orders, those that count anything; trials is the denominator of a proportion, null of means and counts.';

CREATE OR REPLACE FUNCTION scorecard_metrics(counts contact_scorecard_day)
RETURNS TABLE (metric text, numerator double precision, denominator bigint, provisional bigint, trials bigint)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT
    m.metric, m.numerator::double precision, m.denominator, m.provisional,
    CASE WHEN m.is_proportion THEN m.denominator END
  FROM (
    VALUES
      ('transferred', true, (counts).transferred_num, (counts).transferred_den, 0::bigint),
      ('dropped', true, (counts).dropped_num, (counts).dropped_den, 0),
      ('abandoned', true, (counts).abandoned_num, (counts).abandoned_den, 0),
      ('repeated', true, (counts).repeated_num, (counts).repeated_den, 0),
      ('fcr_24h', true, (counts).fcr_24h_num, (counts).fcr_24h_den, (counts).fcr_24h_prov),
      ('fcr_7d', true, (counts).fcr_7d_num, (counts).fcr_7d_den, (counts).fcr_7d_prov),
      ('resolved_first', true, (counts).resolved_first_num, (counts).resolved_first_den, 0),
      ('resolution_hours', false, (counts).resolution_millis_num / 3600000.0, (counts).resolution_hours_den, 0),
      ('slow', true, (counts).slow_num, (counts).slow_den, 0),
      ('solved_yes', true, (counts).solved_yes_num, (counts).solved_yes_den, 0),
      ('csat', false, (counts).csat_num, (counts).csat_den, 0),
      ('effort', false, (counts).effort_num, (counts).effort_den, 0),
      ('empathy', false, (counts).empathy_num, (counts).empathy_den, 0),
      ('automation', true, (counts).automation_num, (counts).automation_den, (counts).automation_prov)
  ) AS m (metric, is_proportion, numerator, denominator, provisional)
  WHERE m.numerator <> 0 OR m.denominator <> 0
$$;

COMMENT ON FUNCTION scorecard_metrics(contact_scorecard_day) IS 'The metrics of a row of counts of contacts, those that count anything; trials is the denominator of a proportion, null of means and counts.';

CREATE OR REPLACE FUNCTION built_in_codes()
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY[
  'UNSCHEDULED',
  'UNFILLED',
  'UNCONFIRMED',
  'LATE_DEPARTURE',
  'MISSED_WINDOW',
  'NO_SHOW',
  'STALLED_START',
  'STALLED_COMPLETION',
  'STALLED_PAUSE',
  'STALLED_CLAIM',
  'BACKDATED_PROMISE',
  'RESCHEDULE_CHURN',
  'LATE_RESCHEDULE',
  'LATE_CANCEL',
  'LATE_DECLINE',
  'CUSTOMER_ABSENT',
  'SKIPPED_SCAN',
  'REWORK',
  'LOW_RATING',
  'REPEAT_CONTACT',
  'TRANSFER_CHAIN',
  'DROPPED_CONTACT',
  'ABANDONED_CONTACT',
  'SLOW_RESOLUTION',
  'NOT_SOLVED'];

COMMENT ON FUNCTION built_in_codes IS 'The codes of defects that the suite brings along. Rules that users declare have others.';

CREATE OR REPLACE VIEW scorecard_day AS
SELECT
  s.entity_type, s.entity_id, s.day, s.metric, s.numerator, s.denominator, s.provisional,
  s.numerator / nullif(s.denominator, 0) AS value,
  wilson_low(s.numerator, s.trials) AS ci_low,
  wilson_high(s.numerator, s.trials) AS ci_high,
  s.denominator >= (SELECT scorecard_sample_size()) AS sample_ok
FROM (
  SELECT c.entity_type, c.entity_id, c.day, m.*
  FROM order_scorecard_day AS c CROSS JOIN LATERAL scorecard_metrics(c) AS m
  UNION ALL
  SELECT c.entity_type, c.entity_id, c.day, m.*
  FROM contact_scorecard_day AS c CROSS JOIN LATERAL scorecard_metrics(c) AS m
  UNION ALL
  SELECT c.entity_type, c.entity_id, c.day, 'defect_' || c.code, c.count::double precision, 0, 0, NULL
  FROM rule_day AS c
  WHERE c.count <> 0 AND c.code = ANY (built_in_codes())
) AS s;

COMMENT ON VIEW scorecard_day IS 'What each entity did on each day, one row a metric. No row where there is nothing to count.';
COMMENT ON COLUMN scorecard_day.entity_type IS 'PROVIDER, OFFERING, REGION, AGENT, SITE, AGENT_VERSION, TRIAL_ARM or ALL.';
COMMENT ON COLUMN scorecard_day.entity_id IS 'Whose; ALL for ALL.';
COMMENT ON COLUMN scorecard_day.day IS 'Of orders: local date at the service address, which may lie ahead. Of contacts: UTC date.';
COMMENT ON COLUMN scorecard_day.metric IS 'What is measured. defect_<CODE> counts the defects of a built-in code and has no denominator.';
COMMENT ON COLUMN scorecard_day.numerator IS 'What counts for the metric; of a mean the sum of the values, hours for resolution_hours.';
COMMENT ON COLUMN scorecard_day.denominator IS 'Out of how many; 0 for a count of defects.';
COMMENT ON COLUMN scorecard_day.provisional IS 'How many of the denominator count as a success only as long as the customer does not come back.';
COMMENT ON COLUMN scorecard_day.value IS 'numerator / denominator; null where the denominator is 0.';
COMMENT ON COLUMN scorecard_day.ci_low IS 'Lower end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_day.ci_high IS 'Upper end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_day.sample_ok IS 'Whether the denominator reaches the sample size of the targets (20 by default). False: the value says little.';

CREATE OR REPLACE FUNCTION scorecard_latest_day()
RETURNS date LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
  SELECT
    CASE
      -- Today is the date where the day begins first.
      WHEN known.day IS NOT NULL THEN least(known.day, (now() AT TIME ZONE 'Pacific/Kiritimati')::date)
    END
  FROM (
    SELECT
      greatest(
        coalesce(
          (SELECT max(day) FROM order_scorecard_day WHERE on_time_arrival_den > 0),
          (SELECT max(day) FROM order_scorecard_day)),
        (SELECT max(day) FROM contact_scorecard_day)) AS day
  ) AS known
);

COMMENT ON FUNCTION scorecard_latest_day IS 'The day up to which there is something to say: the last one of a contact, or of a promise known to be kept or broken; today at the latest. Promises for days ahead do not count. Null while there are no rows.';

-- Rolling: as of each day, the sum of the wide rows of the days up to it. Name a day or an entity, and only
-- the rows for it are read and summed: the planner takes both conditions inside. The sums are in the order of the table's columns.

CREATE OR REPLACE VIEW scorecard_rolling AS
SELECT
  s.days, s.entity_type, s.entity_id, s.day, s.metric, s.numerator, s.denominator, s.provisional,
  s.numerator / nullif(s.denominator, 0) AS value,
  wilson_low(s.numerator, s.trials) AS ci_low,
  wilson_high(s.numerator, s.trials) AS ci_high,
  s.denominator >= (SELECT scorecard_sample_size()) AS sample_ok
FROM (
  SELECT w.days, w.entity_type, w.entity_id, w.day, m.*
  FROM (
    SELECT
      p.days, c.entity_type, c.entity_id, p.day,
      ROW(
        c.entity_type, c.entity_id, p.day, max(c.revision), max(c.updated_at),
        sum(c.on_time_arrival_num)::bigint, sum(c.on_time_arrival_den)::bigint,
        sum(c.completion_in_window_num)::bigint, sum(c.completion_in_window_den)::bigint,
        sum(c.provider_reschedule_num)::bigint, sum(c.provider_reschedule_den)::bigint,
        sum(c.provider_cancel_num)::bigint, sum(c.provider_cancel_den)::bigint, sum(c.order_contact_num)::bigint,
        sum(c.order_contact_den)::bigint, sum(c.approved_claim_num)::bigint, sum(c.approved_claim_den)::bigint,
        sum(c.star_rating_num)::bigint, sum(c.star_rating_den)::bigint, sum(c.star_rating_sq)::bigint,
        sum(c.reopened_num)::bigint, sum(c.reopened_den)::bigint
      )::order_scorecard_day AS counts
    FROM (
      SELECT period.days, span.first_day + i AS day
      FROM (VALUES (7), (28)) AS period (days)
      CROSS JOIN (
        SELECT (SELECT min(day) FROM order_scorecard_day) AS first_day, scorecard_latest_day() AS last_day
      ) AS span
      CROSS JOIN LATERAL generate_series(0, span.last_day - span.first_day) AS i
    ) AS p
    JOIN order_scorecard_day AS c ON c.day BETWEEN p.day - (p.days - 1) AND p.day
    GROUP BY p.days, c.entity_type, c.entity_id, p.day
  ) AS w CROSS JOIN LATERAL scorecard_metrics(w.counts) AS m
  UNION ALL
  SELECT w.days, w.entity_type, w.entity_id, w.day, m.*
  FROM (
    SELECT
      p.days, c.entity_type, c.entity_id, p.day,
      ROW(
        c.entity_type, c.entity_id, p.day, max(c.revision), max(c.updated_at),
        sum(c.transferred_num)::bigint, sum(c.transferred_den)::bigint, sum(c.dropped_num)::bigint,
        sum(c.dropped_den)::bigint, sum(c.abandoned_num)::bigint, sum(c.abandoned_den)::bigint,
        sum(c.repeated_num)::bigint, sum(c.repeated_den)::bigint, sum(c.fcr_24h_num)::bigint,
        sum(c.fcr_24h_den)::bigint, sum(c.fcr_24h_prov)::bigint, sum(c.fcr_7d_num)::bigint,
        sum(c.fcr_7d_den)::bigint, sum(c.fcr_7d_prov)::bigint, sum(c.resolved_first_num)::bigint,
        sum(c.resolved_first_den)::bigint, sum(c.resolution_millis_num)::bigint,
        sum(c.resolution_hours_den)::bigint, sum(c.slow_num)::bigint, sum(c.slow_den)::bigint,
        sum(c.solved_yes_num)::bigint, sum(c.solved_yes_den)::bigint, sum(c.csat_num)::bigint,
        sum(c.csat_den)::bigint, sum(c.effort_num)::bigint, sum(c.effort_den)::bigint, sum(c.empathy_num)::bigint,
        sum(c.empathy_den)::bigint, sum(c.automation_num)::bigint, sum(c.automation_den)::bigint,
        sum(c.automation_prov)::bigint
      )::contact_scorecard_day AS counts
    FROM (
      SELECT period.days, span.first_day + i AS day
      FROM (VALUES (7), (28)) AS period (days)
      CROSS JOIN (
        SELECT (SELECT min(day) FROM contact_scorecard_day) AS first_day, scorecard_latest_day() AS last_day
      ) AS span
      CROSS JOIN LATERAL generate_series(0, span.last_day - span.first_day) AS i
    ) AS p
    JOIN contact_scorecard_day AS c ON c.day BETWEEN p.day - (p.days - 1) AND p.day
    GROUP BY p.days, c.entity_type, c.entity_id, p.day
  ) AS w CROSS JOIN LATERAL scorecard_metrics(w.counts) AS m
  UNION ALL
  SELECT
    p.days, c.entity_type, c.entity_id, p.day, 'defect_' || c.code, sum(c.count)::double precision, 0, 0, NULL
  FROM (
    SELECT period.days, span.first_day + i AS day
    FROM (VALUES (7), (28)) AS period (days)
    CROSS JOIN (SELECT (SELECT min(day) FROM rule_day) AS first_day, scorecard_latest_day() AS last_day) AS span
    CROSS JOIN LATERAL generate_series(0, span.last_day - span.first_day) AS i
  ) AS p
  JOIN rule_day AS c ON c.day BETWEEN p.day - (p.days - 1) AND p.day
  WHERE c.code = ANY (built_in_codes())
  GROUP BY p.days, c.entity_type, c.entity_id, p.day, c.code
  HAVING sum(c.count) <> 0
) AS s;

COMMENT ON VIEW scorecard_rolling IS 'The columns of scorecard_day over 7 and over 28 days, as of each day up to the latest one: also on days without events, as long as the period holds any.';
COMMENT ON COLUMN scorecard_rolling.days IS 'Length of the period in days: 7 or 28.';
COMMENT ON COLUMN scorecard_rolling.entity_type IS 'PROVIDER, OFFERING, REGION, AGENT, SITE, AGENT_VERSION, TRIAL_ARM or ALL.';
COMMENT ON COLUMN scorecard_rolling.entity_id IS 'Whose; ALL for ALL.';
COMMENT ON COLUMN scorecard_rolling.day IS 'Last day of the period.';
COMMENT ON COLUMN scorecard_rolling.metric IS 'What is measured. defect_<CODE> counts the defects of a built-in code and has no denominator.';
COMMENT ON COLUMN scorecard_rolling.numerator IS 'What counts for the metric in the period; of a mean the sum of the values, hours for resolution_hours.';
COMMENT ON COLUMN scorecard_rolling.denominator IS 'Out of how many in the period; 0 for a count of defects.';
COMMENT ON COLUMN scorecard_rolling.provisional IS 'How many of the denominator count as a success only as long as the customer does not come back.';
COMMENT ON COLUMN scorecard_rolling.value IS 'numerator / denominator; null where the denominator is 0.';
COMMENT ON COLUMN scorecard_rolling.ci_low IS 'Lower end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_rolling.ci_high IS 'Upper end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_rolling.sample_ok IS 'Whether the denominator reaches the sample size of the targets (20 by default). False: the value says little.';

CREATE OR REPLACE VIEW scorecard_7d AS
SELECT
  entity_type, entity_id, day, metric, numerator, denominator, provisional, value, ci_low, ci_high, sample_ok
FROM scorecard_rolling
WHERE days = 7;

COMMENT ON VIEW scorecard_7d IS 'The columns of scorecard_day over 7 days, as of each day up to the latest one: also on days without events, as long as the 7 days hold any.';
COMMENT ON COLUMN scorecard_7d.entity_type IS 'PROVIDER, OFFERING, REGION, AGENT, SITE, AGENT_VERSION, TRIAL_ARM or ALL.';
COMMENT ON COLUMN scorecard_7d.entity_id IS 'Whose; ALL for ALL.';
COMMENT ON COLUMN scorecard_7d.day IS 'Last of the 7 days.';
COMMENT ON COLUMN scorecard_7d.metric IS 'What is measured. defect_<CODE> counts the defects of a built-in code and has no denominator.';
COMMENT ON COLUMN scorecard_7d.numerator IS 'What counts for the metric in the 7 days; of a mean the sum of the values, hours for resolution_hours.';
COMMENT ON COLUMN scorecard_7d.denominator IS 'Out of how many in the 7 days; 0 for a count of defects.';
COMMENT ON COLUMN scorecard_7d.provisional IS 'How many of the denominator count as a success only as long as the customer does not come back.';
COMMENT ON COLUMN scorecard_7d.value IS 'numerator / denominator; null where the denominator is 0.';
COMMENT ON COLUMN scorecard_7d.ci_low IS 'Lower end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_7d.ci_high IS 'Upper end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_7d.sample_ok IS 'Whether the denominator reaches the sample size of the targets (20 by default). False: the value says little.';

CREATE OR REPLACE VIEW scorecard_28d AS
SELECT
  entity_type, entity_id, day, metric, numerator, denominator, provisional, value, ci_low, ci_high, sample_ok
FROM scorecard_rolling
WHERE days = 28;

COMMENT ON VIEW scorecard_28d IS 'The columns of scorecard_day over 28 days, as of each day up to the latest one: also on days without events, as long as the 28 days hold any.';
COMMENT ON COLUMN scorecard_28d.entity_type IS 'PROVIDER, OFFERING, REGION, AGENT, SITE, AGENT_VERSION, TRIAL_ARM or ALL.';
COMMENT ON COLUMN scorecard_28d.entity_id IS 'Whose; ALL for ALL.';
COMMENT ON COLUMN scorecard_28d.day IS 'Last of the 28 days.';
COMMENT ON COLUMN scorecard_28d.metric IS 'What is measured. defect_<CODE> counts the defects of a built-in code and has no denominator.';
COMMENT ON COLUMN scorecard_28d.numerator IS 'What counts for the metric in the 28 days; of a mean the sum of the values, hours for resolution_hours.';
COMMENT ON COLUMN scorecard_28d.denominator IS 'Out of how many in the 28 days; 0 for a count of defects.';
COMMENT ON COLUMN scorecard_28d.provisional IS 'How many of the denominator count as a success only as long as the customer does not come back.';
COMMENT ON COLUMN scorecard_28d.value IS 'numerator / denominator; null where the denominator is 0.';
COMMENT ON COLUMN scorecard_28d.ci_low IS 'Lower end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_28d.ci_high IS 'Upper end of the 95 % Wilson interval of a proportion; null for means and counts.';
COMMENT ON COLUMN scorecard_28d.sample_ok IS 'Whether the denominator reaches the sample size of the targets (20 by default). False: the value says little.';

CREATE OR REPLACE VIEW provider_scorecard AS
SELECT
  c.provider_id, c.window_to - 27 AS window_from, c.window_to, p.tier,
  c.order_contact_den AS orders,
  c.on_time_arrival_num::double precision / nullif(c.on_time_arrival_den, 0) AS on_time_arrival,
  wilson_low(c.on_time_arrival_num, c.on_time_arrival_den) AS on_time_arrival_low,
  wilson_high(c.on_time_arrival_num, c.on_time_arrival_den) AS on_time_arrival_high,
  c.on_time_arrival_den AS on_time_arrival_n,
  t.on_time_arrival AS on_time_arrival_target,
  c.completion_in_window_num::double precision / nullif(c.completion_in_window_den, 0) AS completion_in_window,
  wilson_low(c.completion_in_window_num, c.completion_in_window_den) AS completion_in_window_low,
  wilson_high(c.completion_in_window_num, c.completion_in_window_den) AS completion_in_window_high,
  c.completion_in_window_den AS completion_in_window_n,
  t.completion_in_window AS completion_in_window_target,
  c.provider_reschedule_num::double precision / nullif(c.provider_reschedule_den, 0) AS provider_reschedule,
  wilson_low(c.provider_reschedule_num, c.provider_reschedule_den) AS provider_reschedule_low,
  wilson_high(c.provider_reschedule_num, c.provider_reschedule_den) AS provider_reschedule_high,
  c.provider_reschedule_den AS provider_reschedule_n,
  t.provider_reschedule AS provider_reschedule_target,
  c.provider_cancel_num::double precision / nullif(c.provider_cancel_den, 0) AS provider_cancel,
  wilson_low(c.provider_cancel_num, c.provider_cancel_den) AS provider_cancel_low,
  wilson_high(c.provider_cancel_num, c.provider_cancel_den) AS provider_cancel_high,
  c.provider_cancel_den AS provider_cancel_n,
  t.provider_cancel AS provider_cancel_target,
  c.approved_claim_num::double precision / nullif(c.approved_claim_den, 0) AS approved_claim,
  wilson_low(c.approved_claim_num, c.approved_claim_den) AS approved_claim_low,
  wilson_high(c.approved_claim_num, c.approved_claim_den) AS approved_claim_high,
  c.approved_claim_den AS approved_claim_n,
  t.approved_claim AS approved_claim_target,
  c.star_rating_num::double precision / nullif(c.star_rating_den, 0) AS star_rating,
  c.star_rating_num::double precision / nullif(c.star_rating_den, 0) - mean_margin(c.star_rating_num, c.star_rating_den, c.star_rating_sq) AS star_rating_low,
  c.star_rating_num::double precision / nullif(c.star_rating_den, 0) + mean_margin(c.star_rating_num, c.star_rating_den, c.star_rating_sq) AS star_rating_high,
  c.star_rating_den AS star_rating_n,
  t.star_rating AS star_rating_target,
  c.order_contact_num AS contacted_orders,
  c.order_contact_num::double precision / nullif(c.order_contact_den, 0) AS contact_rate,
  c.defects,
  c.missed_windows,
  c.no_shows,
  c.late_cancels,
  c.rework,
  c.low_ratings
FROM (
  SELECT
    entity_id AS provider_id,
    scorecard_latest_day() AS window_to,
    coalesce(sum(c.on_time_arrival_num), 0)::bigint AS on_time_arrival_num,
    coalesce(sum(c.on_time_arrival_den), 0)::bigint AS on_time_arrival_den,
    coalesce(sum(c.completion_in_window_num), 0)::bigint AS completion_in_window_num,
    coalesce(sum(c.completion_in_window_den), 0)::bigint AS completion_in_window_den,
    coalesce(sum(c.provider_reschedule_num), 0)::bigint AS provider_reschedule_num,
    coalesce(sum(c.provider_reschedule_den), 0)::bigint AS provider_reschedule_den,
    coalesce(sum(c.provider_cancel_num), 0)::bigint AS provider_cancel_num,
    coalesce(sum(c.provider_cancel_den), 0)::bigint AS provider_cancel_den,
    coalesce(sum(c.approved_claim_num), 0)::bigint AS approved_claim_num,
    coalesce(sum(c.approved_claim_den), 0)::bigint AS approved_claim_den,
    coalesce(sum(c.star_rating_num), 0)::bigint AS star_rating_num,
    coalesce(sum(c.star_rating_den), 0)::bigint AS star_rating_den,
    coalesce(sum(c.star_rating_sq), 0)::bigint AS star_rating_sq,
    coalesce(sum(c.order_contact_num), 0)::bigint AS order_contact_num,
    coalesce(sum(c.order_contact_den), 0)::bigint AS order_contact_den,
    coalesce(sum(d.missed_windows), 0)::bigint AS missed_windows,
    coalesce(sum(d.no_shows), 0)::bigint AS no_shows,
    coalesce(sum(d.late_cancels), 0)::bigint AS late_cancels,
    coalesce(sum(d.rework), 0)::bigint AS rework,
    coalesce(sum(d.low_ratings), 0)::bigint AS low_ratings,
    coalesce(sum(d.defects), 0)::bigint AS defects
  -- Both sides are limited before they are joined: a condition on what a full join comes to would read them whole.
  FROM (
    SELECT * FROM order_scorecard_day
    WHERE entity_type = 'PROVIDER' AND day BETWEEN scorecard_latest_day() - 27 AND scorecard_latest_day()
  ) AS c
  FULL JOIN (
    SELECT
      entity_id, day,
      sum(count) AS defects,
      sum(count) FILTER (WHERE code = 'MISSED_WINDOW') AS missed_windows,
      sum(count) FILTER (WHERE code = 'NO_SHOW') AS no_shows,
      sum(count) FILTER (WHERE code = 'LATE_CANCEL') AS late_cancels,
      sum(count) FILTER (WHERE code = 'REWORK') AS rework,
      sum(count) FILTER (WHERE code = 'LOW_RATING') AS low_ratings
    FROM rule_day
    WHERE entity_type = 'PROVIDER' AND day BETWEEN scorecard_latest_day() - 27 AND scorecard_latest_day()
    GROUP BY entity_id, day
  ) AS d USING (entity_id, day)
  GROUP BY entity_id
) AS c
CROSS JOIN (
  SELECT
    max(target) FILTER (WHERE metric = 'on_time_arrival') AS on_time_arrival,
    max(target) FILTER (WHERE metric = 'completion_in_window') AS completion_in_window,
    max(target) FILTER (WHERE metric = 'provider_reschedule') AS provider_reschedule,
    max(target) FILTER (WHERE metric = 'provider_cancel') AS provider_cancel,
    max(target) FILTER (WHERE metric = 'approved_claim') AS approved_claim,
    max(target) FILTER (WHERE metric = 'star_rating') AS star_rating
  FROM scorecard_target
) AS t
LEFT JOIN provider_tier AS p ON p.provider_id = c.provider_id
WHERE c.on_time_arrival_den + c.completion_in_window_den + c.provider_reschedule_den + c.order_contact_den + c.defects > 0;

COMMENT ON VIEW provider_scorecard IS 'A provider''s last 28 days as of the latest day, each target beside the value.';
COMMENT ON COLUMN provider_scorecard.provider_id IS 'The provider.';
COMMENT ON COLUMN provider_scorecard.window_from IS 'First of the 28 days.';
COMMENT ON COLUMN provider_scorecard.window_to IS 'Last of the 28 days: the latest day.';
COMMENT ON COLUMN provider_scorecard.tier IS 'The tier as last decided, see provider_tier; null while none is.';
COMMENT ON COLUMN provider_scorecard.orders IS 'Orders held when they were completed, or last.';
COMMENT ON COLUMN provider_scorecard.on_time_arrival IS 'Promises kept on arrival, as a proportion; null without any.';
COMMENT ON COLUMN provider_scorecard.on_time_arrival_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.on_time_arrival_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.on_time_arrival_n IS 'Out of how many.';
COMMENT ON COLUMN provider_scorecard.on_time_arrival_target IS 'At least this is the target by default; scorecard_target says which direction is in force.';
COMMENT ON COLUMN provider_scorecard.completion_in_window IS 'Promises whose job was completed in time, as a proportion; null without any.';
COMMENT ON COLUMN provider_scorecard.completion_in_window_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.completion_in_window_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.completion_in_window_n IS 'Out of how many.';
COMMENT ON COLUMN provider_scorecard.completion_in_window_target IS 'At least this is the target by default; scorecard_target says which direction is in force.';
COMMENT ON COLUMN provider_scorecard.provider_reschedule IS 'Promises that the provider moved, as a proportion; null without any.';
COMMENT ON COLUMN provider_scorecard.provider_reschedule_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.provider_reschedule_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.provider_reschedule_n IS 'Out of how many.';
COMMENT ON COLUMN provider_scorecard.provider_reschedule_target IS 'At most this is the target by default; scorecard_target says which direction is in force.';
COMMENT ON COLUMN provider_scorecard.provider_cancel IS 'Promises that the provider cancelled, as a proportion; null without any.';
COMMENT ON COLUMN provider_scorecard.provider_cancel_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.provider_cancel_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.provider_cancel_n IS 'Out of how many.';
COMMENT ON COLUMN provider_scorecard.provider_cancel_target IS 'At most this is the target by default; scorecard_target says which direction is in force.';
COMMENT ON COLUMN provider_scorecard.approved_claim IS 'Jobs with an approved claim, as a proportion; null without any.';
COMMENT ON COLUMN provider_scorecard.approved_claim_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.approved_claim_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN provider_scorecard.approved_claim_n IS 'Out of how many.';
COMMENT ON COLUMN provider_scorecard.approved_claim_target IS 'At most this is the target by default; scorecard_target says which direction is in force.';
COMMENT ON COLUMN provider_scorecard.star_rating IS 'Mean of the stars; null without any.';
COMMENT ON COLUMN provider_scorecard.star_rating_low IS 'Lower end of its 95 % t interval; null for fewer than two ratings.';
COMMENT ON COLUMN provider_scorecard.star_rating_high IS 'Upper end of its 95 % t interval; null for fewer than two ratings.';
COMMENT ON COLUMN provider_scorecard.star_rating_n IS 'Orders rated.';
COMMENT ON COLUMN provider_scorecard.star_rating_target IS 'At least this is the target by default; scorecard_target says which direction is in force.';
COMMENT ON COLUMN provider_scorecard.contacted_orders IS 'Orders that at least one inbound contact names.';
COMMENT ON COLUMN provider_scorecard.contact_rate IS 'contacted_orders / orders.';
COMMENT ON COLUMN provider_scorecard.defects IS 'Defects of every code charged to the provider.';
COMMENT ON COLUMN provider_scorecard.missed_windows IS 'Of these, MISSED_WINDOW.';
COMMENT ON COLUMN provider_scorecard.no_shows IS 'Of these, NO_SHOW.';
COMMENT ON COLUMN provider_scorecard.late_cancels IS 'Of these, LATE_CANCEL.';
COMMENT ON COLUMN provider_scorecard.rework IS 'Of these, REWORK.';
COMMENT ON COLUMN provider_scorecard.low_ratings IS 'Of these, LOW_RATING.';

CREATE OR REPLACE VIEW contact_scorecard AS
SELECT
  c.entity_type,
  c.entity_id,
  c.window_to - 27 AS window_from,
  c.window_to,
  c.abandoned_den AS contacts,
  c.abandoned_den >= (SELECT scorecard_sample_size()) AS sample_ok,
  c.fcr_24h_num::double precision / nullif(c.fcr_24h_den, 0) AS fcr_24h,
  wilson_low(c.fcr_24h_num, c.fcr_24h_den) AS fcr_24h_low,
  wilson_high(c.fcr_24h_num, c.fcr_24h_den) AS fcr_24h_high,
  c.fcr_24h_den AS fcr_24h_n,
  c.fcr_24h_prov AS fcr_24h_provisional,
  c.fcr_7d_num::double precision / nullif(c.fcr_7d_den, 0) AS fcr_7d,
  wilson_low(c.fcr_7d_num, c.fcr_7d_den) AS fcr_7d_low,
  wilson_high(c.fcr_7d_num, c.fcr_7d_den) AS fcr_7d_high,
  c.fcr_7d_den AS fcr_7d_n,
  c.fcr_7d_prov AS fcr_7d_provisional,
  c.resolved_first_num::double precision / nullif(c.resolved_first_den, 0) AS resolved_first,
  c.slow_num::double precision / nullif(c.slow_den, 0) AS slow,
  c.transferred_num::double precision / nullif(c.transferred_den, 0) AS transferred,
  c.dropped_num::double precision / nullif(c.dropped_den, 0) AS dropped,
  c.abandoned_num::double precision / nullif(c.abandoned_den, 0) AS abandoned,
  c.repeated_num::double precision / nullif(c.repeated_den, 0) AS repeated,
  c.resolution_millis_num / 3600000.0::double precision / nullif(c.resolution_hours_den, 0) AS resolution_hours,
  c.solved_yes_num::double precision / nullif(c.solved_yes_den, 0) AS solved_yes,
  c.solved_yes_den AS solved_yes_n,
  c.csat_num::double precision / nullif(c.csat_den, 0) AS csat,
  c.csat_den AS csat_n,
  c.effort_num::double precision / nullif(c.effort_den, 0) AS effort,
  c.effort_den AS effort_n,
  c.empathy_num::double precision / nullif(c.empathy_den, 0) AS empathy,
  c.empathy_den AS empathy_n,
  c.automation_num::double precision / nullif(c.automation_den, 0) AS automation,
  wilson_low(c.automation_num, c.automation_den) AS automation_low,
  wilson_high(c.automation_num, c.automation_den) AS automation_high,
  c.automation_den AS automation_n,
  c.automation_prov AS automation_provisional
FROM (
  SELECT
    c.entity_type,
    c.entity_id,
    scorecard_latest_day() AS window_to,
    sum(c.transferred_num)::bigint AS transferred_num,
    sum(c.transferred_den)::bigint AS transferred_den,
    sum(c.dropped_num)::bigint AS dropped_num,
    sum(c.dropped_den)::bigint AS dropped_den,
    sum(c.abandoned_num)::bigint AS abandoned_num,
    sum(c.abandoned_den)::bigint AS abandoned_den,
    sum(c.repeated_num)::bigint AS repeated_num,
    sum(c.repeated_den)::bigint AS repeated_den,
    sum(c.fcr_24h_num)::bigint AS fcr_24h_num,
    sum(c.fcr_24h_den)::bigint AS fcr_24h_den,
    sum(c.fcr_24h_prov)::bigint AS fcr_24h_prov,
    sum(c.fcr_7d_num)::bigint AS fcr_7d_num,
    sum(c.fcr_7d_den)::bigint AS fcr_7d_den,
    sum(c.fcr_7d_prov)::bigint AS fcr_7d_prov,
    sum(c.resolved_first_num)::bigint AS resolved_first_num,
    sum(c.resolved_first_den)::bigint AS resolved_first_den,
    sum(c.resolution_millis_num)::bigint AS resolution_millis_num,
    sum(c.resolution_hours_den)::bigint AS resolution_hours_den,
    sum(c.slow_num)::bigint AS slow_num,
    sum(c.slow_den)::bigint AS slow_den,
    sum(c.solved_yes_num)::bigint AS solved_yes_num,
    sum(c.solved_yes_den)::bigint AS solved_yes_den,
    sum(c.csat_num)::bigint AS csat_num,
    sum(c.csat_den)::bigint AS csat_den,
    sum(c.effort_num)::bigint AS effort_num,
    sum(c.effort_den)::bigint AS effort_den,
    sum(c.empathy_num)::bigint AS empathy_num,
    sum(c.empathy_den)::bigint AS empathy_den,
    sum(c.automation_num)::bigint AS automation_num,
    sum(c.automation_den)::bigint AS automation_den,
    sum(c.automation_prov)::bigint AS automation_prov
  FROM contact_scorecard_day AS c
  WHERE c.day BETWEEN scorecard_latest_day() - 27 AND scorecard_latest_day()
  GROUP BY c.entity_type, c.entity_id
) AS c
WHERE c.abandoned_den + c.transferred_den + c.automation_den > 0;

COMMENT ON VIEW contact_scorecard IS 'Customer service over the last 28 days as of the latest day, for every kind of entity: agents and sites beside ALL.';
COMMENT ON COLUMN contact_scorecard.entity_type IS 'AGENT, SITE, AGENT_VERSION, TRIAL_ARM or ALL.';
COMMENT ON COLUMN contact_scorecard.entity_id IS 'Whose; ALL for ALL.';
COMMENT ON COLUMN contact_scorecard.window_from IS 'First of the 28 days.';
COMMENT ON COLUMN contact_scorecard.window_to IS 'Last of the 28 days: the latest day.';
COMMENT ON COLUMN contact_scorecard.contacts IS 'Inbound contacts.';
COMMENT ON COLUMN contact_scorecard.sample_ok IS 'Whether the contacts reach the sample size of the targets (20 by default).';
COMMENT ON COLUMN contact_scorecard.fcr_24h IS 'First contact resolution: of the contacts that opened an episode and had somebody connected, how many the customer did not follow up within 24 hours.';
COMMENT ON COLUMN contact_scorecard.fcr_24h_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN contact_scorecard.fcr_24h_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN contact_scorecard.fcr_24h_n IS 'Out of how many.';
COMMENT ON COLUMN contact_scorecard.fcr_24h_provisional IS 'Of these, successes whose 24 hours have not passed yet.';
COMMENT ON COLUMN contact_scorecard.fcr_7d IS 'First contact resolution: of the contacts that opened an episode and had somebody connected, how many the customer did not follow up within 7 days.';
COMMENT ON COLUMN contact_scorecard.fcr_7d_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN contact_scorecard.fcr_7d_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN contact_scorecard.fcr_7d_n IS 'Out of how many.';
COMMENT ON COLUMN contact_scorecard.fcr_7d_provisional IS 'Of these, successes whose 7 days have not passed yet.';
COMMENT ON COLUMN contact_scorecard.resolved_first IS 'Resolved in the first conversation, of the contacts that opened an episode.';
COMMENT ON COLUMN contact_scorecard.slow IS 'Not resolved in time, of the contacts that opened an episode.';
COMMENT ON COLUMN contact_scorecard.transferred IS 'Handed on, of the contacts in which somebody was connected.';
COMMENT ON COLUMN contact_scorecard.dropped IS 'Cut off and not called back in time, of all contacts.';
COMMENT ON COLUMN contact_scorecard.abandoned IS 'Given up by the customer and not called back in time, of all contacts.';
COMMENT ON COLUMN contact_scorecard.repeated IS 'Followed by the customer asking again, of all contacts.';
COMMENT ON COLUMN contact_scorecard.resolution_hours IS 'Mean hours from the first contact of an episode to its resolution, of those resolved.';
COMMENT ON COLUMN contact_scorecard.solved_yes IS 'Answered that the problem was solved, of those who answered.';
COMMENT ON COLUMN contact_scorecard.solved_yes_n IS 'Answers.';
COMMENT ON COLUMN contact_scorecard.csat IS 'Mean satisfaction, 1 to 5.';
COMMENT ON COLUMN contact_scorecard.csat_n IS 'Answers.';
COMMENT ON COLUMN contact_scorecard.effort IS 'Mean effort, 1 to 7; less is better.';
COMMENT ON COLUMN contact_scorecard.effort_n IS 'Answers.';
COMMENT ON COLUMN contact_scorecard.empathy IS 'Mean mark of the audits, 1 to 5.';
COMMENT ON COLUMN contact_scorecard.empathy_n IS 'Audits.';
COMMENT ON COLUMN contact_scorecard.automation IS 'Solved by the bot alone and for good, of the contacts that began with a bot. Of AGENT_VERSION, TRIAL_ARM and ALL only.';
COMMENT ON COLUMN contact_scorecard.automation_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN contact_scorecard.automation_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN contact_scorecard.automation_n IS 'Out of how many.';
COMMENT ON COLUMN contact_scorecard.automation_provisional IS 'Of these, successes whose 24 hours have not passed yet.';

CREATE OR REPLACE VIEW agent_scorecard AS
SELECT
  entity_id AS agent_id, window_from, window_to, contacts, sample_ok, fcr_24h, fcr_24h_low, fcr_24h_high,
  fcr_24h_n, fcr_24h_provisional, fcr_7d, fcr_7d_low, fcr_7d_high, fcr_7d_n, fcr_7d_provisional, resolved_first,
  slow, transferred, dropped, abandoned, repeated, resolution_hours, solved_yes, solved_yes_n, csat, csat_n,
  effort, effort_n, empathy, empathy_n
FROM contact_scorecard
WHERE entity_type = 'AGENT';

COMMENT ON VIEW agent_scorecard IS 'An agent''s last 28 days as of the latest day.';
COMMENT ON COLUMN agent_scorecard.agent_id IS 'The agent.';
COMMENT ON COLUMN agent_scorecard.window_from IS 'First of the 28 days.';
COMMENT ON COLUMN agent_scorecard.window_to IS 'Last of the 28 days: the latest day.';
COMMENT ON COLUMN agent_scorecard.contacts IS 'Inbound contacts.';
COMMENT ON COLUMN agent_scorecard.sample_ok IS 'Whether the contacts reach the sample size of the targets (20 by default).';
COMMENT ON COLUMN agent_scorecard.fcr_24h IS 'First contact resolution: of the contacts that opened an episode and had somebody connected, how many the customer did not follow up within 24 hours.';
COMMENT ON COLUMN agent_scorecard.fcr_24h_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN agent_scorecard.fcr_24h_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN agent_scorecard.fcr_24h_n IS 'Out of how many.';
COMMENT ON COLUMN agent_scorecard.fcr_24h_provisional IS 'Of these, successes whose 24 hours have not passed yet.';
COMMENT ON COLUMN agent_scorecard.fcr_7d IS 'First contact resolution: of the contacts that opened an episode and had somebody connected, how many the customer did not follow up within 7 days.';
COMMENT ON COLUMN agent_scorecard.fcr_7d_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN agent_scorecard.fcr_7d_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN agent_scorecard.fcr_7d_n IS 'Out of how many.';
COMMENT ON COLUMN agent_scorecard.fcr_7d_provisional IS 'Of these, successes whose 7 days have not passed yet.';
COMMENT ON COLUMN agent_scorecard.resolved_first IS 'Resolved in the first conversation, of the contacts that opened an episode.';
COMMENT ON COLUMN agent_scorecard.slow IS 'Not resolved in time, of the contacts that opened an episode.';
COMMENT ON COLUMN agent_scorecard.transferred IS 'Handed on, of the contacts in which somebody was connected.';
COMMENT ON COLUMN agent_scorecard.dropped IS 'Cut off and not called back in time, of all contacts.';
COMMENT ON COLUMN agent_scorecard.abandoned IS 'Given up by the customer and not called back in time, of all contacts.';
COMMENT ON COLUMN agent_scorecard.repeated IS 'Followed by the customer asking again, of all contacts.';
COMMENT ON COLUMN agent_scorecard.resolution_hours IS 'Mean hours from the first contact of an episode to its resolution, of those resolved.';
COMMENT ON COLUMN agent_scorecard.solved_yes IS 'Answered that the problem was solved, of those who answered.';
COMMENT ON COLUMN agent_scorecard.solved_yes_n IS 'Answers.';
COMMENT ON COLUMN agent_scorecard.csat IS 'Mean satisfaction, 1 to 5.';
COMMENT ON COLUMN agent_scorecard.csat_n IS 'Answers.';
COMMENT ON COLUMN agent_scorecard.effort IS 'Mean effort, 1 to 7; less is better.';
COMMENT ON COLUMN agent_scorecard.effort_n IS 'Answers.';
COMMENT ON COLUMN agent_scorecard.empathy IS 'Mean mark of the audits, 1 to 5.';
COMMENT ON COLUMN agent_scorecard.empathy_n IS 'Audits.';

CREATE OR REPLACE VIEW site_scorecard AS
SELECT
  entity_id AS site, window_from, window_to, contacts, sample_ok, fcr_24h, fcr_24h_low, fcr_24h_high, fcr_24h_n,
  fcr_24h_provisional, fcr_7d, fcr_7d_low, fcr_7d_high, fcr_7d_n, fcr_7d_provisional, resolved_first, slow,
  transferred, dropped, abandoned, repeated, resolution_hours, solved_yes, solved_yes_n, csat, csat_n, effort,
  effort_n, empathy, empathy_n
FROM contact_scorecard
WHERE entity_type = 'SITE';

COMMENT ON VIEW site_scorecard IS 'A site''s last 28 days as of the latest day.';
COMMENT ON COLUMN site_scorecard.site IS 'The site.';
COMMENT ON COLUMN site_scorecard.window_from IS 'First of the 28 days.';
COMMENT ON COLUMN site_scorecard.window_to IS 'Last of the 28 days: the latest day.';
COMMENT ON COLUMN site_scorecard.contacts IS 'Inbound contacts.';
COMMENT ON COLUMN site_scorecard.sample_ok IS 'Whether the contacts reach the sample size of the targets (20 by default).';
COMMENT ON COLUMN site_scorecard.fcr_24h IS 'First contact resolution: of the contacts that opened an episode and had somebody connected, how many the customer did not follow up within 24 hours.';
COMMENT ON COLUMN site_scorecard.fcr_24h_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN site_scorecard.fcr_24h_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN site_scorecard.fcr_24h_n IS 'Out of how many.';
COMMENT ON COLUMN site_scorecard.fcr_24h_provisional IS 'Of these, successes whose 24 hours have not passed yet.';
COMMENT ON COLUMN site_scorecard.fcr_7d IS 'First contact resolution: of the contacts that opened an episode and had somebody connected, how many the customer did not follow up within 7 days.';
COMMENT ON COLUMN site_scorecard.fcr_7d_low IS 'Lower end of its 95 % interval.';
COMMENT ON COLUMN site_scorecard.fcr_7d_high IS 'Upper end of its 95 % interval.';
COMMENT ON COLUMN site_scorecard.fcr_7d_n IS 'Out of how many.';
COMMENT ON COLUMN site_scorecard.fcr_7d_provisional IS 'Of these, successes whose 7 days have not passed yet.';
COMMENT ON COLUMN site_scorecard.resolved_first IS 'Resolved in the first conversation, of the contacts that opened an episode.';
COMMENT ON COLUMN site_scorecard.slow IS 'Not resolved in time, of the contacts that opened an episode.';
COMMENT ON COLUMN site_scorecard.transferred IS 'Handed on, of the contacts in which somebody was connected.';
COMMENT ON COLUMN site_scorecard.dropped IS 'Cut off and not called back in time, of all contacts.';
COMMENT ON COLUMN site_scorecard.abandoned IS 'Given up by the customer and not called back in time, of all contacts.';
COMMENT ON COLUMN site_scorecard.repeated IS 'Followed by the customer asking again, of all contacts.';
COMMENT ON COLUMN site_scorecard.resolution_hours IS 'Mean hours from the first contact of an episode to its resolution, of those resolved.';
COMMENT ON COLUMN site_scorecard.solved_yes IS 'Answered that the problem was solved, of those who answered.';
COMMENT ON COLUMN site_scorecard.solved_yes_n IS 'Answers.';
COMMENT ON COLUMN site_scorecard.csat IS 'Mean satisfaction, 1 to 5.';
COMMENT ON COLUMN site_scorecard.csat_n IS 'Answers.';
COMMENT ON COLUMN site_scorecard.effort IS 'Mean effort, 1 to 7; less is better.';
COMMENT ON COLUMN site_scorecard.effort_n IS 'Answers.';
COMMENT ON COLUMN site_scorecard.empathy IS 'Mean mark of the audits, 1 to 5.';
COMMENT ON COLUMN site_scorecard.empathy_n IS 'Audits.';

CREATE OR REPLACE VIEW dpmo AS
SELECT
  c.entity_type,
  c.entity_id AS region,
  c.day,
  c.order_contact_den AS orders,
  c.order_contact_num AS contacted_orders,
  c.order_contact_num::double precision / c.order_contact_den AS contact_rate,
  1e6::double precision * c.order_contact_num / c.order_contact_den AS dpmo,
  sigma_level(1e6::double precision * c.order_contact_num / c.order_contact_den) AS sigma_level,
  b.contact_rate AS baseline_rate,
  c.order_contact_den * b.contact_rate - c.order_contact_num AS contacts_avoided,
  b.unit_cost,
  (c.order_contact_den * b.contact_rate - c.order_contact_num) * b.unit_cost AS cost_avoided,
  b.currency
FROM order_scorecard_day AS c
LEFT JOIN LATERAL (
  SELECT contact_rate, unit_cost, currency
  FROM contact_baseline
  WHERE valid_from <= c.day
  ORDER BY valid_from DESC
  LIMIT 1
) AS b ON true
WHERE c.entity_type IN ('REGION', 'ALL') AND c.order_contact_den > 0;

COMMENT ON VIEW dpmo IS 'Contacted orders per million, a region and a day. One opportunity an order: an order is a defect once an inbound contact names it. For a period add up orders, contacted orders and what was avoided, and divide then.';
COMMENT ON COLUMN dpmo.entity_type IS 'REGION, or ALL for all regions together.';
COMMENT ON COLUMN dpmo.region IS 'The region of the service address; ALL for all.';
COMMENT ON COLUMN dpmo.day IS 'Local date of the order''s first promise. Of orders for days ahead, most contacts are still to come.';
COMMENT ON COLUMN dpmo.orders IS 'Orders of the day.';
COMMENT ON COLUMN dpmo.contacted_orders IS 'Of these, named by at least one inbound contact.';
COMMENT ON COLUMN dpmo.contact_rate IS 'contacted_orders / orders.';
COMMENT ON COLUMN dpmo.dpmo IS 'contact_rate x 10^6: defects per million opportunities.';
COMMENT ON COLUMN dpmo.sigma_level IS 'z(1 - dpmo / 10^6) + 1.5; null at 0 and at 10^6, where it has no end.';
COMMENT ON COLUMN dpmo.baseline_rate IS 'The contact rate that would have been, in force on the day (contact_baseline).';
COMMENT ON COLUMN dpmo.contacts_avoided IS 'orders x baseline_rate - contacted_orders; below 0 where there were more.';
COMMENT ON COLUMN dpmo.unit_cost IS 'What a contact costs, in force on the day.';
COMMENT ON COLUMN dpmo.cost_avoided IS 'contacts_avoided x unit_cost.';
COMMENT ON COLUMN dpmo.currency IS 'Of unit_cost and cost_avoided.';
