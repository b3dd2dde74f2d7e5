package dev.odyssey.streaming.options;

import java.util.List;

/** The options of one concern, as they stand together in help and documentation. */
public record OptionGroup(
    String title, String introduction, List<Option<?>> options, List<Passthrough> passthroughs) {

  public OptionGroup {
    options = List.copyOf(options);
    passthroughs = List.copyOf(passthroughs);
  }

  /** A group without keys that are handed on. */
  public OptionGroup(String title, String introduction, List<Option<?>> options) {
    this(title, introduction, options, List.of());
  }
}
