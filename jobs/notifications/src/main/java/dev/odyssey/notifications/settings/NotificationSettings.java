package dev.odyssey.notifications.settings;

import java.io.Serializable;

/** All that a notifications file says. */
public record NotificationSettings(
    AlertSettings alerts, FeedSettings feeds, OutreachSettings outreach) implements Serializable {

  private static final long serialVersionUID = 1;
}
