package dev.odyssey.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.odyssey.detection.operator.DetectDefects;
import dev.odyssey.events.Event;
import dev.odyssey.streaming.Ingested;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMaximum;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What became of the lines that were read.
 *
 * @param files one for each input
 * @param duplicates events that were there before
 * @param lateBy how far the latest of the late events lay behind the stream, in milliseconds
 * @param reasons why lines are dead letters, the commonest first
 */
record InputCounts(
    List<OfFile> files, long duplicates, long lateBy, Map<String, DeadLetters> reasons) {

  /** A larger share of dead letters than this is rather a wrong file than a bad line. */
  static final double MOST_DEAD = 0.05;

  private static final String PREFIX = "input.";
  private static final String LATE_BY = "late by";
  private static final int KINDS = 200;
  private static final int SHOWN = 10;
  private static final String OTHERS = "other reasons";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is counted of a file. */
  enum What {
    EVENTS,
    DEAD,
    LATE,
    OVERFLOW
  }

  /**
   * The counts of a file. Empty lines count as nothing.
   *
   * @param events valid ones, the late and the overflowing among them
   */
  record OfFile(Path file, long events, long dead, long late, long overflow) {}

  /**
   * Dead letters of one reason.
   *
   * @param first the file and the line of the first
   */
  record DeadLetters(long count, String first) {}

  /**
   * What a job has counted.
   *
   * @param files by the name of the job that reads each
   * @param counted accumulators of the job
   * @param deadLetters the file that they were written to
   */
  static InputCounts of(Map<String, Path> files, Map<String, Object> counted, Path deadLetters)
      throws IOException {
    List<OfFile> counts =
        files.entrySet().stream()
            .map(
                file ->
                    new OfFile(
                        file.getValue(),
                        count(counted, name(file.getKey(), What.EVENTS)),
                        count(counted, name(file.getKey(), What.DEAD)),
                        count(counted, name(file.getKey(), What.LATE)),
                        count(counted, name(file.getKey(), What.OVERFLOW))))
            .toList();
    return new InputCounts(
        counts,
        count(counted, DetectDefects.DUPLICATES),
        count(counted, LATE_BY),
        reasons(deadLetters));
  }

  private static long count(Map<String, Object> counted, String name) {
    return counted.get(name) instanceof Long count ? count : 0;
  }

  private static String name(String job, What what) {
    return PREFIX + job + '.' + what;
  }

  private static Map<String, DeadLetters> reasons(Path file) throws IOException {
    Map<String, DeadLetters> reasons = new LinkedHashMap<>();
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode letter = JSON.readTree(line);
        String reason = letter.get("reason").asText();
        String kind = reasons.containsKey(reason) || reasons.size() < KINDS ? reason : OTHERS;
        DeadLetters before = reasons.get(kind);
        reasons.put(
            kind,
            before == null
                ? new DeadLetters(1, letter.get("file").asText() + ':' + letter.get("line"))
                : new DeadLetters(before.count() + 1, before.first()));
      }
    }
    return reasons.entrySet().stream()
        .sorted(Comparator.comparingLong(reason -> -reason.getValue().count()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one, LinkedHashMap::new));
  }

  /** Whether so many lines are dead letters that what was found says little. */
  boolean isMostlyDead() {
    long events = files.stream().mapToLong(OfFile::events).sum();
    long dead = files.stream().mapToLong(OfFile::dead).sum();
    return dead > MOST_DEAD * (events + dead);
  }

  /** For people. */
  String text() {
    Rows table = new Rows(32).add("input", "read", "dead", "late", "overflow");
    for (OfFile file : files) {
      table.add(
          file.file().getFileName().toString(),
          file.events() + file.dead(),
          file.dead(),
          file.late(),
          file.overflow());
    }
    StringBuilder text = new StringBuilder(table.toString());
    line(text, "%,d duplicates", duplicates);
    if (lateBy > 0) {
      line(text, "--open-retention P%dD would have kept the late events", days(lateBy));
    }
    reasons.entrySet().stream()
        .limit(SHOWN)
        .forEach(
            reason ->
                line(
                    text,
                    "%,12d dead: %s (first: %s)",
                    reason.getValue().count(),
                    reason.getKey(),
                    reason.getValue().first()));
    if (reasons.size() > SHOWN) {
      line(text, "%12s dead for %d other reasons", "", reasons.size() - SHOWN);
    }
    return text.toString();
  }

  private static long days(long millis) {
    long day = Duration.ofDays(1).toMillis();
    return Math.floorDiv(millis + day - 1, day);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  /** Counts what it passes on. */
  static class Counting<T> extends ProcessFunction<T, T> {

    private static final long serialVersionUID = 1;

    private final String name;
    private transient LongCounter counter;

    Counting(String job, What what) {
      this.name = name(job, what);
    }

    @Override
    public void open(OpenContext context) throws Exception {
      counter = getRuntimeContext().getLongCounter(name);
    }

    @Override
    public void processElement(T value, Context context, Collector<T> out) throws Exception {
      counter.add(1);
      out.collect(value);
    }
  }

  /** Counts late events, and sees how late. It sits behind the detection and has its watermark. */
  static final class CountingLate<E extends Event> extends Counting<E> {

    private static final long serialVersionUID = 1;

    private transient LongMaximum lateBy;

    CountingLate(String job) {
      super(job, What.LATE);
    }

    @Override
    public void open(OpenContext context) throws Exception {
      super.open(context);
      lateBy = new LongMaximum(0);
      if (getRuntimeContext().<Long, Long>getAccumulator(LATE_BY) instanceof LongMaximum known) {
        lateBy = known;
      } else {
        getRuntimeContext().addAccumulator(LATE_BY, lateBy);
      }
    }

    @Override
    public void processElement(E event, Context context, Collector<E> out) throws Exception {
      lateBy.add(context.timerService().currentWatermark() - event.occurredAt());
      super.processElement(event, context, out);
    }
  }

  /** Counts events and dead letters as they are read. */
  static final class CountingRead<E> extends ProcessFunction<Ingested<E>, Ingested<E>> {

    private static final long serialVersionUID = 1;

    private final String job;
    private transient LongCounter events;
    private transient LongCounter dead;

    CountingRead(String job) {
      this.job = job;
    }

    @Override
    public void open(OpenContext context) {
      events = getRuntimeContext().getLongCounter(name(job, What.EVENTS));
      dead = getRuntimeContext().getLongCounter(name(job, What.DEAD));
    }

    @Override
    public void processElement(Ingested<E> ingested, Context context, Collector<Ingested<E>> out) {
      if (ingested instanceof Ingested.Fact) {
        events.add(1);
      } else if (ingested instanceof Ingested.Dead) {
        dead.add(1);
      }
      out.collect(ingested);
    }
  }
}
