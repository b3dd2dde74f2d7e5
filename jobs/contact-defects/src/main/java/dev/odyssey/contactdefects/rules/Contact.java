package dev.odyssey.contactdefects.rules;

import dev.odyssey.events.Channel;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One contact in a customer's history: its events by their positions there. Channel, direction,
 * reason and order are those of its first INITIATED; a contact whose INITIATED never came has none
 * of them and belongs to no issue.
 */
public final class Contact {

  private final List<ContactEvent> events;
  private final List<Integer> positions = new ArrayList<>(6);
  private int initiated = -1;
  private int connected = -1;
  private int transferred = -1;
  private Issue issue;

  Contact(List<ContactEvent> events) {
    this.events = events;
  }

  void add(int position) {
    positions.add(position);
    switch (events.get(position).type()) {
      case INITIATED -> initiated = position;
      case CONNECTED -> connected = connected < 0 ? position : connected;
      case TRANSFERRED -> transferred = transferred < 0 ? position : transferred;
      default -> {}
    }
  }

  void belongTo(Issue issue) {
    this.issue = issue;
  }

  /** The positions of its events in the customer's history, in order. */
  public List<Integer> positions() {
    return positions;
  }

  /** The position of its INITIATED; -1 if that never came. */
  public int initiated() {
    return initiated;
  }

  /** What it is about; null if its INITIATED never came. */
  public Issue issue() {
    return issue;
  }

  public boolean isInbound() {
    return initiated >= 0 && events.get(initiated).direction() == Direction.INBOUND;
  }

  public boolean isOutbound() {
    return initiated >= 0 && events.get(initiated).direction() == Direction.OUTBOUND;
  }

  /** How customer and customer service spoke; null if its INITIATED never came. */
  public Channel channel() {
    return initiated < 0 ? null : events.get(initiated).channel();
  }

  /** Whether the customer had got through to somebody before a position. */
  public boolean connectedBefore(int position) {
    return connected >= 0 && connected < position;
  }

  /** Whether the customer got through to somebody. */
  public boolean isConnected() {
    return connected >= 0;
  }

  /** Its first TRANSFERRED; -1 if there is none. */
  public int transferred() {
    return transferred;
  }

  /** The last ENDED at or before an instant; -1 if there is none. */
  public int lastEnded(long instant) {
    for (int i = positions.size() - 1; i >= 0; i--) {
      ContactEvent event = events.get(positions.get(i));
      if (event.type() == ContactEventType.ENDED && event.occurredAt() <= instant) {
        return positions.get(i);
      }
    }
    return -1;
  }

  /** What the latest event that has it says, surveys and audits aside; null if none does. */
  public <T> T latest(Function<ContactEvent, T> field) {
    return latest(field, events.size());
  }

  /** The same over its events before a position. */
  public <T> T latest(Function<ContactEvent, T> field, int before) {
    for (int i = positions.size() - 1; i >= 0; i--) {
      int position = positions.get(i);
      ContactEvent event = events.get(position);
      if (position < before
          && event.type() != ContactEventType.SURVEYED
          && event.type() != ContactEventType.AUDITED) {
        T value = field.apply(event);
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }
}
