-- Scorecards, which the tables job writes, and what their numbers are compared with. Safe to apply again:
-- nothing that exists is changed.
--
-- A row of counts is written many times while its day is young. Where a page has room for the new version of
-- a row, no index has to be touched: hence the fill factor.

CREATE TABLE IF NOT EXISTS order_scorecard_day (
  entity_type               text        NOT NULL,
  entity_id                 text        NOT NULL,
  day                       date        NOT NULL,
  revision                  bigint      NOT NULL,
  updated_at                timestamptz NOT NULL DEFAULT now(),
  on_time_arrival_num       bigint      NOT NULL DEFAULT 0,
  on_time_arrival_den       bigint      NOT NULL DEFAULT 0,
  completion_in_window_num  bigint      NOT NULL DEFAULT 0,
  completion_in_window_den  bigint      NOT NULL DEFAULT 0,
  provider_reschedule_num   bigint      NOT NULL DEFAULT 0,
  provider_reschedule_den   bigint      NOT NULL DEFAULT 0,
  provider_cancel_num       bigint      NOT NULL DEFAULT 0,
  provider_cancel_den       bigint      NOT NULL DEFAULT 0,
  order_contact_num         bigint      NOT NULL DEFAULT 0,
  order_contact_den         bigint      NOT NULL DEFAULT 0,
  approved_claim_num        bigint      NOT NULL DEFAULT 0,
  approved_claim_den        bigint      NOT NULL DEFAULT 0,
  star_rating_num           bigint      NOT NULL DEFAULT 0,
  star_rating_den           bigint      NOT NULL DEFAULT 0,
  star_rating_sq            bigint      NOT NULL DEFAULT 0,
  reopened_num              bigint      NOT NULL DEFAULT 0,
  reopened_den              bigint      NOT NULL DEFAULT 0,
  CONSTRAINT order_scorecard_day_pk PRIMARY KEY (entity_type, entity_id, day),
  CONSTRAINT order_scorecard_day_entity_type_known CHECK (entity_type IN ('PROVIDER', 'OFFERING', 'REGION', 'ALL')),
  CONSTRAINT order_scorecard_day_revision_from_one CHECK (revision >= 1)
) WITH (fillfactor = 70);

-- Tables of the first edition counted defects here, see rule_day.
ALTER TABLE order_scorecard_day
  DROP COLUMN IF EXISTS defect_unscheduled CASCADE,
  DROP COLUMN IF EXISTS defect_unfilled CASCADE,
  DROP COLUMN IF EXISTS defect_unconfirmed CASCADE,
  DROP COLUMN IF EXISTS defect_late_departure CASCADE,
  DROP COLUMN IF EXISTS defect_missed_window CASCADE,
  DROP COLUMN IF EXISTS defect_no_show CASCADE,
  DROP COLUMN IF EXISTS defect_stalled_start CASCADE,
  DROP COLUMN IF EXISTS defect_stalled_completion CASCADE,
  DROP COLUMN IF EXISTS defect_stalled_pause CASCADE,
  DROP COLUMN IF EXISTS defect_stalled_claim CASCADE,
  DROP COLUMN IF EXISTS defect_backdated_promise CASCADE,
  DROP COLUMN IF EXISTS defect_reschedule_churn CASCADE,
  DROP COLUMN IF EXISTS defect_late_cancel CASCADE,
  DROP COLUMN IF EXISTS defect_skipped_scan CASCADE,
  DROP COLUMN IF EXISTS defect_rework CASCADE,
  DROP COLUMN IF EXISTS defect_low_rating CASCADE,
  ADD COLUMN IF NOT EXISTS reopened_num bigint NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS reopened_den bigint NOT NULL DEFAULT 0;

-- Everybody in a period, and the last day.
CREATE INDEX IF NOT EXISTS order_scorecard_day_by_day ON order_scorecard_day (day, entity_type);

