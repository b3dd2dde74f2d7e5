package dev.odyssey.backtest;

import dev.odyssey.detection.documents.DocumentKey;
import java.util.Map;
import java.util.Properties;

/** The topic of rules, for people: what it says, and saying more. */
interface RulesTopic {

  /** Finds the topic of an installation. */
  @FunctionalInterface
  interface Finder {

    /**
     * The topic on some brokers.
     *
     * @param prefix of the installation's topics
     * @param properties of the clients, as for the jobs
     */
    RulesTopic on(String bootstrapServers, String prefix, Properties properties);
  }

  /** Publishes a document, and returns when it is stored. */
  void publish(DocumentKey key, String json) throws InterruptedException;

  /** What the topic says now: the last document of each key that was not withdrawn. */
  Map<String, String> documents();
}
