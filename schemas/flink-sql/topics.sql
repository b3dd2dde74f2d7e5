-- The suite's topics as tables of Flink SQL, to be queried by its SQL client or gateway:
--
--   scripts/sandbox sql               in the sandbox
--   sql-client.sh -i topics.sql       on a cluster, with the brokers filled in below
--
-- needs odyssey-sql.jar (the format avro-single-object) and Flink's SQL connector for Kafka. What
-- each column means is said in the schemas, src/main/avro.
--
-- defects is a changelog with a key: a query sees each defect's latest revision, and
-- its results follow when a defect changes. The event tables see every event, duplicates too.

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
  channel STRING,
  direction STRING,
  reason STRING,
  agentId STRING,
  agentKind STRING,
  agentVersion STRING,
  trialArm STRING,
  site STRING,
  endedBy STRING,
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
