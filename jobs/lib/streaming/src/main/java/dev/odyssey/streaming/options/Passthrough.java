package dev.odyssey.streaming.options;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/**
 * Keys that belong to a library below and are handed to it as they are, behind a prefix.
 *
 * @param prefix ends with a dot
 * @param owned keys that the job sets itself, each with what to use instead
 */
record Passthrough(String prefix, String description, Map<String, String> owned) {

  boolean covers(String key) {
    return key.startsWith(prefix) && key.length() > prefix.length();
  }

  /**
   * Refuses what must not be handed on from the command line.
   *
   * @throws InvalidOptionException naming the key
   */
  void check(String key) {
    String inner = key.substring(prefix.length());
    refuseOwned("--" + key, inner);
    if (KafkaSecrets.isSecret(inner)) {
      throw new InvalidOptionException(
          "--"
              + key
              + ": a secret on the command line can be read by everybody on the machine; put it"
              + " into the file of --"
              + KafkaOptions.PROPERTIES_FILE.key());
    }
  }

  /** Refuses a key that the job sets itself, wherever it was written. */
  void refuseOwned(String where, String inner) {
    String instead = owned.get(inner);
    if (instead != null) {
      throw new InvalidOptionException(where + ": " + inner + " is the job's own; " + instead);
    }
  }

  /** What was given, without the prefix. */
  Map<String, String> from(Configuration values) {
    Map<String, String> inner = new LinkedHashMap<>();
    values
        .toMap()
        .forEach(
            (key, value) -> {
              if (covers(key)) {
                inner.put(key.substring(prefix.length()), value);
              }
            });
    return inner;
  }
}
