package dev.odyssey.notifications.state;

/** Where a decision asks to be asked again. */
@FunctionalInterface
public interface Dues {

  /**
   * Asks for an id to be looked at.
   *
   * @param at not before this, in epoch milliseconds
   */
  void remind(long at, String id);
}
