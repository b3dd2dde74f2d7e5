package dev.odyssey.benchmarks;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.ThrowingConsumer;

/** Between two operators that are not of one task: what goes over is written and read. */
final class Exchange<T> {

  private final TypeSerializer<T> serializer;
  private final ThrowingConsumer<StreamRecord<T>, Exception> to;
  private final DataOutputSerializer written = new DataOutputSerializer(256);
  private final DataInputDeserializer read = new DataInputDeserializer();

  Exchange(TypeInformation<T> type, ThrowingConsumer<StreamRecord<T>, Exception> to) {
    this.serializer = type.createSerializer(new SerializerConfigImpl());
    this.to = to;
  }

  /** Takes one from the operator ahead. */
  void send(T value, long timestamp) {
    try {
      written.clear();
      serializer.serialize(value, written);
      receive(written.getSharedBuffer(), written.length(), timestamp);
    } catch (IOException e) {
      throw new IllegalStateException("cannot write " + value, e);
    }
  }

  /** Hands over one that has been written. */
  void receive(byte[] bytes, int length, long timestamp) {
    try {
      read.setBuffer(bytes, 0, length);
      to.accept(new StreamRecord<>(serializer.deserialize(read), timestamp));
    } catch (Exception e) {
      throw new IllegalStateException("cannot take what happened at " + timestamp, e);
    }
  }
}
