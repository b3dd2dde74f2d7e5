package dev.odyssey.backtest;

import dev.odyssey.mapping.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a file looks like in which no line is an event. */
final class FileLook {

  private static final int BYTES = 8_192;

  private FileLook() {}

  /** A sentence about a file, for whoever has given it. */
  static String of(Path file) throws IOException {
    byte[] begin;
    try (InputStream in = Inputs.open(file)) {
      begin = in.readNBytes(BYTES);
    }
    return "no line of " + file + " is an event: " + of(begin);
  }

  private static String of(byte[] begin) {
    if (begin.length > 1 && (begin[0] & 0xFF) == 0x1F && (begin[1] & 0xFF) == 0x8B) {
      return "it is compressed, and its name does not end with .gz";
    }
    if (isUtf16(begin)) {
      return "it looks like UTF-16; events are UTF-8";
    }
    String text = new String(begin, StandardCharsets.UTF_8).strip();
    if (text.startsWith("[")) {
      return "it looks like a JSON array; events are one JSON object a line (jq -c '.[]')";
    }
    if (text.startsWith("<")) {
      return "it looks like XML; a mapping can read XES (--mapping)";
    }
    if (text.indexOf('\r') >= 0 && text.indexOf('\n') < 0) {
      return "its lines end with a carriage return alone; a line feed ends a line";
    }
    if (text.startsWith("{")) {
      boolean isPretty = text.lines().findFirst().orElse("").strip().equals("{");
      return isPretty
          ? "it looks like JSON over several lines; events are one object a line (jq -c .)"
          : "it looks like JSON lines of another form; a mapping can read them (--mapping)";
    }
    return "it looks like CSV or text; a mapping can read CSV (--mapping)";
  }

  /** By its byte order mark, or since every other byte of plain text is 0. */
  private static boolean isUtf16(byte[] begin) {
    if (begin.length < 2) {
      return false;
    }
    int mark = (begin[0] & 0xFF) << 8 | (begin[1] & 0xFF);
    return mark == 0xFEFF || mark == 0xFFFE || begin[0] == 0 || begin[1] == 0;
  }
}
