package dev.odyssey.mapping;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as bytes, for the files of a sort. */
final class RecordCodec {

  private static final int TEXT = 0;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int LONG = 3;
  private static final int DECIMAL = 4;
  private static final int LIST = 5;
  private static final int MAP = 6;
  private static final int NULL = 7;

  /** Names of fields are the same few in all records. */
  private static final int MAX_NAMES = 10_000;

  private final Map<String, String> names = new HashMap<>();

  /** A record and its subject. */
  record Keyed(String subject, SourceRecord record) {}

  byte[] write(String subject, SourceRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      text(out, subject);
      out.writeLong(record.sequence());
      text(out, record.origin());
      map(out, record.fields());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  Keyed read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String subject = text(in);
      return new Keyed(subject, new SourceRecord(in.readLong(), text(in), map(in)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }

  private static void map(DataOutputStream out, Map<?, ?> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text(out, entry.getKey().toString());
      value(out, entry.getValue());
    }
  }

  private Map<String, Object> map(DataInputStream in) throws IOException {
    int size = in.readInt();
    Map<String, Object> map = new LinkedHashMap<>(size * 4 / 3 + 1);
    for (int i = 0; i < size; i++) {
      map.put(name(text(in)), value(in));
    }
    return map;
  }

  private String name(String text) {
    String known = names.get(text);
    if (known == null && names.size() < MAX_NAMES) {
      names.put(text, text);
    }
    return known == null ? text : known;
  }

  private static void value(DataOutputStream out, Object value) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? TRUE : FALSE);
    } else if (value instanceof Integer || value instanceof Long) {
      out.writeByte(LONG);
      out.writeLong(((Number) value).longValue());
    } else if (value instanceof Number) {
      out.writeByte(DECIMAL);
      text(out, value.toString());
    } else if (value instanceof List<?> list) {
      out.writeByte(LIST);
      out.writeInt(list.size());
      for (Object element : list) {
        value(out, element);
      }
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte(MAP);
      map(out, map);
    } else {
      out.writeByte(TEXT);
      text(out, value.toString());
    }
  }

  private Object value(DataInputStream in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case NULL -> null;
      case TRUE -> true;
      case FALSE -> false;
      case LONG -> in.readLong();
      case DECIMAL -> new BigDecimal(text(in));
      case LIST -> list(in);
      case MAP -> map(in);
      case TEXT -> text(in);
      default -> throw new IllegalStateException("no such kind of value: " + kind);
    };
  }

  private List<Object> list(DataInputStream in) throws IOException {
    int size = in.readInt();
    List<Object> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(value(in));
    }
    return list;
  }
}
