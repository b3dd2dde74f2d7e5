/**
 * How operators keep what they know: what waits for its time, what is kept by id, as what bytes.
 */
package dev.odyssey.notifications.state;
