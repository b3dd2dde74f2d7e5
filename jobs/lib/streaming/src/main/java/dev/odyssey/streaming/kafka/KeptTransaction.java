package dev.odyssey.streaming.kafka;

import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A transaction that is to be committed, with what it takes to make good its loss.
 *
 * @param transaction as the connector knows it
 * @param last where a record of it stands; null where that is not known
 * @param records all of its records; null where they were not kept
 */
record KeptTransaction(KafkaCommittable transaction, Place last, KeptRecords records) {

  /** The place of a record, which readers of committed data are given only if it is committed. */
  record Place(String topic, int partition, long offset) {}
}
