package dev.odyssey.streaming.files;

import dev.odyssey.events.Event;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.Ingested;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;

/** Events from files: one JSON object a line, plain or compressed. */
public final class JsonLinesInlet {

  /**
   * The bounded source of one file, to be run with parallelism 1: it then yields the lines in the
   * order of the file. What is no event is a dead letter with the number of its line; empty lines
   * yield nothing. A file that cannot be read, a damaged archive too, fails the job.
   *
   * @param file compressed, if its name ends so ({@code .gz})
   * @param eventType the type of the events
   * @param progress told how far the file was read
   */
  public static <E extends Event> FileSource<Ingested<E>> source(
      Path file, EventContract<E> contract, TypeInformation<E> eventType, ReadProgress progress) {
    return FileSource.forRecordStreamFormat(
            new JsonLinesFormat<>(file.toString(), contract, eventType, progress),
            new org.apache.flink.core.fs.Path(file.toUri()))
        // Flink's own takes a name that begins with _ or . for a file that is not to be read.
        .setFileEnumerator(() -> new NonSplittingRecursiveEnumerator(path -> true))
        .build();
  }

  private JsonLinesInlet() {}
}
