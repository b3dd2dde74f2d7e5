package dev.odyssey.backtest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.CaseFileJson;
import dev.odyssey.codec.EventJson;
import dev.odyssey.codec.Instants;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.ProviderTierJson;
import dev.odyssey.codec.RuleDayJson;
import dev.odyssey.codec.ScorecardEntryJson;
import dev.odyssey.events.Event;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardEntry;
import dev.odyssey.scorecards.ScorecardKey;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.rows.ScorecardEntries;
import dev.odyssey.streaming.DeadLetter;
import dev.odyssey.streaming.EventContract;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.util.Collector;

/** What is not a defect as lines of JSON. */
final class Lines {

  private static final JsonFactory JSON = new JsonFactory();

  /** Comes before all that an id may hold. */
  private static final char SEPARATOR = '\0';

  /** A bad line with its coordinates; as {@code base64} where it is not text. */
  static String deadLetter(DeadLetter letter) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("file", letter.origin());
      out.writeNumberField("line", letter.position());
      out.writeStringField("reason", letter.reason());
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(letter.value())).toString();
        out.writeStringField("value", text);
      } catch (CharacterCodingException e) {
        out.writeStringField("base64", Base64.getEncoder().encodeToString(letter.value()));
      }
      out.writeEndObject();
    }
    return line.toString();
  }

  /** A revision of a case, with what puts it in order of time. */
  static Tuple2<String, String> file(CaseFile file) {
    return Tuple2.of(
        order(file.changedAt(), file.caseId(), file.revision()), CaseFileJson.write(file));
  }

  /** A tier, with what puts it in order of time. */
  static Tuple2<String, String> tier(ProviderTier tier) {
    return Tuple2.of(
        Instants.format(tier.decidedAt()) + ' ' + tier.providerId() + ' ' + tier.revision(),
        ProviderTierJson.write(tier));
  }

  /** A revision of an alert, with what puts it in order of time. */
  static Tuple2<String, String> alert(Alert alert) {
    return Tuple2.of(
        order(alert.detectedAt(), alert.alertId(), alert.revision()), AlertJson.write(alert));
  }

  /** A revision of a message, with what puts it in order of time. */
  static Tuple2<String, String> message(Outreach message) {
    return Tuple2.of(
        order(message.decidedAt(), message.outreachId(), message.revision()),
        OutreachJson.write(message));
  }

  private static String order(long instant, String id, int revision) {
    return Instants.format(instant) + SEPARATOR + id + SEPARATOR + "%010d".formatted(revision);
  }

  /** Events as they were read. */
  static final class Events<E extends Event> implements MapFunction<E, String> {

    private static final long serialVersionUID = 1;
    private final EventContract<E> contract;
    private transient EventJson<E> json;

    Events(EventContract<E> contract) {
      this.contract = contract;
    }

    @Override
    public String map(E event) {
      if (json == null) {
        json = contract.newJson();
      }
      return json.write(event);
    }
  }

  /** How many defects of a code an entity has on a day, with what the line is sorted by. */
  static Tuple2<String, String> rule(ScorecardRow row) {
    ScorecardKey key = row.key();
    return Tuple2.of(
        key.entityType().name()
            + SEPARATOR
            + key.entityId()
            + SEPARATOR
            + key.day()
            + SEPARATOR
            + key.code(),
        RuleDayJson.write(row));
  }

  /** Rows of scorecards in the long form, each line with what it is sorted by. */
  static final class Entries
      implements FlatMapFunction<ScorecardRow, Tuple2<String, String>>,
          ResultTypeQueryable<Tuple2<String, String>> {

    private static final long serialVersionUID = 1;

    private final int sampleSize;

    Entries(int sampleSize) {
      this.sampleSize = sampleSize;
    }

    @Override
    public void flatMap(ScorecardRow row, Collector<Tuple2<String, String>> out) {
      ScorecardKey key = row.key();
      for (ScorecardEntry entry : ScorecardEntries.of(row, sampleSize)) {
        String order =
            key.entityType().name()
                + SEPARATOR
                + key.entityId()
                + SEPARATOR
                + key.day()
                + SEPARATOR
                + entry.metric();
        out.collect(Tuple2.of(order, ScorecardEntryJson.write(entry)));
      }
    }

    @Override
    public TypeInformation<Tuple2<String, String>> getProducedType() {
      return Types.TUPLE(Types.STRING, Types.STRING);
    }
  }

  private Lines() {}
}
