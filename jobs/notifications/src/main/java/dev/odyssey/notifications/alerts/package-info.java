/** Whom what stands interrupts: alerts on cases, surges and feeds, and what stands against them. */
package dev.odyssey.notifications.alerts;
