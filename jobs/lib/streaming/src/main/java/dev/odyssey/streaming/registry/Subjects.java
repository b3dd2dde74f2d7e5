package dev.odyssey.streaming.registry;

import org.apache.avro.Schema;

/** Under which names a registry keeps the schemas of topics: as Confluent's clients have them. */
final class Subjects {

  /** The one kind of value on a topic, the strategy TopicNameStrategy. */
  static String only(String topic) {
    return topic + "-value";
  }

  /** One of several kinds of value on a topic, the strategy TopicRecordNameStrategy. */
  static String among(String topic, Schema schema) {
    return topic + "-" + schema.getFullName();
  }

  private Subjects() {}
}