COMMENT ON TABLE order_scorecard_day IS 'What the promises and orders of one day add up to, for a provider, an offering, a region or all. Counts only: any period is a sum of rows.';
COMMENT ON COLUMN order_scorecard_day.entity_type IS 'PROVIDER, OFFERING, REGION or ALL.';
COMMENT ON COLUMN order_scorecard_day.entity_id IS 'Whose counts; ALL for ALL. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN order_scorecard_day.day IS 'Local date at the service address: of a promise, when its window starts; of an order, when the window of its first promise starts. It may lie ahead.';
COMMENT ON COLUMN order_scorecard_day.revision IS 'Grows with each revision of the row, at least the clock in milliseconds; a lower one never overwrites a higher one.';
COMMENT ON COLUMN order_scorecard_day.updated_at IS 'Wall clock of the job when it wrote this revision.';
COMMENT ON COLUMN order_scorecard_day.on_time_arrival_num IS 'Promises kept on arrival: the first arrival, start or completion was at or before the end of the window and its grace.';
COMMENT ON COLUMN order_scorecard_day.on_time_arrival_den IS 'Promises neither withdrawn nor backdated of which it is known whether somebody came in time.';
COMMENT ON COLUMN order_scorecard_day.completion_in_window_num IS 'Promises whose job was completed at or before the end of the window and its allowance.';
COMMENT ON COLUMN order_scorecard_day.completion_in_window_den IS 'Promises neither withdrawn nor backdated of which that is known.';
COMMENT ON COLUMN order_scorecard_day.provider_reschedule_num IS 'Promises that the provider moved.';
COMMENT ON COLUMN order_scorecard_day.provider_reschedule_den IS 'Promises that are not backdated.';
COMMENT ON COLUMN order_scorecard_day.provider_cancel_num IS 'Promises that the provider cancelled.';
COMMENT ON COLUMN order_scorecard_day.provider_cancel_den IS 'Promises that are not backdated.';
COMMENT ON COLUMN order_scorecard_day.order_contact_num IS 'Orders that at least one inbound contact names.';
COMMENT ON COLUMN order_scorecard_day.order_contact_den IS 'Orders.';
COMMENT ON COLUMN order_scorecard_day.approved_claim_num IS 'Orders with a claim that stands approved.';
COMMENT ON COLUMN order_scorecard_day.approved_claim_den IS 'Orders that were completed, or have a claim that stands approved.';
COMMENT ON COLUMN order_scorecard_day.star_rating_num IS 'Sum of the stars, each order''s last rating.';
COMMENT ON COLUMN order_scorecard_day.star_rating_den IS 'Orders with a rating.';
COMMENT ON COLUMN order_scorecard_day.star_rating_sq IS 'Sum of the squares of the stars, for the interval of their mean.';
COMMENT ON COLUMN order_scorecard_day.reopened_num IS 'Orders with a defect REWORK that stands; for a provider, those whose first one is charged to the provider.';
COMMENT ON COLUMN order_scorecard_day.reopened_den IS 'Orders that were completed.';

CREATE TABLE IF NOT EXISTS rule_day (
  entity_type text        NOT NULL,
  entity_id   text        NOT NULL,
  day         date        NOT NULL,
  code        text        NOT NULL,
  revision    bigint      NOT NULL,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  count       bigint      NOT NULL DEFAULT 0,
  CONSTRAINT rule_day_pk PRIMARY KEY (entity_type, entity_id, day, code),
  CONSTRAINT rule_day_entity_type_known CHECK (entity_type IN ('PROVIDER', 'OFFERING', 'REGION', 'ALL')),
  CONSTRAINT rule_day_revision_from_one CHECK (revision >= 1)
) WITH (fillfactor = 70);

CREATE INDEX IF NOT EXISTS rule_day_by_day ON rule_day (day, entity_type);

COMMENT ON TABLE rule_day IS 'How many defects of a code stand, for a provider, an offering, a region or all, and a day. Counts only: any period is a sum of rows.';
COMMENT ON COLUMN rule_day.entity_type IS 'PROVIDER, OFFERING, REGION or ALL.';
COMMENT ON COLUMN rule_day.entity_id IS 'Whose; ALL for ALL. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN rule_day.day IS 'Local date at the service address when the defect was raised.';
COMMENT ON COLUMN rule_day.code IS 'The code, built in or of a rule that users declared.';
COMMENT ON COLUMN rule_day.revision IS 'Grows with each revision of the row, at least the clock in milliseconds; a lower one never overwrites a higher one.';
COMMENT ON COLUMN rule_day.updated_at IS 'Wall clock of the job when it wrote this revision.';
COMMENT ON COLUMN rule_day.count IS 'Defects that stand; for a provider, those charged to the provider.';

