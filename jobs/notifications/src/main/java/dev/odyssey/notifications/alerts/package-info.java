/** From incidents to what operations should look at: storms, silences, all-clears. */
package dev.odyssey.notifications.alerts;
