package dev.odyssey.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The events of an event log in XES. A record has the attributes of the event by their keys, and
 * those of its trace after {@code case:}; nested attributes are left out.
 */
final class XesRecords implements RecordReader {

  /** Where the attributes of the trace are, as is usual in logs that were XES once. */
  static final String CASE = "case:";

  private final Path file;
  private final InputStream bytes;
  private final XMLStreamReader in;
  private final Columns columns;
  private final Map<String, Object> ofTrace = new LinkedHashMap<>();
  private boolean inTrace;
  private long traces;
  private long events;

  static XesRecords open(Path file, Columns columns) throws IOException {
    InputStream bytes = Inputs.open(file);
    try {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      return new XesRecords(file, bytes, factory.createXMLStreamReader(bytes), columns);
    } catch (XMLStreamException e) {
      bytes.close();
      throw new MappingException(file + " is not XES: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  private XesRecords(Path file, InputStream bytes, XMLStreamReader in, Columns columns) {
    this.file = file;
    this.bytes = bytes;
    this.in = in;
    this.columns = columns;
  }

  @Override
  public SourceRecord next() throws IOException {
    try {
      while (in.hasNext()) {
        int kind = in.next();
        if (kind == XMLStreamConstants.END_ELEMENT && in.getLocalName().equals("trace")) {
          inTrace = false;
        } else if (kind == XMLStreamConstants.START_ELEMENT) {
          switch (in.getLocalName()) {
            case "trace" -> {
              inTrace = true;
              traces++;
              ofTrace.clear();
            }
            case "event" -> {
              return event();
            }
            case "log" -> {}
            default -> attribute(CASE, inTrace ? ofTrace : new HashMap<>());
          }
        }
      }
      return null;
    } catch (XMLStreamException e) {
      throw new MappingException(file + " is not XES: " + e.getMessage(), e);
    }
  }

  private SourceRecord event() throws XMLStreamException {
    Map<String, Object> fields = new LinkedHashMap<>(ofTrace);
    while (in.next() != XMLStreamConstants.END_ELEMENT) {
      if (in.isStartElement()) {
        attribute("", fields);
      }
    }
    return new SourceRecord(
        events++, file.getFileName() + ", trace " + traces + ", event " + events, fields);
  }

  /** Takes the attribute that the reader stands on, and goes to its end. */
  private void attribute(String prefix, Map<String, Object> fields) throws XMLStreamException {
    String key = in.getAttributeValue(null, "key");
    String value = in.getAttributeValue(null, "value");
    if (key != null && value != null && !value.isBlank()) {
      String name = prefix + key;
      if (columns.keepsRoot(name) && !columns.absent().contains(value)) {
        fields.putIfAbsent(name, value);
      }
    }
    for (int depth = 1; depth > 0; ) {
      int kind = in.next();
      if (kind == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (kind == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } catch (XMLStreamException e) {
      throw new IOException(file + " cannot be closed: " + e.getMessage(), e);
    } finally {
      bytes.close();
    }
  }
}
