package dev.odyssey.streaming.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Secrets among the properties of Kafka's clients. They stay in their file: the job carries where
 * they are, in the words of Kafka's own configuration providers, and each client reads them when it
 * is made.
 */
final class KafkaSecrets {

  private static final String PROVIDERS = AbstractConfig.CONFIG_PROVIDERS_CONFIG;
  private static final String PROVIDER = "odyssey";

  /** As Kafka writes them: {@code ${provider:path:key}}, the path left out where there is none. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}:]+:[^}]+}");

  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

  /** Whether Kafka takes the value for a password, or its name sounds like one. */
  static boolean isSecret(String key) {
    return GlobalConfiguration.isSensitive(key)
        || DEFINITIONS.stream()
            .map(definition -> definition.configKeys().get(key))
            .anyMatch(known -> known != null && known.type() == Type.PASSWORD);
  }

  /** Whether the property says how properties are read. */
  static boolean isAboutProviders(String key) {
    return key.equals(PROVIDERS) || key.startsWith(PROVIDERS + ".");
  }

  /**
   * The properties of a file, with a reference in the place of each value that may be a secret:
   * what Kafka takes for one, and what it does not know. What is a reference already stays one.
   *
   * @param file its absolute path
   */
  static Map<String, String> referred(String file, Properties properties) {
    Map<String, String> referred = new TreeMap<>();
    List<String> providers = new ArrayList<>();
    boolean secrets = false;
    for (String key : properties.stringPropertyNames()) {
      String value = properties.getProperty(key);
      if (key.equals(PROVIDERS)) {
        providers.add(value);
      } else if (isAboutProviders(key)
          || REFERENCE.matcher(value).find()
          || (isKnown(key) && !isSecret(key))) {
        referred.put(key, value);
      } else {
        referred.put(key, "${%s:%s:%s}".formatted(PROVIDER, file, key));
        secrets = true;
      }
    }
    if (secrets) {
      providers.add(PROVIDER);
      referred.put(PROVIDERS + "." + PROVIDER + ".class", FileConfigProvider.class.getName());
    }
    if (!providers.isEmpty()) {
      referred.put(PROVIDERS, String.join(",", providers));
    }
    return referred;
  }

  private static boolean isKnown(String key) {
    return DEFINITIONS.stream().anyMatch(definition -> definition.configKeys().containsKey(key));
  }

  private KafkaSecrets() {}
}
