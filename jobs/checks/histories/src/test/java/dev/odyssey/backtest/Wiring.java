package dev.odyssey.backtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Lines in the place of topics. The operators that stand in for the connectors have uids of their
 * own, so that what a savepoint holds of the graph between is found by the uids of production.
 */
final class Wiring {

  private final StreamExecutionEnvironment env;
  private final Map<String, Input> inputs;
  private final Path directory;

  /**
   * The lines of an input.
   *
   * @param hold how many to read before the job is stopped; more than there are to read to the end
   */
  record Input(List<String> lines, int hold) {

    static final int TO_THE_END = Integer.MAX_VALUE;
  }

  Wiring(StreamExecutionEnvironment env, Map<String, Input> inputs, Path directory) {
    this.env = env;
    this.inputs = inputs;
    this.directory = directory;
  }

  /** The file that says that an input is held. */
  static Path held(Path directory, String input) {
    return directory.resolve(input + ".held");
  }

  static Path told(Path directory, String output) {
    return directory.resolve(output + ".lines");
  }

  <T> DataStream<T> read(String name, Form<T> form, WatermarkStrategy<T> time) {
    Input input = inputs.get(name);
    HeldSource.Bounds bounds =
        new HeldSource.Bounds(input.hold(), input.lines().size(), held(directory, name).toString());
    String uid = "lines-of-" + name;
    return env.fromSource(new HeldSource(bounds), WatermarkStrategy.noWatermarks(), uid, Types.LONG)
        .uid(uid)
        .setParallelism(1)
        .map(new Read<>(new ArrayList<>(input.lines()), form))
        .uid(uid + "-read")
        .setParallelism(1)
        .assignTimestampsAndWatermarks(time)
        .uid(uid + "-time")
        .setParallelism(1);
  }

  <T> void write(String name, DataStream<T> output, Form<T> form) {
    String uid = "told-" + name;
    output
        .map(form.writer())
        .returns(Types.STRING)
        .uid(uid + "-write")
        .sinkTo(new ToldSink(told(directory, name).toString()))
        .uid(uid)
        .setParallelism(1);
  }

  private record Read<T>(ArrayList<String> lines, Form<T> form)
      implements MapFunction<Long, T>, ResultTypeQueryable<T> {

    @Override
    public T map(Long number) throws Exception {
      return form.reader().map(lines.get(Math.toIntExact(number)));
    }

    @Override
    public TypeInformation<T> getProducedType() {
      return form.type();
    }
  }
}
