package dev.odyssey.streaming.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.streaming.RetryPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class RegistrySchemaCoderTest {

  private static final Schema SCHEMA = SchemaBuilder.record("Event").fields().endRecord();
  private static final byte[] RECORD_OF_7 = {0, 0, 0, 0, 7, 42};

  /** What the registry answers, one after the other: a schema or what it throws. */
  private final Deque<Object> answers = new ArrayDeque<>();

  private final Counter retried = new SimpleCounter();
  private long nanos;
  private RetryPolicy.Pause pause = wait -> nanos += wait.toNanos();

  @Test
  void aSchemaIsAskedForOnce() throws Exception {
    answers.add(SCHEMA);
    RegistrySchemaCoder coder = coder(Map.of());

    ByteArrayInputStream in = new ByteArrayInputStream(RECORD_OF_7);
    assertThat(coder.readSchema(in)).isSameAs(SCHEMA);
    assertThat(in.read()).as("the record behind the header").isEqualTo(42);
    assertThat(read(coder)).isSameAs(SCHEMA);
  }

  @Test
  void whatIsKnownNeedsNoRegistry() throws Exception {
    assertThat(read(coder(Map.of(7, SCHEMA)))).isSameAs(SCHEMA);
  }

  @Test
  void aRegistryThatIsAwayIsAskedAgainWithGrowingPauses() throws Exception {
    answers.add(new RegistryException("refused", true, null));
    answers.add(new RegistryException("refused", true, null));
    answers.add(SCHEMA);

    assertThat(read(coder(Map.of()))).isSameAs(SCHEMA);
    assertThat(retried.getCount()).isEqualTo(2);
    assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void patienceEnds() {
    for (int i = 0; i < 20; i++) {
      answers.add(new RegistryException("refused", true, null));
    }

    assertThatThrownBy(() -> read(coder(Map.of())))
        .isInstanceOf(RegistryException.class)
        .hasMessage("the registry did not tell schema 7 in PT55S and 9 attempts: refused");
  }

  @Test
  void whatDoesNotPassIsNotTriedAgain() {
    answers.add(new RegistryException("401", false, null));

    assertThatThrownBy(() -> read(coder(Map.of()))).hasMessage("401");
    assertThat(retried.getCount()).isZero();
  }

  @Test
  void anUnknownSchemaIsAskedForAgainAfterAWhile() throws Exception {
    answers.add(new UnknownSchemaException("no schema of id 7"));
    answers.add(SCHEMA);
    RegistrySchemaCoder coder = coder(Map.of());

    assertThatThrownBy(() -> read(coder)).hasMessage("no schema of id 7");
    assertThatThrownBy(() -> read(coder))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessage("the registry knew no schema of id 7 just now");
    nanos += Duration.ofSeconds(30).toNanos();
    assertThat(read(coder)).isSameAs(SCHEMA);
  }

  @Test
  void aTaskThatIsCancelledStopsWaiting() {
    answers.add(new RegistryException("refused", true, null));
    pause =
        wait -> {
          throw new InterruptedException();
        };

    assertThatThrownBy(() -> read(coder(Map.of()))).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).as("interrupted still").isTrue();
  }

  @Test
  void lessThanAHeaderIsNone() {
    for (byte[] bytes : new byte[][] {{}, {0}, {0, 0, 0, 1}, {1, 0, 0, 0, 7}}) {
      assertThatThrownBy(() -> coder(Map.of()).readSchema(new ByteArrayInputStream(bytes)))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("byte 00 and four bytes of an id");
    }
  }

  @Test
  void theHeaderThatIsWrittenIsRead() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    coder(Map.of()).writeSchema(SCHEMA, out);

    assertThat(out.toByteArray()).containsExactly(0, 0, 0, 1, 4);
    assertThat(RegistrySchemaCoder.id(out.toByteArray())).isEqualTo(260);
  }

  private static Schema read(RegistrySchemaCoder coder) throws IOException {
    return coder.readSchema(new ByteArrayInputStream(RECORD_OF_7));
  }

  private RegistrySchemaCoder coder(Map<Integer, Schema> known) {
    return new RegistrySchemaCoder(
        id -> {
          assertThat(id).isEqualTo(7);
          Object answer = answers.remove();
          if (answer instanceof IOException failure) {
            throw failure;
          }
          return (Schema) answer;
        },
        schema -> 260,
        known,
        new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1)),
        retried,
        () -> nanos,
        wait -> pause.of(wait));
  }
}
