package dev.odyssey.codec;

import dev.odyssey.avro.ContactScorecardDay;
import dev.odyssey.avro.OrderScorecardDay;
import dev.odyssey.avro.RuleDay;
import dev.odyssey.scorecards.Counters;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Rows of scorecards as Avro in single-object encoding: the form on the topics {@code scorecards}
 * and {@code rule_day}. Each kind of scorecard has a record of its own, with a field a counter.
 */
public final class ScorecardRowAvro {

  private static final Pattern AFTER_UNDERSCORE = Pattern.compile("_(.)");

  private static final Form<OrderScorecardDay> ORDER =
      new Form<>(Scorecard.ORDER, OrderScorecardDay::new, OrderScorecardDay.getClassSchema());
  private static final Form<ContactScorecardDay> CONTACT =
      new Form<>(Scorecard.CONTACT, ContactScorecardDay::new, ContactScorecardDay.getClassSchema());

  private static final Form<RuleDay> RULE =
      new Form<>(Scorecard.RULE, RuleDay::new, RuleDay.getClassSchema());

  public static byte[] encode(ScorecardRow row) {
    return switch (row.key().scorecard()) {
      case ORDER -> ORDER.encode(row);
      case CONTACT -> CONTACT.encode(row);
      case RULE -> RULE.encode(row);
    };
  }

  /**
   * Reads a row back, whichever version of its schema it was written in.
   *
   * @throws IOException if the bytes are none
   */
  public static ScorecardRow decode(byte[] bytes) throws IOException {
    if (CONTACT.reader.claims(bytes)) {
      return CONTACT.decode(bytes);
    }
    return RULE.reader.claims(bytes) ? RULE.decode(bytes) : ORDER.decode(bytes);
  }

  /**
   * Reads a row behind its header.
   *
   * @param writer the schema that it was written in; any that Avro can resolve to today's
   * @param from where the record begins; it takes the bytes to their end
   * @throws IOException if the bytes are none
   */
  public static ScorecardRow decode(Schema writer, byte[] bytes, int from) throws IOException {
    for (Form<?> form : List.of(CONTACT, RULE)) {
      if (writer.getName().equals(form.name)) {
        return form.decode(writer, bytes, from);
      }
    }
    return ORDER.decode(writer, bytes, from);
  }

  /** How the rows of one kind of scorecard are written. */
  private static final class Form<R extends SpecificRecordBase> {

    private static final int NONE = -1;

    private final String name;
    private final Scorecard scorecard;
    private final Supplier<R> empty;
    private final SingleObjectReader<R> reader;
    private final BinaryMessageEncoder<R> encoder;
    private final int entityType;
    private final int entityId;
    private final int day;
    private final int code;
    private final int revision;
    private final int updatedAt;
    private final int[] counters;

    Form(Scorecard scorecard, Supplier<R> empty, Schema schema) {
      this.name = schema.getName();
      this.scorecard = scorecard;
      this.empty = empty;
      R record = empty.get();
      reader =
          new SingleObjectReader<>(
              record.getSpecificData(), schema, SchemaVersions.of(schema.getName()));
      encoder = new BinaryMessageEncoder<>(record.getSpecificData(), schema);
      entityType = position(schema, "entityType");
      entityId = position(schema, "entityId");
      day = position(schema, "day");
      code = scorecard == Scorecard.RULE ? position(schema, "code") : NONE;
      revision = position(schema, "revision");
      updatedAt = position(schema, "updatedAt");
      List<String> columns = scorecard.columns();
      counters = columns.stream().mapToInt(column -> position(schema, field(column))).toArray();
    }

    private static int position(Schema schema, String field) {
      return schema.getField(field).pos();
    }

    byte[] encode(ScorecardRow row) {
      R record = empty.get();
      record.put(entityType, row.key().entityType().name());
      record.put(entityId, row.key().entityId());
      record.put(day, row.key().day());
      if (code != NONE) {
        record.put(code, row.key().code());
      }
      record.put(revision, row.revision());
      record.put(updatedAt, Instant.ofEpochMilli(row.updatedAt()));
      for (int i = 0; i < counters.length; i++) {
        record.put(counters[i], row.counters().at(i));
      }
      return SingleObjectAvro.bytes(encoder, record);
    }

    ScorecardRow decode(byte[] bytes) throws IOException {
      return row(reader.read(bytes));
    }

    ScorecardRow decode(Schema writer, byte[] bytes, int from) throws IOException {
      return row(reader.read(writer, bytes, from));
    }

    private ScorecardRow row(R record) throws IOException {
      long[] values = new long[counters.length];
      for (int i = 0; i < counters.length; i++) {
        values[i] = (Long) record.get(counters[i]);
      }
      return new ScorecardRow(
          new ScorecardKey(
              scorecard,
              type((String) record.get(entityType)),
              (String) record.get(entityId),
              (LocalDate) record.get(day),
              code == NONE ? null : AvroValues.code((String) record.get(code))),
          (Long) record.get(revision),
          ((Instant) record.get(updatedAt)).toEpochMilli(),
          Counters.of(values));
    }

    private static EntityType type(String name) throws IOException {
      try {
        return EntityType.valueOf(name);
      } catch (IllegalArgumentException e) {
        throw new IOException("entityType is not a known one: " + name, e);
      }
    }
  }

  /** The field of a column: {@code on_time_arrival_num} is {@code onTimeArrivalNum}. */
  private static String field(String column) {
    return AFTER_UNDERSCORE
        .matcher(column)
        .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private ScorecardRowAvro() {}
}
