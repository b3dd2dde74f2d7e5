package dev.odyssey.mapping;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The changes of a table's rows as Debezium writes them: {@code before}, {@code after}, {@code op},
 * {@code source}, with or without the schema around them.
 */
final class DebeziumRecords implements RecordReader {

  private static final String PAYLOAD = "payload";
  private static final String OP = "op";

  private final RecordReader documents;

  DebeziumRecords(RecordReader documents) {
    this.documents = documents;
  }

  @Override
  public SourceRecord next() throws IOException {
    SourceRecord document = documents.next();
    if (document == null) {
      return null;
    }
    Map<String, Object> fields = document.fields();
    if (fields.get(PAYLOAD) instanceof Map<?, ?> payload) {
      Map<String, Object> unwrapped = new LinkedHashMap<>();
      payload.forEach((name, value) -> unwrapped.put(name.toString(), value));
      fields = unwrapped;
    }
    if (!fields.containsKey(OP)) {
      throw new MappingException(
          document.origin()
              + ": not a change as Debezium writes it: no op, but "
              + fields.keySet());
    }
    return new SourceRecord(document.sequence(), document.origin(), fields);
  }

  @Override
  public void close() throws IOException {
    documents.close();
  }
}
