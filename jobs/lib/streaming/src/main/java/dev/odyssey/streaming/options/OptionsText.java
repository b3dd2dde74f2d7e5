package dev.odyssey.streaming.options;

import java.util.List;

/** The options of a job in words: for {@code --help}, and as a page of documentation. */
public final class OptionsText {

  /** What {@code --help} prints. */
  public static String help(String job, List<OptionGroup> groups) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: flink run ").append(job).append(".jar --key value | --key=value ...\n\n");
    text.append("  --help\n      Prints this and ends.\n");
    text.append("  --print-plan\n      Prints the graph of the job as JSON and ends.\n");
    for (OptionGroup group : groups) {
      text.append('\n').append(group.title()).append('\n');
      for (Option<?> option : group.options()) {
        text.append("  --").append(option.key()).append(" <").append(option.kind().label());
        text.append(">   ");
        text.append(option.isRequired() ? "required" : "default: " + option.absent());
        text.append("\n      ").append(option.description()).append('\n');
      }
      for (Passthrough passthrough : group.passthroughs()) {
        text.append("  --").append(passthrough.prefix()).append("* <text>\n      ");
        text.append(passthrough.description()).append('\n');
      }
    }
    return text.toString();
  }

  /** The page of documentation, in Markdown. */
  public static String markdown(String introduction, List<OptionGroup> groups) {
    StringBuilder page = new StringBuilder();
    page.append("# Options\n\n").append(introduction).append('\n');
    for (OptionGroup group : groups) {
      page.append("\n## ").append(group.title()).append("\n\n");
      page.append(group.introduction()).append("\n\n");
      page.append("| option | value | default | meaning |\n|---|---|---|---|\n");
      for (Option<?> option : group.options()) {
        page.append("| `--").append(option.key()).append("` | ").append(option.kind().label());
        page.append(" | ").append(option.isRequired() ? "**required**" : option.absent());
        page.append(" | ").append(cell(option.description())).append(" |\n");
      }
      for (Passthrough passthrough : group.passthroughs()) {
        page.append("| `--").append(passthrough.prefix()).append("*` | text | none | ");
        page.append(cell(passthrough.description())).append(" Refused, being the job's own: ");
        page.append(
            String.join(
                ", ",
                passthrough.owned().keySet().stream().sorted().map(k -> "`" + k + "`").toList()));
        page.append(". |\n");
      }
    }
    return page.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  private OptionsText() {}
}
