-- The suite's topics as tables of Flink SQL, to be queried by its SQL client or gateway:
--
--   scripts/sandbox sql               in the sandbox
--   sql-client.sh -i topics.sql       on a cluster, with the brokers filled in below
--
-- needs odyssey-sql.jar (the format avro-single-object) and Flink's SQL connector for Kafka. What
-- each column means is said in the schemas, src/main/avro.
--
-- Tables with a key are changelogs: a query sees the latest of each defect, fact, row and tier, and
-- its results follow when one changes. The event tables see every event, duplicates too.

CREATE TABLE order_events (
  eventId STRING,
  type STRING,
  occurredAt TIMESTAMP_LTZ(3),
  recordedAt TIMESTAMP_LTZ(3),
  retracts STRING,
  orderId STRING,
  customerId STRING,
  offeringId STRING,
  region STRING,
  timeZone STRING,
  providerId STRING,
  windowStart TIMESTAMP_LTZ(3),
  windowEnd TIMESTAMP_LTZ(3),
  initiator STRING,
  reason STRING,
  stars INT,
  claimId STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'order-events',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-single-object',
  'avro-single-object.schema' = 'OrderEvent',
  'avro-single-object.skip-others' = 'true'
);

CREATE TABLE contact_events (
  eventId STRING,
  type STRING,
  occurredAt TIMESTAMP_LTZ(3),
  recordedAt TIMESTAMP_LTZ(3),
  retracts STRING,
  contactId STRING,
  customerId STRING,
  orderId STRING,
  region STRING,
  timeZone STRING,
  channel STRING,
  direction STRING,
  reason STRING,
  agentId STRING,
  agentKind STRING,
  agentVersion STRING,
  trialArm STRING,
  site STRING,
  endedBy STRING,
  cause STRING,
  resolved BOOLEAN,
  solved BOOLEAN,
  csat INT,
  effort INT,
  empathy INT
) WITH (
  'connector' = 'kafka',
  'topic' = 'contact-events',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-single-object',
  'avro-single-object.schema' = 'ContactEvent',
  'avro-single-object.skip-others' = 'true'
);

CREATE TABLE defects (
  defectId STRING,
  revision INT,
  code STRING,
  severity STRING,
  status STRING,
  chargedTo STRING,
  orderId STRING,
  contactId STRING,
  customerId STRING,
  providerId STRING,
  offeringId STRING,
  region STRING,
  agentId STRING,
  agentVersion STRING,
  site STRING,
  channel STRING,
  timeZone STRING,
  windowStart TIMESTAMP_LTZ(3),
  windowEnd TIMESTAMP_LTZ(3),
  anchorEventId STRING,
  raisedAt TIMESTAMP_LTZ(3),
  clearedAt TIMESTAMP_LTZ(3),
  clearReason STRING,
  clearedBy STRING,
  detectedAt TIMESTAMP_LTZ(3),
  escalates STRING,
  summary STRING,
  evidence ARRAY<ROW<eventId STRING, type STRING, occurredAt TIMESTAMP_LTZ(3)>>,
  missing STRING,
  derivation STRING,
  policy MAP<STRING, STRING>,
  details MAP<STRING, STRING>,
  PRIMARY KEY (defectId) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'defects',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'DefectChange',
  'value.fields-include' = 'ALL'
);