CREATE TABLE IF NOT EXISTS contact_scorecard_day (
  entity_type           text        NOT NULL,
  entity_id             text        NOT NULL,
  day                   date        NOT NULL,
  revision              bigint      NOT NULL,
  updated_at            timestamptz NOT NULL DEFAULT now(),
  transferred_num       bigint      NOT NULL DEFAULT 0,
  transferred_den       bigint      NOT NULL DEFAULT 0,
  dropped_num           bigint      NOT NULL DEFAULT 0,
  dropped_den           bigint      NOT NULL DEFAULT 0,
  abandoned_num         bigint      NOT NULL DEFAULT 0,
  abandoned_den         bigint      NOT NULL DEFAULT 0,
  repeated_num          bigint      NOT NULL DEFAULT 0,
  repeated_den          bigint      NOT NULL DEFAULT 0,
  fcr_24h_num           bigint      NOT NULL DEFAULT 0,
  fcr_24h_den           bigint      NOT NULL DEFAULT 0,
  fcr_24h_prov          bigint      NOT NULL DEFAULT 0,
  fcr_7d_num            bigint      NOT NULL DEFAULT 0,
  fcr_7d_den            bigint      NOT NULL DEFAULT 0,
  fcr_7d_prov           bigint      NOT NULL DEFAULT 0,
  resolved_first_num    bigint      NOT NULL DEFAULT 0,
  resolved_first_den    bigint      NOT NULL DEFAULT 0,
  resolution_millis_num bigint      NOT NULL DEFAULT 0,
  resolution_hours_den  bigint      NOT NULL DEFAULT 0,
  slow_num              bigint      NOT NULL DEFAULT 0,
  slow_den              bigint      NOT NULL DEFAULT 0,
  solved_yes_num        bigint      NOT NULL DEFAULT 0,
  solved_yes_den        bigint      NOT NULL DEFAULT 0,
  csat_num              bigint      NOT NULL DEFAULT 0,
  csat_den              bigint      NOT NULL DEFAULT 0,
  effort_num            bigint      NOT NULL DEFAULT 0,
  effort_den            bigint      NOT NULL DEFAULT 0,
  empathy_num           bigint      NOT NULL DEFAULT 0,
  empathy_den           bigint      NOT NULL DEFAULT 0,
  automation_num        bigint      NOT NULL DEFAULT 0,
  automation_den        bigint      NOT NULL DEFAULT 0,
  automation_prov       bigint      NOT NULL DEFAULT 0,
  CONSTRAINT contact_scorecard_day_pk PRIMARY KEY (entity_type, entity_id, day),
  CONSTRAINT contact_scorecard_day_entity_type_known CHECK (entity_type IN ('AGENT', 'SITE', 'AGENT_VERSION', 'TRIAL_ARM', 'ALL')),
  CONSTRAINT contact_scorecard_day_revision_from_one CHECK (revision >= 1)
) WITH (fillfactor = 70);

-- Everybody in a period, and the last day.
CREATE INDEX IF NOT EXISTS contact_scorecard_day_by_day ON contact_scorecard_day (day, entity_type);

