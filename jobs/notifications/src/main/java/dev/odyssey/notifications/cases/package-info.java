/**
 * What is wrong with an order or an issue now: from changes of defects and events, by holds, to
 * what stands, whom it concerns, and the file of the case.
 */
package dev.odyssey.notifications.cases;
