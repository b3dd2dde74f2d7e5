package dev.odyssey.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What a sandbox has to know of itself the next time: a few words in a file. */
final class Settings {

  private final Path file;
  private final Properties values = new Properties();

  Settings(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        values.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Optional<String> get(String key) {
    return Optional.ofNullable(values.getProperty(key));
  }

  Optional<Integer> number(String key) {
    return get(key)
        .map(
            text -> {
              try {
                return Integer.valueOf(text);
              } catch (NumberFormatException e) {
                throw new IllegalStateException(file + ": " + key + " is no number: " + text, e);
              }
            });
  }

  void put(String key, String value) {
    values.setProperty(key, value);
    save();
  }

  private void save() {
    Directories.create(file.getParent());
    try (Writer out = Files.newBufferedWriter(file)) {
      values.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