COMMENT ON TABLE contact_scorecard_day IS 'What the inbound contacts of one day add up to, for an agent, a site, a version of a bot, an arm of a trial or all. Counts only: any period is a sum of rows.';
COMMENT ON COLUMN contact_scorecard_day.entity_type IS 'AGENT, SITE, AGENT_VERSION, TRIAL_ARM or ALL.';
COMMENT ON COLUMN contact_scorecard_day.entity_id IS 'Whose counts; ALL for ALL. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN contact_scorecard_day.day IS 'UTC date on which the contact began.';
COMMENT ON COLUMN contact_scorecard_day.revision IS 'Grows with each revision of the row, at least the clock in milliseconds; a lower one never overwrites a higher one.';
COMMENT ON COLUMN contact_scorecard_day.updated_at IS 'Wall clock of the job when it wrote this revision.';
COMMENT ON COLUMN contact_scorecard_day.transferred_num IS 'Contacts that were handed on; counted for the agent and the site that handed on first.';
COMMENT ON COLUMN contact_scorecard_day.transferred_den IS 'Contacts in which somebody was connected.';
COMMENT ON COLUMN contact_scorecard_day.dropped_num IS 'Contacts that were cut off and not called back in time (DROPPED_CONTACT).';
COMMENT ON COLUMN contact_scorecard_day.dropped_den IS 'Inbound contacts.';
COMMENT ON COLUMN contact_scorecard_day.abandoned_num IS 'Contacts in which the customer gave up waiting and was not called back in time (ABANDONED_CONTACT).';
COMMENT ON COLUMN contact_scorecard_day.abandoned_den IS 'Inbound contacts.';
COMMENT ON COLUMN contact_scorecard_day.repeated_num IS 'Contacts after which the customer had to ask again (REPEAT_CONTACT).';
COMMENT ON COLUMN contact_scorecard_day.repeated_den IS 'Inbound contacts.';
COMMENT ON COLUMN contact_scorecard_day.fcr_24h_num IS 'Of fcr_24h_den: the customer did not come back within 24 hours, or has not so far.';
COMMENT ON COLUMN contact_scorecard_day.fcr_24h_den IS 'Contacts that opened an episode and whose conversation had somebody connected.';
COMMENT ON COLUMN contact_scorecard_day.fcr_24h_prov IS 'Of fcr_24h_num: the 24 hours have not passed yet.';
COMMENT ON COLUMN contact_scorecard_day.fcr_7d_num IS 'Of fcr_7d_den: the customer did not come back within 7 days, or has not so far.';
COMMENT ON COLUMN contact_scorecard_day.fcr_7d_den IS 'Contacts that opened an episode and whose conversation had somebody connected.';
COMMENT ON COLUMN contact_scorecard_day.fcr_7d_prov IS 'Of fcr_7d_num: the 7 days have not passed yet.';
COMMENT ON COLUMN contact_scorecard_day.resolved_first_num IS 'Of resolved_first_den: resolved in its conversation.';
COMMENT ON COLUMN contact_scorecard_day.resolved_first_den IS 'Contacts that opened an episode.';
COMMENT ON COLUMN contact_scorecard_day.resolution_millis_num IS 'Sum of the milliseconds from the first contact of the episode to its first resolution.';
COMMENT ON COLUMN contact_scorecard_day.resolution_hours_den IS 'Contacts that opened an episode that was resolved.';
COMMENT ON COLUMN contact_scorecard_day.slow_num IS 'Of slow_den: not resolved in time (SLOW_RESOLUTION).';
COMMENT ON COLUMN contact_scorecard_day.slow_den IS 'Contacts that opened an episode.';
COMMENT ON COLUMN contact_scorecard_day.solved_yes_num IS 'Of solved_yes_den: the last answer is yes.';
COMMENT ON COLUMN contact_scorecard_day.solved_yes_den IS 'Contacts whose customer answered whether the problem was solved.';
COMMENT ON COLUMN contact_scorecard_day.csat_num IS 'Sum of the answers, 1 to 5, each contact''s last.';
COMMENT ON COLUMN contact_scorecard_day.csat_den IS 'Contacts with an answer on satisfaction.';
COMMENT ON COLUMN contact_scorecard_day.effort_num IS 'Sum of the answers, 1 to 7, each contact''s last; less is better.';
COMMENT ON COLUMN contact_scorecard_day.effort_den IS 'Contacts with an answer on effort.';
COMMENT ON COLUMN contact_scorecard_day.empathy_num IS 'Sum of the marks, 1 to 5, each contact''s last audit.';
COMMENT ON COLUMN contact_scorecard_day.empathy_den IS 'Contacts that were audited.';
COMMENT ON COLUMN contact_scorecard_day.automation_num IS 'Of automation_den: the bot solved it alone and the customer did not come back within 24 hours, or has not so far. Of AGENT_VERSION, TRIAL_ARM and ALL only, as is the denominator.';
COMMENT ON COLUMN contact_scorecard_day.automation_den IS 'Contacts that began with a bot.';
COMMENT ON COLUMN contact_scorecard_day.automation_prov IS 'Of automation_num: the 24 hours have not passed yet.';

