package dev.odyssey.survival;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the metrics that the processes of a cluster have told so far. Not thread-safe. */
final class ToldMetrics {

  /** A line of Prometheus' text format; what is told of a job has its name for a label. */
  private static final Pattern SAMPLE =
      Pattern.compile(
          "^([A-Za-z_:][\\w:]*)\\{(?:[^}]*?\\bjob_name=\"([^\"]*)\")?", Pattern.MULTILINE);

  private final Set<String> names = new TreeSet<>();

  /** Adds what is told now, in Prometheus' text format. */
  void add(String text) {
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      names.add(sample.group(1));
      if (sample.group(2) != null) {
        names.add(ofJob(sample.group(2), sample.group(1)));
      }
    }
  }

  /** The names, each once by itself and once for each job that it was told of. */
  Set<String> names() {
    return Collections.unmodifiableSet(names);
  }

  /** How a metric is named that is told of a job. */
  static String ofJob(String job, String metric) {
    return job + ": " + metric;
  }
}
