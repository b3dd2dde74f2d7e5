package dev.odyssey.streaming.postgres;

import static dev.odyssey.streaming.postgres.Changes.cleared;
import static dev.odyssey.streaming.postgres.Changes.raised;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.streaming.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresCommitterIT {

  private static final RetryPolicy RETRIES =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(8), Duration.ofMinutes(1));

  private static TestDatabase database;

  /** Time that passes only while the committer waits. */
  private final AtomicLong nanos = new AtomicLong();

  private final List<Duration> pauses = new ArrayList<>();

  private final Map<String, Counter> counters = new HashMap<>();
  private final MetricGroup metrics =
      new UnregisteredMetricsGroup() {
        @Override
        public Counter counter(String name) {
          return counters.computeIfAbsent(name, any -> new SimpleCounter());
        }
      };

  @BeforeAll
  static void start() throws Exception {
    database = new TestDatabase();
  }

  @AfterAll
  static void stop() throws Exception {
    database.close();
  }

  @BeforeEach
  void empty() throws Exception {
    database.execute("TRUNCATE defect, defect_change");
  }

  private PostgresCommitter<DefectChange> committer(RetryPolicy.Pause duringPause) {
    return new PostgresCommitter<>(
        () -> database.connection().open("test"),
        new DefectTables(),
        DefectTables.CODEC,
        RETRIES,
        metrics,
        nanos::get,
        pause -> {
          pauses.add(pause);
          nanos.addAndGet(pause.toNanos());
          duringPause.of(pause);
        });
  }

  private static List<CommitRequest<PendingRows>> requests(DefectChange... changes) {
    List<CommitRequest<PendingRows>> requests = new ArrayList<>();
    for (DefectChange change : changes) {
      PendingRows.Builder rows = new PendingRows.Builder();
      rows.add(DefectChangeAvro.encode(change));
      requests.add(new Request(rows.build()));
    }
    return requests;
  }

  private static String changesWritten() throws Exception {
    return database.value("SELECT count(*) FROM defect_change");
  }

  @Test
  void theSameCommitTwiceWritesEachChangeOnce() throws Exception {
    try (PostgresCommitter<DefectChange> committer = committer(pause -> {})) {
      committer.commit(requests(raised("e1", 1), cleared("e1", 2)));
      committer.commit(requests(raised("e1", 1), cleared("e1", 2)));
    }

    assertThat(changesWritten()).isEqualTo("2");
    assertThat(database.rows("SELECT revision FROM defect")).containsExactly("2");
  }

  @Test
  void aConnectionThatTheServerClosedIsReplaced() throws Exception {
    try (PostgresCommitter<DefectChange> committer = committer(pause -> {})) {
      committer.commit(requests(raised("e1", 1)));
      database.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
      committer.commit(requests(cleared("e1", 2)));
    }

    assertThat(changesWritten()).isEqualTo("2");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aDatabaseThatComesBackGetsTheRows() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (PostgresCommitter<DefectChange> committer =
        committer(
            pause -> {
              if (attempts.incrementAndGet() == 3) {
                database.start();
              }
            })) {
      committer.commit(requests(raised("e1", 1)));
      database.stop();
      committer.commit(requests(cleared("e1", 2)));
    }

    assertThat(changesWritten()).isEqualTo("2");
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(counters.get("rowsWritten").getCount()).isEqualTo(2);
    assertThat(counters.get("commitRetries").getCount()).isEqualTo(3);
  }

  @Test
  void aDatabaseThatStaysAwayFailsTheCommitAfterABoundedTime() throws Exception {
    database.stop();
    try (PostgresCommitter<DefectChange> committer = committer(pause -> {})) {
      assertThatThrownBy(() -> committer.commit(requests(raised("e1", 1))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("PostgreSQL took no rows in")
          .hasMessageContaining("refused");
    } finally {
      database.start();
    }

    assertThat(Duration.ofNanos(nanos.get())).isLessThanOrEqualTo(RETRIES.giveUpAfter());
    assertThat(pauses).hasSizeGreaterThan(5);
  }

  @Test
  void rowsThatTheDatabaseRefusesFailAtOnceAndWriteNothing() throws Exception {
    try (PostgresCommitter<DefectChange> committer = committer(pause -> {})) {
      assertThatThrownBy(() -> committer.commit(requests(raised("e1", 1), raised("e2", 0))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("PostgreSQL refuses the rows")
          .hasMessageContaining("defect_change_revision_from_one");
      assertThat(changesWritten()).isEqualTo("0");

      committer.commit(requests(raised("e1", 1)));
    }

    assertThat(pauses).isEmpty();
    assertThat(changesWritten()).isEqualTo("1");
  }

  /** A request as Flink makes it, without its book-keeping, which the committer leaves alone. */
  private record Request(PendingRows getCommittable) implements CommitRequest<PendingRows> {

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable t) {
      throw new AssertionError(t);
    }

    @Override
    public void retryLater() {
      throw new AssertionError("would be retried at once");
    }

    @Override
    public void updateAndRetryLater(PendingRows committable) {
      throw new AssertionError("would be retried at once");
    }

    @Override
    public void signalAlreadyCommitted() {
      throw new AssertionError("not known");
    }
  }
}
