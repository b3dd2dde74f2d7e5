package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.kafka.KeptTransaction.Place;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The context of a writer that notes where the last record stands that a broker has acknowledged.
 * The producer does so on a thread of its own.
 */
final class WrittenPlaces implements WriterInitContext {

  private final WriterInitContext context;
  private volatile Place last;

  WrittenPlaces(WriterInitContext context) {
    this.context = context;
  }

  /** The place of the last record since this was asked; null where there is none. */
  Place take() {
    Place place = last;
    last = null;
    return place;
  }

  private void written(RecordMetadata record) {
    if (record.hasOffset()) {
      last = new Place(record.topic(), record.partition(), record.offset());
    }
  }

  @Override
  @SuppressWarnings("unchecked") // the connector tells of records, whatever it is asked for
  public <M> Optional<Consumer<M>> metadataConsumer() {
    Optional<Consumer<RecordMetadata>> others = context.metadataConsumer();
    Consumer<RecordMetadata> note = this::written;
    return Optional.of((Consumer<M>) others.map(note::andThen).orElse(note));
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return context.getUserCodeClassLoader();
  }

  @Override
  public MailboxExecutor getMailboxExecutor() {
    return context.getMailboxExecutor();
  }

  @Override
  public ProcessingTimeService getProcessingTimeService() {
    return context.getProcessingTimeService();
  }

  @Override
  public SinkWriterMetricGroup metricGroup() {
    return context.metricGroup();
  }

  @Override
  public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
    return context.asSerializationSchemaInitializationContext();
  }

  @Override
  public boolean isObjectReuseEnabled() {
    return context.isObjectReuseEnabled();
  }

  @Override
  public <I> TypeSerializer<I> createInputSerializer() {
    return context.createInputSerializer();
  }

  @Override
  public OptionalLong getRestoredCheckpointId() {
    return context.getRestoredCheckpointId();
  }

  @Override
  public JobInfo getJobInfo() {
    return context.getJobInfo();
  }

  @Override
  public TaskInfo getTaskInfo() {
    return context.getTaskInfo();
  }
}
