package dev.odyssey.notifications.outreach;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import dev.odyssey.streaming.types.ValueTypeInfo;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Tells Flink how messages, and what they are made of, are serialized. */
public final class OutreachTypes {

  public static final TypeInformation<Ask> ASK = new ValueTypeInfo<>(Ask.class, Asks.INSTANCE);

  public static final TypeInformation<PreferenceChange> PREFERENCE_CHANGE =
      new ValueTypeInfo<>(PreferenceChange.class, PreferenceChanges.INSTANCE);

  public static final TypeInformation<Outreach> OUTREACH =
      new ValueTypeInfo<>(Outreach.class, Outreaches.INSTANCE);

  static final TypeInformation<Message> MESSAGE =
      new ValueTypeInfo<>(Message.class, Messages.INSTANCE);

  private static final class Asks extends OutreachSerializer<Ask> {

    private static final long serialVersionUID = 1;

    static final Asks INSTANCE = new Asks();

    @Override
    public void serialize(Ask ask, DataOutputView out) throws IOException {
      writeText(ask.outreachId(), out);
      writeOptional(ask.recipient(), out);
      writePlay(ask.play(), out);
      writeText(ask.step().name(), out);
      out.writeLong(ask.at());
      writeSymbol(ask.suppressedBy(), out);
      writeText(ask.code(), out);
      writeText(ask.severity().name(), out);
      writeOptional(ask.orderId(), out);
      writeOptional(ask.contactId(), out);
      writeText(ask.defectId(), out);
      writeOptional(ask.region(), out);
      writeOptional(ask.timeZone(), out);
      writeOptional(ask.windowStart(), out);
      writeOptional(ask.windowEnd(), out);
      writeVariables(ask.variables(), out);
    }

    @Override
    public Ask deserialize(DataInputView in) throws IOException {
      return new Ask(
          readText(in),
          readRecipient(in),
          readPlay(in),
          Incident.Step.valueOf(readText(in)),
          in.readLong(),
          readSymbol(Suppression.class, in),
          readText(in),
          Severity.valueOf(readText(in)),
          readOptionalText(in),
          readOptionalText(in),
          readText(in),
          readOptionalText(in),
          readOptionalText(in),
          readOptionalLong(in),
          readOptionalLong(in),
          readVariables(in));
    }

    private static void writePlay(Play play, DataOutputView out) throws IOException {
      writeText(play.to().name(), out);
      writeText(play.template(), out);
      writeNames(play.options(), out);
      out.writeLong(play.validFor().toMillis());
      out.writeBoolean(play.untilWindow());
    }

    private static Play readPlay(DataInputView in) throws IOException {
      return new Play(
          Recipient.Kind.valueOf(readText(in)),
          readText(in),
          readOptions(in),
          Duration.ofMillis(in.readLong()),
          in.readBoolean());
    }

    @Override
    public TypeSerializerSnapshot<Ask> snapshotConfiguration() {
      return new AskSnapshot();
    }
  }

  private static final class PreferenceChanges extends OutreachSerializer<PreferenceChange> {

    private static final long serialVersionUID = 1;

    static final PreferenceChanges INSTANCE = new PreferenceChanges();

    @Override
    public void serialize(PreferenceChange change, DataOutputView out) throws IOException {
      writeOptional(change.recipient(), out);
      out.writeLong(change.at());
      ContactPreference preference = change.preference();
      out.writeBoolean(preference != null);
      if (preference != null) {
        out.writeBoolean(preference.optedOut());
        writeTexts(preference.templates().stream().sorted().toList(), out);
        writeNames(preference.channels(), out);
        writeOptional(preference.timeZone(), out);
      }
    }

    @Override
    public PreferenceChange deserialize(DataInputView in) throws IOException {
      Recipient recipient = readRecipient(in);
      long at = in.readLong();
      ContactPreference preference =
          in.readBoolean()
              ? new ContactPreference(
                  recipient,
                  in.readBoolean(),
                  Set.copyOf(readTexts(in)),
                  readChannels(in),
                  readOptionalText(in))
              : null;
      return new PreferenceChange(recipient, preference, at);
    }

