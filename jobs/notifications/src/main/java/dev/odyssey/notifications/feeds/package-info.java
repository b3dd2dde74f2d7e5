/**
 * Whether events come as usual: what is usual, what is doubted, silent or low, and when it is good
 * again.
 */
package dev.odyssey.notifications.feeds;
