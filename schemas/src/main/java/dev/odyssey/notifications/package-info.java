/**
 * Alerts for operations and outreach to people, and what steers them: silences, contact
 * preferences, and what became of a message. No personal data: ids only.
 */
package dev.odyssey.notifications;
