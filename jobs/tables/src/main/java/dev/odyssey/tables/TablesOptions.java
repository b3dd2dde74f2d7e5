package dev.odyssey.tables;

import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.options.Option;
import dev.odyssey.streaming.options.Option.Kind;
import dev.odyssey.streaming.options.OptionGroup;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** What tables say beside what is on the topics. */
public final class TablesOptions {

  private static final ConfigOption<String> TARGETS_FILE =
      ConfigOptions.key("targets")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "YAML file with the targets that scorecards are compared with, read where the job is"
                  + " submitted and written to the table scorecard_target. Give it the file that"
                  + " the scorecards job has.");

  private static final Option<String> TARGETS =
      Option.optional(TARGETS_FILE, Kind.FILE, "the built-in targets");

  /** These options, for help and documentation. */
  public static final OptionGroup GROUP =
      new OptionGroup(
          "Tables", "What the tables say beside what is on the topics.", List.of(TARGETS));

  /** The targets in force. */
  static Targets targets(Configuration values) {
    return TARGETS.find(values).map(Path::of).map(Targets::load).orElseGet(Targets::builtIn);
  }

  private TablesOptions() {}
}
