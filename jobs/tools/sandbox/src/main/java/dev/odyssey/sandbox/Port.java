package dev.odyssey.sandbox;

import java.util.Locale;

/** What the sandbox listens on, on the loopback interface only. */
public enum Port {
  KAFKA("Kafka", 19092, KafkaServer.NAME),
  /** Between the broker and itself: any free port will do. */
  KAFKA_CONTROLLER("Kafka's controller", 0, KafkaServer.NAME),
  POSTGRES("PostgreSQL", 15432, PostgresServer.NAME),
  FLINK("Flink's UI and REST API", 18081, FlinkCluster.JOB_MANAGER),
  /** Between Flink's processes: any free port will do. */
  FLINK_RPC("Flink's JobManager", 0, FlinkCluster.JOB_MANAGER);

  private final String who;
  private final int standard;
  private final String process;

  Port(String who, int standard, String process) {
    this.who = who;
    this.standard = standard;
    this.process = process;
  }

  /** Who listens. */
  String who() {
    return who;
  }

  /** The port where none is asked for; 0 for any. */
  int standard() {
    return standard;
  }

  /** The name of the process that listens. */
  String process() {
    return process;
  }

  /** The environment variable that chooses another. */
  String variable() {
    return "ODYSSEY_" + name() + "_PORT";
  }

  /** The command line's option that chooses another. */
  String option() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-') + "-port";
  }

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.') + ".port";
  }
}