CREATE TABLE order_facts (
  factId STRING,
  orderId STRING,
  since TIMESTAMP_LTZ(3),
  decidedAt TIMESTAMP_LTZ(3),
  `order` ROW<`day` DATE, offeringId STRING, region STRING, providerId STRING, completed BOOLEAN, claimApproved BOOLEAN, stars INT, reopened BOOLEAN, reopenedProviderId STRING>,
  promises ARRAY<ROW<eventId STRING, `day` DATE, offeringId STRING, region STRING, providerId STRING, lastProviderId STRING, arrivedOnTime BOOLEAN, completedInWindow BOOLEAN, rescheduledByProvider BOOLEAN, cancelledByProvider BOOLEAN>>,
  defects ARRAY<ROW<code STRING, anchorEventId STRING, `day` DATE, offeringId STRING, region STRING, providerId STRING>>,
  PRIMARY KEY (factId) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'order-facts',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'OrderFacts',
  'value.avro-single-object.skip-others' = 'true',
  'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TABLE contact_facts (
  factId STRING,
  contactId STRING,
  customerId STRING,
  decidedAt TIMESTAMP_LTZ(3),
  inbound ROW<`day` DATE, exempt BOOLEAN, orderId STRING, agentId STRING, site STRING, transferringAgentId STRING, transferringSite STRING, transferred BOOLEAN, dropped BOOLEAN, abandoned BOOLEAN, repeated BOOLEAN, episode ROW<firstContactResolution24h STRING, firstContactResolution7d STRING, resolvedFirst BOOLEAN, resolutionMillis BIGINT, `slow` BOOLEAN>, solved BOOLEAN, csat INT, effort INT, empathy INT, automation ROW<outcome STRING, agentVersion STRING, trialArm STRING>>,
  PRIMARY KEY (factId) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'contact-facts',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'ContactFacts',
  'value.avro-single-object.skip-others' = 'true',
  'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TABLE order_scorecard_day (
  rowKey STRING,
  entityType STRING,
  entityId STRING,
  `day` DATE,
  revision BIGINT,
  updatedAt TIMESTAMP_LTZ(3),
  onTimeArrivalNum BIGINT,
  onTimeArrivalDen BIGINT,
  completionInWindowNum BIGINT,
  completionInWindowDen BIGINT,
  providerRescheduleNum BIGINT,
  providerRescheduleDen BIGINT,
  providerCancelNum BIGINT,
  providerCancelDen BIGINT,
  orderContactNum BIGINT,
  orderContactDen BIGINT,
  approvedClaimNum BIGINT,
  approvedClaimDen BIGINT,
  starRatingNum BIGINT,
  starRatingDen BIGINT,
  starRatingSq BIGINT,
  reopenedNum BIGINT,
  reopenedDen BIGINT,
  PRIMARY KEY (rowKey) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'scorecards',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'OrderScorecardDay',
  'value.avro-single-object.skip-others' = 'true',
  'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TABLE rule_day (
  rowKey STRING,
  entityType STRING,
  entityId STRING,
  `day` DATE,
  code STRING,
  revision BIGINT,
  updatedAt TIMESTAMP_LTZ(3),
  `count` BIGINT,
  PRIMARY KEY (rowKey) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'rule_day',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'RuleDay',
  'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TABLE contact_scorecard_day (
  rowKey STRING,
  entityType STRING,
  entityId STRING,
  `day` DATE,
  revision BIGINT,
  updatedAt TIMESTAMP_LTZ(3),
  transferredNum BIGINT,
  transferredDen BIGINT,
  droppedNum BIGINT,
  droppedDen BIGINT,
  abandonedNum BIGINT,
  abandonedDen BIGINT,
  repeatedNum BIGINT,
  repeatedDen BIGINT,
  fcr24hNum BIGINT,
  fcr24hDen BIGINT,
  fcr24hProv BIGINT,
  fcr7dNum BIGINT,
  fcr7dDen BIGINT,
  fcr7dProv BIGINT,
  resolvedFirstNum BIGINT,
  resolvedFirstDen BIGINT,
  resolutionMillisNum BIGINT,
  resolutionHoursDen BIGINT,
  slowNum BIGINT,
  slowDen BIGINT,
  solvedYesNum BIGINT,
  solvedYesDen BIGINT,
  csatNum BIGINT,
  csatDen BIGINT,
  effortNum BIGINT,
  effortDen BIGINT,
  empathyNum BIGINT,
  empathyDen BIGINT,
  automationNum BIGINT,
  automationDen BIGINT,
  automationProv BIGINT,
  PRIMARY KEY (rowKey) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'scorecards',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'ContactScorecardDay',
  'value.avro-single-object.skip-others' = 'true',
  'value.fields-include' = 'EXCEPT_KEY'
);

CREATE TABLE provider_tiers (
  providerId STRING,
  revision BIGINT,
  tier STRING,
  previous STRING,
  decidedAt TIMESTAMP_LTZ(3),
  windowFrom DATE,
  windowTo DATE,
  targetsVersion STRING,
  assessments ARRAY<ROW<`metric` STRING, direction STRING, target DOUBLE, numerator BIGINT, denominator BIGINT, `value` DOUBLE, ciLow DOUBLE, ciHigh DOUBLE, verdict STRING>>,
  PRIMARY KEY (providerId) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'provider-tiers',
  'properties.bootstrap.servers' = '${kafka.bootstrap.servers}',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-single-object',
  'value.avro-single-object.schema' = 'ProviderTier',
  'value.fields-include' = 'ALL'
);
