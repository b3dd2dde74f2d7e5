package dev.odyssey.notifications.outreach;

import dev.odyssey.notifications.MessageChannel;
import dev.odyssey.notifications.OutreachOption;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.state.RecordSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes what messages are made of. */
abstract class OutreachSerializer<T> extends RecordSerializer<T> {

  private static final long serialVersionUID = 1;

  static void writeOptional(Recipient recipient, DataOutputView out) throws IOException {
    out.writeBoolean(recipient != null);
    if (recipient != null) {
      writeText(recipient.kind().name(), out);
      writeText(recipient.id(), out);
    }
  }

  static Recipient readRecipient(DataInputView in) throws IOException {
    return in.readBoolean()
        ? new Recipient(Recipient.Kind.valueOf(readText(in)), readText(in))
        : null;
  }

  static void writeTexts(List<String> texts, DataOutputView out) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      writeText(text, out);
    }
  }

  static List<String> readTexts(DataInputView in) throws IOException {
    int size = in.readInt();
    List<String> texts = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  static void writeNames(List<? extends Enum<?>> constants, DataOutputView out) throws IOException {
    writeTexts(constants.stream().<String>map(Enum::name).toList(), out);
  }

  static List<MessageChannel> readChannels(DataInputView in) throws IOException {
    return readTexts(in).stream().map(MessageChannel::valueOf).toList();
  }

  static List<OutreachOption> readOptions(DataInputView in) throws IOException {
    return readTexts(in).stream().map(OutreachOption::valueOf).toList();
  }

  static void writeVariables(Map<String, String> variables, DataOutputView out) throws IOException {
    out.writeInt(variables.size());
    for (Map.Entry<String, String> variable : new TreeMap<>(variables).entrySet()) {
      writeText(variable.getKey(), out);
      writeText(variable.getValue(), out);
    }
  }

  static Map<String, String> readVariables(DataInputView in) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    for (int i = in.readInt(); i > 0; i--) {
      variables.put(readText(in), readText(in));
    }
    return variables;
  }
}
