package dev.odyssey.notifications.job;

import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.ContactPreference;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.outreach.MessageInput;
import dev.odyssey.notifications.outreach.Preference;
import dev.odyssey.streaming.Control;
import org.apache.flink.util.Collector;

/** What control topics say, as the operators that are steered by it take it. */
final class ControlRecords {

  static DeskInput silence(Control<Silence> said) {
    return said.isTakenBack() ? DeskInput.takenBack(said.key()) : DeskInput.of(said.value());
  }

  static void acknowledgement(Control<Acknowledgement> said, Collector<DeskInput> out) {
    if (!said.isTakenBack()) {
      out.collect(DeskInput.of(said.value()));
    }
  }

  /** Under a key that is no recipient's nothing was ever said that could be taken back. */
  static void preference(Control<ContactPreference> said, Collector<MessageInput> out) {
    Recipient.parse(said.key())
        .ifPresent(
            recipient ->
                out.collect(MessageInput.of(recipient.key(), Preference.of(said.value()))));
  }

  private ControlRecords() {}
}
