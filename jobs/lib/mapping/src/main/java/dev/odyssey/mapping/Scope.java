package dev.odyssey.mapping;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a value may depend on: the records of one subject, which of them is looked at, and what is
 * known so far of the event that is being made.
 */
final class Scope {

  /** Of the subject: its id. */
  static final String SUBJECT = "subject";

  /** Of the event being made: its type. */
  static final String TYPE = "type";

  /** Of the event being made: when it occurred, in epoch milliseconds. */
  static final String OCCURRED_AT = "occurredAt";

  /** Of the event being made: its number among those of its order or contact, from 1. */
  static final String NUMBER = "n";

  /** Of a conversation: the number of the contact, from 1. */
  static final String CONTACT = "contact";

  /** Names that are not fields of a record; {@code record.NAME} is the field of that name. */
  static final List<String> NAMES = List.of(SUBJECT, TYPE, OCCURRED_AT, NUMBER, CONTACT);

  private final String subject;
  private final List<SourceRecord> records;
  private final Map<String, Object> known = new HashMap<>();
  private final Map<Object, Object> answers = new IdentityHashMap<>();
  private final Map<Object, Earlier> earliers = new IdentityHashMap<>();
  private int index;

  Scope(String subject, List<SourceRecord> records) {
    this.subject = subject;
    this.records = records;
    known.put(SUBJECT, subject);
  }

  /** Looks at the next record. */
  void moveTo(int nextIndex) {
    index = nextIndex;
  }

  String subject() {
    return subject;
  }

  SourceRecord record() {
    return records.get(index);
  }

  Map<String, Object> fields() {
    return record().fields();
  }

  int index() {
    return index;
  }

  List<SourceRecord> records() {
    return records;
  }

  boolean isFirst() {
    return index == 0;
  }

  boolean isLast() {
    return index == records.size() - 1;
  }

  Object known(String name) {
    return known.get(name);
  }

  void know(String name, Object value) {
    known.put(name, value);
  }

  /** What {@code compute} says about the whole subject, found out once. */
  Object ofSubject(Object question, Supplier<Object> compute) {
    if (!answers.containsKey(question)) {
      answers.put(question, compute.get());
    }
    return answers.get(question);
  }

  /**
   * The value that a path had at the latest earlier record that has one that counts, or null. In a
   * change of a table's row it is what the change says was before.
   *
   * @param asker who asks: the same asker always asks about the same path
   */
  Object earlier(Object asker, FieldPath path, Predicate<Object> counts) {
    FieldPath before = path.beforeChange(fields());
    if (before != null) {
      Object value = before.in(fields());
      return value != null && counts.test(value) ? value : null;
    }
    Earlier earlier = earliers.computeIfAbsent(asker, ignored -> new Earlier());
    // Each record is looked at once, however often this is asked.
    for (; earlier.seen < index; earlier.seen++) {
      Object value = path.in(records.get(earlier.seen).fields());
      if (value != null && counts.test(value)) {
        earlier.value = value;
      }
    }
    return earlier.value;
  }

  private static final class Earlier {
    private int seen;
    private Object value;
  }
}
