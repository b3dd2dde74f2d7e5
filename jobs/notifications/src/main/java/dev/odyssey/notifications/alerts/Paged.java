package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.cases.CaseNews;

/**
 * An open case that the desk knows.
 *
 * @param group the alert that it belongs to; null while it is not bad enough to interrupt anybody
 * @param rose whether it was open before it was that bad
 */
record Paged(CaseNews news, String group, boolean rose) {}
