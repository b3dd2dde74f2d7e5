package dev.odyssey.deploy;

import dev.odyssey.deploy.client.Submission;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job whose graph is built and which is submitted at a word. */
public final class PreparedJob implements Submittable {

  private final Release release;
  private final Process process;
  private final Duration patience;
  private final StringBuffer said = new StringBuffer();
  private final CompletableFuture<String> prepared = new CompletableFuture<>();
  private final CompletableFuture<String> submitted = new CompletableFuture<>();

  /** Returns when the graph is built. */
  PreparedJob(Release release, Process process, Duration patience) {
    this.release = release;
    this.process = process;
    this.patience = patience;
    Thread listener = new Thread(this::listen, "listen-to-" + release.jar().getFileName());
    listener.setDaemon(true);
    listener.start();
    try {
      var unused = await(prepared);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(Submission.PREPARED)) {
          prepared.complete(line);
        } else if (line.startsWith(Submission.SUBMITTED)) {
          submitted.complete(line.substring(Submission.SUBMITTED.length()));
        } else {
          said.append(line).append(System.lineSeparator());
        }
      }
    } catch (IOException e) {
      // It was closed while we listened, which ends what it had to say as well.
      said.append(e).append(System.lineSeparator());
    }
    IllegalStateException over =
        new IllegalStateException(
            "%s was refused: %s%n%s"
                .formatted(
                    release.jar(),
                    StackTraces.reason(said.toString()),
                    StackTraces.withoutFrames(said.toString())));
    prepared.completeExceptionally(over);
    submitted.completeExceptionally(over);
  }

  private String await(CompletableFuture<String> answer) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw (IllegalStateException) e.getCause();
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "%s: Flink's client says nothing for %d s; last it said:%n%s"
              .formatted(release.jar(), patience.toSeconds(), said),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + release.jar(), e);
    }
  }

  @Override
  public String submit(Optional<String> snapshot) {
    try (Writer orders = process.outputWriter(StandardCharsets.UTF_8)) {
      orders.write(snapshot.map(path -> Submission.FROM + path).orElse(Submission.FRESH) + "\n");
    } catch (IOException e) {
      // It has ended, and said why.
      said.append(e).append(System.lineSeparator());
    }
    return await(submitted);
  }

  /** Gives up what was not submitted. */
  @Override
  public void close() {
    process.destroy();
  }
}
