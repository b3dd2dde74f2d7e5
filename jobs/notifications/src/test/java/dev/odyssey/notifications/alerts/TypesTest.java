package dev.odyssey.notifications.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import dev.odyssey.notifications.feeds.FeedStatus;
import dev.odyssey.notifications.incidents.IncidentTypes;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What streams carry comes out as it went in. */
class TypesTest {

  private static final String STORY =
      "0s raise NO_SHOW/a; 0s old MISSED_WINDOW/b 9h; 1s raise MISSED_WINDOW/c; 2s clear NO_SHOW/a;"
          + "3m outage R 0s; 5m recovered R 0s";

  @Test
  void alerts() throws IOException {
    assertComesBack(AlertTypes.ALERT, Story.of(STORY).until("1h"));
  }

  @Test
  void incidentsAndTheirChanges() throws IOException {
    assertComesBack(IncidentTypes.INCIDENT, Story.incidents(STORY, "1h"));
    assertComesBack(
        IncidentTypes.CHANGE,
        Story.incidents(STORY, "1h").stream().map(incident -> incident.change()).toList());
  }

  @Test
  void silences() throws IOException {
    assertComesBack(
        AlertTypes.SILENCE,
        List.of(
            new Silence(
                "s",
                List.of(
                    new Matcher("code", Comparison.EQUALS, "NO_SHOW"),
                    new Matcher("region", Comparison.NOT_MATCHES, "US-.*")),
                1,
                2,
                "why",
                "me"),
            Silences.takenBack("s")));
  }

  @Test
  void feeds() throws IOException {
    assertComesBack(FeedStatus.TYPE, List.of(new FeedStatus("R", FeedStatus.State.SILENT, 7, 3)));
  }

  private static <T> void assertComesBack(TypeInformation<T> type, List<T> values)
      throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    DataOutputSerializer out = new DataOutputSerializer(64);
    for (T value : values) {
      serializer.serialize(value, out);
    }
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    assertThat(values).isNotEmpty();
    for (T value : values) {
      assertThat(serializer.deserialize(in)).isEqualTo(value);
    }
    assertThat(in.available()).isZero();
  }
}
