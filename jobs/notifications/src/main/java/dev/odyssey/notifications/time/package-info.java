/**
 * How decisions are made in time: what has come of one instant is applied first, then it is decided
 * once, with one state value a key and one timer.
 */
package dev.odyssey.notifications.time;
