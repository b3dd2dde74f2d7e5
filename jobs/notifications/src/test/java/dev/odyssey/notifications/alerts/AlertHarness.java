package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.streaming.DetectionClock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** The operator that raises alerts, on a state backend. */
final class AlertHarness implements AutoCloseable {

  static final Duration RETENTION = Duration.ofDays(60);

  private final KeyedTwoInputStreamOperatorTestHarness<String, Incident, Silence, Alert> operator;

  AlertHarness(boolean rocks, OperatorSubtaskState snapshot) throws Exception {
    operator =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new RaiseAlerts(
                    NotificationSettings.builtIn().alerts(), DetectionClock.replay(), RETENTION),
                List.of(RaiseAlerts.SILENCES)),
            RaiseAlerts::keyOf,
            null,
            Types.STRING);
    operator
        .getExecutionConfig()
        .configure(
            new Configuration().set(PipelineOptions.GENERIC_TYPES, false),
            RaiseAlerts.class.getClassLoader());
    operator.setStateBackend(rocks ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    operator.setup(AlertTypes.ALERT.createSerializer(new SerializerConfigImpl()));
    if (snapshot != null) {
      operator.initializeState(snapshot);
    }
    operator.open();
  }

  void incident(Incident incident) throws Exception {
    operator.processElement1(new StreamRecord<>(incident, incident.at()));
  }

  void silence(Silence silence) throws Exception {
    operator.processElement2(new StreamRecord<>(silence));
  }

  void watermark(long at) throws Exception {
    operator.processBothWatermarks(new Watermark(at));
  }

  OperatorSubtaskState snapshot() throws Exception {
    return operator.snapshot(1, 1);
  }

  List<Alert> alerts() {
    return operator.extractOutputValues();
  }

  int keyedEntries() {
    return operator.numKeyedStateEntries();
  }

  int timers() {
    return operator.numEventTimeTimers();
  }

  @Override
  public void close() throws Exception {
    operator.close();
  }
}