CREATE TABLE IF NOT EXISTS scorecard_target (
  metric      text             NOT NULL,
  direction   text             NOT NULL,
  target      double precision NOT NULL,
  sample_size integer          NOT NULL,
  version     text             NOT NULL,
  updated_at  timestamptz      NOT NULL DEFAULT now(),
  CONSTRAINT scorecard_target_pk PRIMARY KEY (metric),
  CONSTRAINT scorecard_target_direction_known CHECK (direction IN ('AT_LEAST', 'AT_MOST')),
  CONSTRAINT scorecard_target_sample_size_from_one CHECK (sample_size >= 1)
);

COMMENT ON TABLE scorecard_target IS 'The targets that providers are measured against. Written by the scorecards job when it starts; until then the defaults.';
COMMENT ON COLUMN scorecard_target.metric IS 'The metric, as in scorecard_day.';
COMMENT ON COLUMN scorecard_target.direction IS 'AT_LEAST: the target or more is good. AT_MOST: the target or less is good.';
COMMENT ON COLUMN scorecard_target.target IS 'The value to reach: a proportion, or a mean of stars.';
COMMENT ON COLUMN scorecard_target.sample_size IS 'A smaller denominator than this decides nothing, and is no sound sample (sample_ok).';
COMMENT ON COLUMN scorecard_target.version IS 'Version of the targets file that it is from.';
COMMENT ON COLUMN scorecard_target.updated_at IS 'When it was written.';

INSERT INTO scorecard_target (metric, direction, target, sample_size, version)
SELECT metric, direction, target, 20, 'built-in'
FROM (
  VALUES
    ('on_time_arrival', 'AT_LEAST', 0.90),
    ('completion_in_window', 'AT_LEAST', 0.90),
    ('provider_reschedule', 'AT_MOST', 0.10),
    ('provider_cancel', 'AT_MOST', 0.05),
    ('approved_claim', 'AT_MOST', 0.01),
    ('star_rating', 'AT_LEAST', 4.7)
) AS defaults (metric, direction, target)
WHERE NOT EXISTS (SELECT FROM scorecard_target);

CREATE TABLE IF NOT EXISTS provider_tier (
  provider_id     text        NOT NULL,
  revision        bigint      NOT NULL,
  tier            text        NOT NULL,
  previous_tier   text,
  decided_at      timestamptz NOT NULL,
  window_from     date        NOT NULL,
  window_to       date        NOT NULL,
  targets_version text        NOT NULL,
  verdicts        jsonb       NOT NULL,
  updated_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT provider_tier_pk PRIMARY KEY (provider_id),
  CONSTRAINT provider_tier_known CHECK (tier IN ('GOLD', 'STANDARD', 'AT_RISK', 'NOT_ENOUGH_DATA')),
  CONSTRAINT provider_tier_revision_from_one CHECK (revision >= 1)
);

CREATE INDEX IF NOT EXISTS provider_tier_by_tier ON provider_tier (tier);

COMMENT ON TABLE provider_tier IS 'The tier that each provider is in.';
COMMENT ON COLUMN provider_tier.provider_id IS 'The provider. An id longer than 400 characters is cut and ends in a digest of the whole.';
COMMENT ON COLUMN provider_tier.revision IS 'Grows with each change of the tier, at least the clock in milliseconds; a lower one never overwrites a higher one.';
COMMENT ON COLUMN provider_tier.tier IS 'AT_RISK: a target is missed. GOLD: all are met, and each interval lies wholly on the right side. NOT_ENOUGH_DATA: too few arrivals to tell. STANDARD: otherwise.';
COMMENT ON COLUMN provider_tier.previous_tier IS 'The tier before; null for the first.';
COMMENT ON COLUMN provider_tier.decided_at IS 'When it was decided.';
COMMENT ON COLUMN provider_tier.window_from IS 'First of the days that it was decided on.';
COMMENT ON COLUMN provider_tier.window_to IS 'Last of the days that it was decided on.';
COMMENT ON COLUMN provider_tier.targets_version IS 'Version of the targets in force.';
COMMENT ON COLUMN provider_tier.verdicts IS 'What it was decided on: for each metric its counts, value, interval, target and verdict (MET, MISSED or UNDECIDED).';
COMMENT ON COLUMN provider_tier.updated_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS provider_tier_change (
  provider_id     text        NOT NULL,
  revision        bigint      NOT NULL,
  tier            text        NOT NULL,
  previous_tier   text,
  decided_at      timestamptz NOT NULL,
  window_from     date        NOT NULL,
  window_to       date        NOT NULL,
  targets_version text        NOT NULL,
  verdicts        jsonb       NOT NULL,
  written_at      timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT provider_tier_change_pk PRIMARY KEY (provider_id, revision, decided_at),
  CONSTRAINT provider_tier_change_known CHECK (tier IN ('GOLD', 'STANDARD', 'AT_RISK', 'NOT_ENOUGH_DATA')),
  CONSTRAINT provider_tier_change_revision_from_one CHECK (revision >= 1)
) PARTITION BY RANGE (decided_at);

