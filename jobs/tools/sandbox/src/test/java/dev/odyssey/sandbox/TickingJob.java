package dev.odyssey.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The smallest job that never ends and has state: it counts on and on. */
public final class TickingJob {

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("one argument, the name: " + String.join(" ", arguments));
    }
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    GeneratorFunction<Long, Long> identity = tick -> tick;
    environment
        .fromSource(
            new DataGeneratorSource<>(
                identity, Long.MAX_VALUE, RateLimiterStrategy.perSecond(100), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "ticks")
        .uid("ticks")
        .keyBy(tick -> tick % 16, Types.LONG)
        .reduce((before, tick) -> tick)
        .uid("last")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    environment.execute(arguments[0]);
  }

  /** Packs the job as the build packs the suite's. */
  static Path jar(Path file) throws IOException {
    String entry = TickingJob.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest());
        InputStream code = TickingJob.class.getClassLoader().getResourceAsStream(entry)) {
      jar.putNextEntry(new JarEntry(entry));
      code.transferTo(jar);
      jar.closeEntry();
    }
    return file;
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TickingJob.class.getName());
    return manifest;
  }

  private TickingJob() {}
}
