/** From what was found to what may be told: the hold, history, worse defects, silent feeds. */
package dev.odyssey.notifications.incidents;