CREATE TABLE IF NOT EXISTS provider_tier_change_other PARTITION OF provider_tier_change DEFAULT;

COMMENT ON TABLE provider_tier_change_other IS 'Rows of provider_tier_change whose month has no partition of its own.';

CREATE INDEX IF NOT EXISTS provider_tier_change_by_decided_at ON provider_tier_change (decided_at);

COMMENT ON TABLE provider_tier_change IS 'Every change of a tier, once, with what it was decided on. By months of decided_at; drop_months drops old ones.';
COMMENT ON COLUMN provider_tier_change.provider_id IS 'The provider, as in provider_tier.';
COMMENT ON COLUMN provider_tier_change.revision IS 'Grows with each change of the tier, at least the clock in milliseconds.';
COMMENT ON COLUMN provider_tier_change.tier IS 'AT_RISK: a target is missed. GOLD: all are met, and each interval lies wholly on the right side. NOT_ENOUGH_DATA: too few arrivals to tell. STANDARD: otherwise.';
COMMENT ON COLUMN provider_tier_change.previous_tier IS 'The tier before; null for the first.';
COMMENT ON COLUMN provider_tier_change.decided_at IS 'When it was decided.';
COMMENT ON COLUMN provider_tier_change.window_from IS 'First of the days that it was decided on.';
COMMENT ON COLUMN provider_tier_change.window_to IS 'Last of the days that it was decided on.';
COMMENT ON COLUMN provider_tier_change.targets_version IS 'Version of the targets in force.';
COMMENT ON COLUMN provider_tier_change.verdicts IS 'What it was decided on: for each metric its counts, value, interval, target and verdict (MET, MISSED or UNDECIDED).';
COMMENT ON COLUMN provider_tier_change.written_at IS 'Wall clock of the database when this revision was written.';

CREATE TABLE IF NOT EXISTS contact_baseline (
  valid_from   date    NOT NULL,
  contact_rate numeric NOT NULL,
  unit_cost    numeric NOT NULL,
  currency     text    NOT NULL,
  CONSTRAINT contact_baseline_pk PRIMARY KEY (valid_from),
  CONSTRAINT contact_baseline_is_a_rate CHECK (contact_rate BETWEEN 0 AND 1),
  CONSTRAINT contact_baseline_cost_not_negative CHECK (unit_cost >= 0)
);

COMMENT ON TABLE contact_baseline IS 'What contacts avoided are counted against. A row is in force from its day until the day of the next one; insert a row to change it from a day on.';
COMMENT ON COLUMN contact_baseline.valid_from IS 'First day on which it applies.';
COMMENT ON COLUMN contact_baseline.contact_rate IS 'The part of the orders that would have been contacted about: 0.50 is every second one.';
COMMENT ON COLUMN contact_baseline.unit_cost IS 'What one contact costs.';
COMMENT ON COLUMN contact_baseline.currency IS 'Of unit_cost, as an ISO 4217 code.';

INSERT INTO contact_baseline (valid_from, contact_rate, unit_cost, currency)
SELECT DATE '1970-01-01', 0.50, 6.00, 'USD'
WHERE NOT EXISTS (SELECT FROM contact_baseline);
