package dev.odyssey.streaming.kafka;

import dev.odyssey.codec.Instants;
import dev.odyssey.streaming.Header;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A CloudEvent 1.0 in the binary mode of the Kafka protocol binding: its attributes are headers,
 * its data the value of the record.
 *
 * @param data JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried, never compared
record CloudEvent(List<Header> headers, byte[] data) {

  /**
   * The event that a revision is. Its id is deterministic, so that who has seen it knows it again;
   * the topic as its source tells installations apart.
   *
   * @param subject the id of what has the revision
   * @param time in epoch milliseconds
   * @param schema the $id of the schema of the data
   */
  static CloudEvent of(
      String topic,
      String type,
      String subject,
      int revision,
      long time,
      String schema,
      String json) {
    return new CloudEvent(
        List.of(
            Header.of("ce_specversion", "1.0"),
            Header.of("ce_id", subject + "/" + revision),
            Header.of("ce_source", "/odyssey/" + topic),
            Header.of("ce_type", type),
            Header.of("ce_subject", subject),
            Header.of("ce_time", Instants.format(time)),
            Header.of("ce_dataschema", schema),
            Header.of("content-type", "application/json")),
        json.getBytes(StandardCharsets.UTF_8));
  }
}
