package dev.odyssey.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a single Kafka node that is broker and controller, on the loopback interface. */
final class BrokerSettings {

  static final String HOST = "127.0.0.1";
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  static Map<String, String> of(int port, int controllerPort, Path data) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    settings.put(
        "listeners",
        "PLAINTEXT://%s:%d,%s://%s:%d"
            .formatted(HOST, port, CONTROLLER_LISTENER, HOST, controllerPort));
    settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", data.toString());
    // A name that is mistyped should fail, not become a topic.
    settings.put("auto.create.topics.enable", "false");
    // Exactly-once sinks keep a transaction open from checkpoint to checkpoint, and over a restart.
    settings.put("transaction.max.timeout.ms", "900000");
    settings.put("group.initial.rebalance.delay.ms", "0");
    for (String internal : new String[] {"offsets.topic", "transaction.state.log"}) {
      settings.put(internal + ".num.partitions", "4");
      settings.put(internal + ".replication.factor", "1");
    }
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("controlled.shutdown.enable", "true");
    return settings;
  }

  /** Adds a port where clients speak TLS and give a password. */
  static void addSecured(
      Map<String, String> settings,
      int port,
      SelfSignedCertificate certificate,
      String user,
      String password) {
    String listener = ",SASL_SSL://" + HOST + ":" + port;
    settings.merge("listeners", listener, String::concat);
    settings.merge("advertised.listeners", listener, String::concat);
    settings.merge("listener.security.protocol.map", ",SASL_SSL:SASL_SSL", String::concat);
    settings.put("sasl.enabled.mechanisms", "PLAIN");
    settings.put(
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(user, password));
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", certificate.keystore().toString());
    settings.put("ssl.keystore.password", certificate.password());
    settings.put("ssl.key.password", certificate.password());
  }

  private BrokerSettings() {}
}
