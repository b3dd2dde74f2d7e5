package dev.odyssey.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Apache ECharts, in the version that the build brings along. */
final class ChartLibrary {

  private static final String BUILD = "/META-INF/maven/org.webjars/echarts/pom.properties";
  private static final String SCRIPT = "/META-INF/resources/webjars/echarts/%s/echarts.min.js";

  /** Its script, licence included. */
  static String script() {
    Properties build = new Properties();
    try {
      build.load(new StringReader(Html.resource(BUILD)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Html.resource(SCRIPT.formatted(build.getProperty("version")));
  }

  private ChartLibrary() {}
}