    @Override
    public TypeSerializerSnapshot<PreferenceChange> snapshotConfiguration() {
      return new PreferenceChangeSnapshot();
    }
  }

  private static final class Outreaches extends OutreachSerializer<Outreach> {

    private static final long serialVersionUID = 1;

    static final Outreaches INSTANCE = new Outreaches();

    @Override
    public void serialize(Outreach outreach, DataOutputView out) throws IOException {
      writeText(outreach.outreachId(), out);
      out.writeInt(outreach.revision());
      writeText(outreach.status().name(), out);
      writeSymbol(outreach.reason(), out);
      writeOptional(outreach.recipient(), out);
      writeText(outreach.code(), out);
      writeSymbol(outreach.severity(), out);
      writeOptional(outreach.template(), out);
      writeNames(outreach.channels(), out);
      writeNames(outreach.options(), out);
      writeOptional(outreach.orderId(), out);
      writeOptional(outreach.contactId(), out);
      writeText(outreach.defectId(), out);
      out.writeLong(outreach.sendAfter());
      out.writeLong(outreach.expiresAt());
      out.writeLong(outreach.decidedAt());
      writeVariables(outreach.variables(), out);
    }

    @Override
    public Outreach deserialize(DataInputView in) throws IOException {
      return new Outreach(
          readText(in),
          in.readInt(),
          OutreachStatus.valueOf(readText(in)),
          readSymbol(WithdrawalReason.class, in),
          readRecipient(in),
          readText(in),
          readSymbol(Severity.class, in),
          readOptionalText(in),
          readChannels(in),
          readOptions(in),
          readOptionalText(in),
          readOptionalText(in),
          readText(in),
          in.readLong(),
          in.readLong(),
          in.readLong(),
          readVariables(in));
    }

    @Override
    public TypeSerializerSnapshot<Outreach> snapshotConfiguration() {
      return new OutreachSnapshot();
    }
  }

  private static final class Messages extends OutreachSerializer<Message> {

    private static final long serialVersionUID = 1;

    static final Messages INSTANCE = new Messages();

    @Override
    public void serialize(Message message, DataOutputView out) throws IOException {
      Asks.INSTANCE.serialize(message.ask(), out);
      out.writeLong(message.firedAt());
      out.writeLong(message.touchedAt());
      Outreaches.INSTANCE.serialize(message.written(), out);
    }

    @Override
    public Message deserialize(DataInputView in) throws IOException {
      return new Message(
          Asks.INSTANCE.deserialize(in),
          in.readLong(),
          in.readLong(),
          Outreaches.INSTANCE.deserialize(in));
    }

    @Override
    public TypeSerializerSnapshot<Message> snapshotConfiguration() {
      return new MessageSnapshot();
    }
  }

  // Public and with these constructors because Flink makes them by reflection.

  /** Of asks. */
  public static final class AskSnapshot extends SimpleTypeSerializerSnapshot<Ask> {
    public AskSnapshot() {
      super(() -> Asks.INSTANCE);
    }
  }

  /** Of changes of preferences. */
  public static final class PreferenceChangeSnapshot
      extends SimpleTypeSerializerSnapshot<PreferenceChange> {
    public PreferenceChangeSnapshot() {
      super(() -> PreferenceChanges.INSTANCE);
    }
  }

  /** Of messages as they are written. */
  public static final class OutreachSnapshot extends SimpleTypeSerializerSnapshot<Outreach> {
    public OutreachSnapshot() {
      super(() -> Outreaches.INSTANCE);
    }
  }

  /** Of messages as they are kept. */
  public static final class MessageSnapshot extends SimpleTypeSerializerSnapshot<Message> {
    public MessageSnapshot() {
      super(() -> Messages.INSTANCE);
    }
  }

  private OutreachTypes() {}
}
