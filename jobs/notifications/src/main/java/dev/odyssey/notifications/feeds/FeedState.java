package dev.odyssey.notifications.feeds;

import java.util.Map;

/**
 * What is known of all scopes.
 *
 * @param scopes by id; changed in place
 * @param scales by kind, what the whole market last had of the usual while enough of that was
 *     known; changed in place
 * @param at the last minute that was judged
 */
public record FeedState(Map<String, Scope> scopes, Map<String, Double> scales, long at) {}
