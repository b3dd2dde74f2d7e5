package dev.odyssey.tables;

import dev.odyssey.events.InvalidEventException;
import dev.odyssey.streaming.KafkaRecord;
import dev.odyssey.streaming.registry.RegisteredRecords;
import java.util.List;
import java.util.function.Supplier;

/**
 * A topic and the tables that its records are written to.
 *
 * @param topic its name, before the prefix of the installation
 * @param reading makes a reader of its records, for one thread
 * @param putsAside whether what cannot be read goes to dead letters: not where another job, which
 *     reads the topic too, puts it there
 */
record Feed<T>(
    String topic, Supplier<Reading<T>> reading, boolean putsAside, List<TableWriter<T>> tables) {

  /** Reads records. */
  @FunctionalInterface
  interface Reading<T> {

    /**
     * What a record says.
     *
     * @return null where it says nothing that a table holds, as a heartbeat does
     * @throws InvalidEventException naming what is wrong with it
     */
    T read(KafkaRecord record, RegisteredRecords registered);
  }
}
