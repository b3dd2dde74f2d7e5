/**
 * Who is written to, about what and when: the plan of each recipient, and its difference to what
 * was told.
 */
package dev.odyssey.notifications.outreach;
