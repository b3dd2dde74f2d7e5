package dev.odyssey.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.EventJson;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.mapping.RecordCodec.Keyed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a mapping over inputs. Memory is bounded by the longest history of one subject: what does
 * not fit is sorted on disk.
 */
public final class Mapper {

  /** Each of the two sorts may have this part of the heap; the rest is for what is at hand. */
  private static final long PART_OF_HEAP = 8;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Takes what a run makes. */
  public interface Output {
    /** A record was read; for progress. */
    default void read() {}

    /** An event as a line of JSON; in order of recordedAt. */
    void event(String line) throws IOException;

    /** A record, or an event of it, that could not be made, as a line of JSON with the reason. */
    void unmapped(String line) throws IOException;
  }

  private final Mapping mapping;
  private final Path folder;
  private final long budget;

  /**
   * @param folder for files while it runs
   */
  public Mapper(Mapping mapping, Path folder) {
    this(mapping, folder, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /**
   * @param budget bytes of memory for each of two sorts, and for the records of one subject
   */
  Mapper(Mapping mapping, Path folder, long budget) {
    this.mapping = mapping;
    this.folder = folder;
    this.budget = budget;
  }

  /**
   * Maps inputs, one after the other as if they were one.
   *
   * @throws MappingException if an input has not the form that the mapping says
   */
  public MapReport run(List<Path> inputs, Output output) throws IOException {
    MapReport report = new MapReport();
    Path runs = Files.createTempDirectory(folder, "mapping");
    try (SpillingSorter events = new SpillingSorter(runs, budget)) {
      try (SpillingSorter records = new SpillingSorter(runs, budget)) {
        read(inputs, records, report, output);
        mapSubjects(records, events, report, output);
      }
      write(events, report, output);
    } finally {
      Files.delete(runs);
    }
    return report;
  }

  private void read(List<Path> inputs, SpillingSorter records, MapReport report, Output output)
      throws IOException {
    RecordCodec codec = new RecordCodec();
    long sequence = 0;
    for (Path input : inputs) {
      try (RecordReader reader = open(input, false)) {
        for (SourceRecord read = reader.next(); read != null; read = reader.next()) {
          SourceRecord record = new SourceRecord(sequence++, read.origin(), read.fields());
          report.countRead();
          output.read();
          Scope alone = new Scope(null, List.of(record));
          try {
            if (!mapping.where().holds(alone)) {
              report.countFiltered();
              continue;
            }
            String subject = subject(alone);
            records.add(
                SortKeys.ofRecord(subject, order(alone), record.sequence()),
                codec.write(subject, record));
          } catch (UnmappedException e) {
            unmapped(record, null, e.getMessage(), report, output);
          }
        }
      }
    }
  }

  private RecordReader open(Path input, boolean everything) throws IOException {
    return mapping.source().open(input, mapping.paths(), everything || mapping.mayLookAtAnything());
  }

  private String subject(Scope alone) {
    String subject = mapping.subject().text(alone);
    if (subject == null) {
      throw new UnmappedException("the subject is not known");
    }
    return subject;
  }

  private long order(Scope alone) {
    if (mapping.order() == null) {
      return 0;
    }
    Long order = mapping.order().get(alone);
    if (order == null) {
      throw new UnmappedException(
          "the time that puts the records of a subject in order is not known");
    }
    return order;
  }

  private void mapSubjects(
      SpillingSorter records, SpillingSorter events, MapReport report, Output output)
      throws IOException {
    RecordCodec codec = new RecordCodec();
    SubjectMapper mapper = new SubjectMapper(mapping);
    try (SpillingSorter.Sorted sorted = records.sorted()) {
      List<SourceRecord> ofSubject = new ArrayList<>();
      String subject = null;
      long bytes = 0;
      for (SpillingSorter.Entry entry = sorted.next(); entry != null; entry = sorted.next()) {
        Keyed next = codec.read(entry.value());
        if (!next.subject().equals(subject)) {
          mapSubject(mapper, subject, ofSubject, events, report, output);
          subject = next.subject();
          ofSubject = new ArrayList<>();
          bytes = 0;
        }
        ofSubject.add(next.record());
        bytes += entry.value().length;
        if (bytes > budget) {
          throw new MappingException(
              "subject "
                  + subject
                  + " has more than "
                  + ofSubject.size()
                  + " records, too many for memory: is it the key of an order or contact? If so,"
                  + " give Java more memory");
        }
      }
      mapSubject(mapper, subject, ofSubject, events, report, output);
    }
  }

  private static void mapSubject(
      SubjectMapper mapper,
      String subject,
      List<SourceRecord> records,
      SpillingSorter events,
      MapReport report,
      Output output)
      throws IOException {
    if (records.isEmpty()) {
      return;
    }
    report.countSubject();
    Collected collected = new Collected(report);
    mapper.map(subject, records, collected);
    for (Collected.Made made : collected.events) {
      events.add(
          SortKeys.ofEvent(made.event.recordedAt(), made.record.sequence(), made.place),
          made.event.toJson().getBytes(StandardCharsets.UTF_8));
    }
    for (Collected.Unmapped unmapped : collected.unmapped) {
      unmapped(unmapped.record, subject, unmapped.reason, report, output);
    }
    collected.noteSilences();
  }

  /** What came of one subject. */
  private static final class Collected implements SubjectMapper.Output {

    private record Made(SourceRecord record, int place, MappedEvent event) {}

    private record Unmapped(SourceRecord record, String reason) {}

    private final MapReport report;
    private final List<Made> events = new ArrayList<>();
    private final List<Unmapped> unmapped = new ArrayList<>();

    private Collected(MapReport report) {
      this.report = report;
    }

    @Override
    public void event(SourceRecord record, String rule, MappedEvent event, long movedBy) {
      report.countEvent(event, movedBy);
      events.add(new Made(record, events.size(), event));
    }

    @Override
    public void duplicate(SourceRecord record, String rule, MappedEvent event) {
      report.countDuplicate();
    }

    @Override
    public void skipped(SourceRecord record, String rule) {
      report.countSkipped();
    }

    @Override
    public void unmapped(SourceRecord record, String subject, String reason) {
      unmapped.add(new Unmapped(record, reason));
    }

    private void noteSilences() {
      Map<String, List<Long>> times = new HashMap<>();
      events.forEach(
          made ->
              times
                  .computeIfAbsent(made.event.subject(), ignored -> new ArrayList<>())
                  .add(made.event.occurredAt()));
      times.forEach(
          (subject, occurred) -> {
            long[] sorted = occurred.stream().mapToLong(Long::longValue).sorted().toArray();
            for (int i = 1; i < sorted.length; i++) {
              report.noteSilence(subject, sorted[i] - sorted[i - 1]);
            }
          });
    }
  }

  private static void unmapped(
      SourceRecord record, String subject, String reason, MapReport report, Output output)
      throws IOException {
    report.countUnmapped(record.origin(), reason);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("origin", record.origin());
    if (subject != null) {
      line.put("subject", subject);
    }
    line.put("reason", reason);
    line.put("record", record.fields());
    try {
      output.unmapped(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record that was read cannot be written: " + line, e);
    }
  }

  private void write(SpillingSorter events, MapReport report, Output output) throws IOException {
    EventJson<?> json =
        mapping.target() == Target.ORDER_EVENTS ? new OrderEventJson() : new ContactEventJson();
    long latest = Long.MIN_VALUE;
    try (SpillingSorter.Sorted sorted = events.sorted()) {
      for (SpillingSorter.Entry entry = sorted.next(); entry != null; entry = sorted.next()) {
        String line = new String(entry.value(), StandardCharsets.UTF_8);
        try {
          var event = json.read(line);
          latest = Math.max(latest, event.occurredAt());
          report.noteLateness(event.eventId(), latest - event.occurredAt());
        } catch (InvalidEventException e) {
          report.countDead(line, e.getMessage());
        }
        output.event(line);
      }
    }
  }

  /**
   * The records of one subject, what was made of each and by which rule, for people.
   *
   * @return empty if no record is about the subject
   */
  public List<String> explain(List<Path> inputs, String subject) throws IOException {
    List<SourceRecord> records = new ArrayList<>();
    List<Long> orders = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    long sequence = 0;
    for (Path input : inputs) {
      try (RecordReader reader = open(input, true)) {
        for (SourceRecord read = reader.next(); read != null; read = reader.next()) {
          SourceRecord record = new SourceRecord(sequence++, read.origin(), read.fields());
          Scope alone = new Scope(null, List.of(record));
          if (subject.equals(mapping.subject().text(alone))) {
            if (mapping.where().holds(alone)) {
              records.add(record);
              orders.add(order(alone));
            } else {
              lines.add(record.origin() + ": left out by 'where'");
            }
          }
        }
      }
    }
    Integer[] places = new Integer[records.size()];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, (a, b) -> Long.compare(orders.get(a), orders.get(b)));
    List<SourceRecord> sorted = Arrays.stream(places).map(records::get).toList();
    Explained explained = new Explained();
    new SubjectMapper(mapping).map(subject, sorted, explained);
    for (SourceRecord record : sorted) {
      lines.add(record.origin() + ": " + JSON.writeValueAsString(record.fields()));
      lines.addAll(explained.lines.getOrDefault(record.sequence(), List.of("  nothing new in it")));
    }
    return lines;
  }

  private static final class Explained implements SubjectMapper.Output {
    private final Map<Long, List<String>> lines = new HashMap<>();

    private void add(SourceRecord record, String line) {
      lines.computeIfAbsent(record.sequence(), ignored -> new ArrayList<>()).add("  " + line);
    }

    @Override
    public void event(SourceRecord record, String rule, MappedEvent event, long movedBy) {
      add(
          record,
          rule
              + " -> "
              + event.toJson()
              + (movedBy > 0 ? " (put " + movedBy + " ms later, to keep the order)" : ""));
    }

    @Override
    public void duplicate(SourceRecord record, String rule, MappedEvent event) {
      add(record, rule + " -> " + event.eventId() + " again, left out");
    }

    @Override
    public void skipped(SourceRecord record, String rule) {
      add(record, rule + " -> skipped");
    }

    @Override
    public void unmapped(SourceRecord record, String subject, String reason) {
      add(record, "NOT MAPPED: " + reason);
    }
  }
}
