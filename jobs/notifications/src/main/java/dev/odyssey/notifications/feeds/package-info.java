/**
 * Whether the order events of each region still come: missing data is not missed windows.
 *
 * <pre>
 *   order events --> count by region --(all to one task)--> watch feeds --> feed status --> incidents
 * </pre>
 */
package dev.odyssey.notifications.feeds;
