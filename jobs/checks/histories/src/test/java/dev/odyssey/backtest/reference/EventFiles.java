package dev.odyssey.backtest.reference;

import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.EventJson;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.Event;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.events.OrderEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Files of events, one a line of JSON, plain or compressed. Invalid events are left out: they are
 * dead letters and count nowhere.
 */
public final class EventFiles {

  /** The valid order events of a file as they arrived. */
  public static List<OrderEvent> orders(Path file) {
    return read(file, new OrderEventJson());
  }

  /** The valid contact events of a file as they arrived. */
  public static List<ContactEvent> contacts(Path file) {
    return read(file, new ContactEventJson());
  }

  private static <E extends Event> List<E> read(Path file, EventJson<E> json) {
    try (InputStream stored = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(stored) : stored;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank())
          .flatMap(line -> valid(line, json).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static <E extends Event> Optional<E> valid(String line, EventJson<E> json) {
    try {
      return Optional.of(json.read(line));
    } catch (InvalidEventException e) {
      return Optional.empty();
    }
  }

  private EventFiles() {}
}
