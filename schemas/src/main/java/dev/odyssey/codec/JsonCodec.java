package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.Texts;
import dev.odyssey.events.Times;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * One JSON object a line: the form of events and defects in files. Enums are strings, instants
 * ISO-8601 in UTC with milliseconds, absent is null or left out; unknown fields are ignored.
 */
abstract class JsonCodec {

  private static final JsonFactory JSON = new JsonFactory();

  /** Takes one field of an object; the parser stands on its value, which is not null. */
  interface FieldReader {
    void read(String field, JsonParser value) throws IOException;
  }

  /** Writes a JSON value, or the fields of an object. */
  interface FieldWriter {
    void write(JsonGenerator out) throws IOException;
  }

  /** Hands each field of the one object on the line to the reader. */
  static void readObject(String line, FieldReader fields) {
    try (JsonParser in = JSON.createParser(line)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidEventException("not a JSON object");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        JsonToken value = in.nextToken();
        if (value != JsonToken.VALUE_NULL) {
          fields.read(field, in);
        }
        if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
          in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new InvalidEventException("more than one JSON value on the line");
      }
    } catch (JsonProcessingException e) {
      throw new InvalidEventException("not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same for an event, where a text of nothing but blanks is none. */
  static void readEvent(String line, FieldReader fields) {
    readObject(
        line,
        (field, value) -> {
          if (value.currentToken() != JsonToken.VALUE_STRING || !value.getText().isBlank()) {
            fields.read(field, value);
          }
        });
  }

  static String writeObject(FieldWriter fields) {
    return writeValue(
        out -> {
          out.writeStartObject();
          fields.write(out);
          out.writeEndObject();
        });
  }

  static String writeValue(FieldWriter value) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      value.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Reads one element of a list; the parser stands on it. */
  interface ElementReader<T> {
    T read(String field, JsonParser element) throws IOException;
  }

  /** The elements of an array, each read under a name like {@code channels[0]}. */
  static <T> List<T> list(String field, JsonParser in, ElementReader<T> element)
      throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(field, "an array", in);
    }
    List<T> list = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read(field + "[" + list.size() + "]", in));
    }
    return list;
  }

  /** Hands each field of an object within the object to the reader, as {@code members.count}. */
  static void object(String field, JsonParser in, FieldReader fields) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(field, "an object", in);
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String inner = field + "." + in.currentName();
      JsonToken value = in.nextToken();
      if (value != JsonToken.VALUE_NULL) {
        fields.read(inner, in);
      }
      if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
        in.skipChildren();
      }
    }
  }

  /** A value that must be there; text must not be blank. */
  static <T> T required(String field, T value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new InvalidEventException(field + " is missing");
    }
    return value;
  }

  /** A value that must be there; text may be empty. */
  static <T> T present(String field, T value) {
    if (value == null) {
      throw new InvalidEventException(field + " is missing");
    }
    return value;
  }

  /** A record that refuses what it cannot be. */
  static <T> T valid(Supplier<T> record) {
    try {
      return record.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(e.getMessage(), e);
    }
  }

  static String string(String field, JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(field, "a string", in);
    }
    return in.getText();
  }

  /**
   * Text that others write, and that what our jobs write may quote.
   *
   * @throws InvalidEventException if it is longer than {@link Texts#MAX_CHARS}
   */
  static String boundedString(String field, JsonParser in) throws IOException {
    return boundedString(field, in, Texts.MAX_CHARS);
  }

  static String boundedString(String field, JsonParser in, int maxChars) throws IOException {
    return Texts.bounded(field, string(field, in), maxChars);
  }

  /**
   * A list that others write.
   *
   * @throws InvalidEventException if it has more elements than {@link Texts#MAX_ELEMENTS}
   */
  static <T> List<T> boundedList(String field, JsonParser in, ElementReader<T> element)
      throws IOException {
    List<T> list = list(field, in, element);
    if (list.size() > Texts.MAX_ELEMENTS) {
      throw new InvalidEventException(
          "%s is too long: %d elements, at most %d may be"
              .formatted(field, list.size(), Texts.MAX_ELEMENTS));
    }
    return list;
  }

  static Long instant(String field, JsonParser in) throws IOException {
    String text = string(field, in);
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new InvalidEventException(field + " is not an ISO-8601 instant: " + text, e);
    }
  }

  /** An instant in the years 1 to 9999: others are no dates that anybody meant. */
  static Long date(String field, JsonParser in) throws IOException {
    long millis = instant(field, in);
    if (!Times.isInRange(millis)) {
      throw new InvalidEventException(
          field + " is out of range: " + in.getText() + " is not in the years 1 to 9999");
    }
    return millis;
  }

  static Integer integer(String field, JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrong(field, "an integer", in);
    }
    try {
      return in.getIntValue();
    } catch (JsonProcessingException e) {
      throw new InvalidEventException(field + " is out of range: " + in.getText(), e);
    }
  }

  static Boolean bool(String field, JsonParser in) throws IOException {
    return switch (in.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrong(field, "true or false", in);
    };
  }

  static <T extends Enum<T>> T symbol(String field, Class<T> type, JsonParser in)
      throws IOException {
    String text = string(field, in);
    try {
      return Enum.valueOf(type, text);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(
          field + " is not one of " + Arrays.toString(type.getEnumConstants()) + ": " + text, e);
    }
  }

  /** The code of a defect. */
  static String code(String field, JsonParser in) throws IOException {
    String text = string(field, in);
    try {
      return DefectCode.check(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidEventException(field + " is " + e.getMessage(), e);
    }
  }

  private static InvalidEventException wrong(String field, String expected, JsonParser in)
      throws IOException {
    return new InvalidEventException(field + " is not " + expected + ": " + in.getText());
  }

  static void put(JsonGenerator out, String field, Object value) throws IOException {
    if (value == null) {
      return;
    }
    out.writeFieldName(field);
    if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else {
      out.writeString(value.toString());
    }
  }

  /** A number that is always there, be it as null. */
  static void putNumberOrNull(JsonGenerator out, String field, Double value) throws IOException {
    if (value == null) {
      out.writeNullField(field);
    } else {
      out.writeNumberField(field, value);
    }
  }

  /** An array of strings: text, and symbols by their names. */
  static void putAll(JsonGenerator out, String field, Iterable<?> values) throws IOException {
    out.writeArrayFieldStart(field);
    for (Object value : values) {
      out.writeString(value.toString());
    }
    out.writeEndArray();
  }

  static void putInstant(JsonGenerator out, String field, Long millis) throws IOException {
    if (millis != null) {
      out.writeStringField(field, Instants.format(millis));
    }
  }
}
