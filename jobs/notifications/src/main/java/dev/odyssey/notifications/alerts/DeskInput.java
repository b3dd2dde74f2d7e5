package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.cases.CaseNews;
import dev.odyssey.notifications.feeds.FeedNews;
import java.util.List;

/**
 * What comes to the desk: one of these is there.
 *
 * @param news what stands in a case now
 * @param feed what has become of a feed
 * @param silence a silence; one without matchers takes that of the same id back
 * @param acknowledgement somebody looks after an alert or a case
 */
public record DeskInput(
    CaseNews news, FeedNews feed, Silence silence, Acknowledgement acknowledgement) {

  public static DeskInput of(CaseNews news) {
    return new DeskInput(news, null, null, null);
  }

  public static DeskInput of(FeedNews feed) {
    return new DeskInput(null, feed, null, null);
  }

  public static DeskInput of(Silence silence) {
    return new DeskInput(null, null, silence, null);
  }

  /** The input that takes a silence back. */
  public static DeskInput takenBack(String silenceId) {
    return of(new Silence(silenceId, List.of(), 0, 0, null, null));
  }

  public static DeskInput of(Acknowledgement acknowledgement) {
    return new DeskInput(null, null, null, acknowledgement);
  }
}
