package dev.odyssey.deploy.client;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.PackagedProgramUtils;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.PluginUtils;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;

/**
 * Submits a job in two steps, in a JVM of its own with Flink's jars: builds its graph, and waits to
 * be told from which snapshot it goes on. What is wrong with jar or arguments shows before anything
 * is stopped, and between stop and start there is little left to do.
 *
 * <p>Arguments: the directory of Flink's configuration, the job's jar, the job's arguments. Says
 * {@value #PREPARED}, reads {@value #FRESH} or {@value #FROM} and a path, says {@value #SUBMITTED}
 * and the job's id. Ends without submitting when its input does.
 */
public final class Submission {

  /** Begins a line that is meant for whoever started this. */
  public static final String PREPARED = "odyssey: prepared";

  public static final String SUBMITTED = "odyssey: submitted ";
  public static final String FRESH = "fresh";
  public static final String FROM = "from ";

  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    Configuration configuration = GlobalConfiguration.loadConfiguration(arguments[0]);
    FileSystem.initialize(
        configuration, PluginUtils.createPluginManagerFromRootFolder(configuration));
    try (PackagedProgram program =
        PackagedProgram.newBuilder()
            .setJarFile(new File(arguments[1]))
            .setArguments(Arrays.copyOfRange(arguments, 2, arguments.length))
            .setConfiguration(configuration)
            .build()) {
      JobGraph graph =
          PackagedProgramUtils.createJobGraph(
              program, configuration, configuration.get(CoreOptions.DEFAULT_PARALLELISM), false);
      try (RestClusterClient<StandaloneClusterId> cluster =
          new RestClusterClient<>(configuration, StandaloneClusterId.getInstance())) {
        out.println(PREPARED);
        String order = read();
        if (order != null) {
          graph.setSavepointRestoreSettings(snapshot(order));
          JobID job = cluster.submitJob(graph).get();
          out.println(SUBMITTED + job.toHexString());
        }
      }
    }
  }

  private static String read() throws IOException {
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
  }

  private static SavepointRestoreSettings snapshot(String order) {
    if (order.equals(FRESH)) {
      return SavepointRestoreSettings.none();
    }
    if (order.startsWith(FROM)) {
      return SavepointRestoreSettings.forPath(order.substring(FROM.length()));
    }
    throw new IllegalArgumentException("neither " + FRESH + " nor " + FROM + ": " + order);
  }

  private Submission() {}
}
