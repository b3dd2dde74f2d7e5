package dev.odyssey.notifications.job;

import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.alerts.Silences;
import dev.odyssey.notifications.outreach.PreferenceChange;
import dev.odyssey.streaming.Control;
import java.time.Clock;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** What control topics say, as the operators that are steered by it take it. */
final class ControlRecords {

  static Silence silence(Control<Silence> said) {
    return said.isTakenBack() ? Silences.takenBack(said.key()) : said.value();
  }

  /** Preferences hold from when they are read. */
  static final class Preferences
      implements FlatMapFunction<Control<ContactPreference>, PreferenceChange> {

    private static final long serialVersionUID = 1;

    private final Clock clock;

    Preferences(Clock clock) {
      this.clock = clock;
    }

    @Override
    public void flatMap(Control<ContactPreference> said, Collector<PreferenceChange> out) {
      // Under a key that is no recipient's nothing was ever said that could be taken back.
      Recipient.parse(said.key())
          .ifPresent(
              recipient ->
                  out.collect(new PreferenceChange(recipient, said.value(), clock.millis())));
    }
  }

  private ControlRecords() {}
}
