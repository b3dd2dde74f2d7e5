/**
 * What orders and contacts contribute to scorecards: changelog records, each the whole contribution
 * of its subject as it now stands. Whoever counts takes the old one out and puts the new one in.
 */
package dev.odyssey.facts;
