package dev.odyssey.backtest;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.CaseFileJson;
import dev.odyssey.codec.ContactPreferenceJson;
import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.ProviderTierAvro;
import dev.odyssey.codec.ScorecardRowAvro;
import dev.odyssey.codec.SilenceJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.Event;
import dev.odyssey.facts.Fact;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.job.NotificationTopology;
import dev.odyssey.notifications.outreach.MessageInput;
import dev.odyssey.notifications.outreach.Preference;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.scorecards.job.RowTypeInfo;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Ingested;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How what flows into a job and out of it is kept as lines: in the encoding of its topic, which
 * later versions read, binary ones as text.
 */
record Form<T>(
    TypeInformation<T> type, MapFunction<T, String> writer, MapFunction<String, T> reader)
    implements Serializable {

  static final Form<DefectChange> CHANGES =
      new Form<>(
          TypeInformation.of(DefectChange.class),
          change -> text(DefectChangeAvro.encode(change)),
          line -> DefectChangeAvro.decode(bytes(line)));

  static final Form<ScorecardRow> ROWS =
      new Form<>(
          RowTypeInfo.ROW,
          row -> text(ScorecardRowAvro.encode(row)),
          line -> ScorecardRowAvro.decode(bytes(line)));

  static final Form<ProviderTier> TIERS =
      new Form<>(
          RowTypeInfo.TIER,
          tier -> text(ProviderTierAvro.encode(tier)),
          line -> ProviderTierAvro.decode(bytes(line)));

  static final Form<CaseFile> CASES =
      new Form<>(NotificationTopology.CASE_FILE, CaseFileJson::write, CaseFileJson::read);

  static final Form<Alert> ALERTS =
      new Form<>(NotificationTopology.ALERT, AlertJson::write, AlertJson::read);

  static final Form<Outreach> OUTREACH =
      new Form<>(NotificationTopology.OUTREACH, OutreachJson::write, OutreachJson::read);

  static final Form<DeskInput> SILENCES =
      new Form<>(
          NotificationTopology.DESK_INPUT,
          said -> SilenceJson.write(said.silence()),
          line -> DeskInput.of(SilenceJson.read(line)));

  /** Lines are preferences; nothing writes them but tests. */
  static final Form<MessageInput> PREFERENCES =
      new Form<>(
          NotificationTopology.MESSAGE_INPUT,
          said -> {
            throw new UnsupportedOperationException("a preference is not written");
          },
          line -> {
            ContactPreference preference = ContactPreferenceJson.read(line);
            return MessageInput.of(preference.recipient().key(), Preference.of(preference));
          });

  static <E extends Event> Form<Ingested<E>> ingested(
      EventContract<E> contract, TypeInformation<E> type) {
    return new Form<>(
        Ingested.typeOf(type),
        ingested -> contract.newJson().write(((Ingested.Fact<E>) ingested).event()),
        line -> new Ingested.Fact<>(contract.newJson().read(line)));
  }

  /** Facts with what is their record's key and timestamp. */
  static <F extends Fact> Form<F> facts(FactContract<F> contract) {
    return new Form<>(
        contract.type(),
        fact ->
            text(fact.factId().getBytes(StandardCharsets.UTF_8))
                + " "
                + fact.decidedAt()
                + (fact.isWithdrawn() ? "" : " " + text(contract.value(fact))),
        line -> {
          List<String> parts = List.of(line.split(" "));
          return contract.read(
              bytes(parts.get(0)),
              parts.size() < 3 ? null : bytes(parts.get(2)),
              Long.parseLong(parts.get(1)));
        });
  }

  List<T> read(List<String> lines) throws Exception {
    List<T> values = new ArrayList<>();
    for (String line : lines) {
      values.add(reader.map(line));
    }
    return values;
  }

  private static String text(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return Base64.getDecoder().decode(text);
  }
}
