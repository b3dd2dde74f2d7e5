/**
 * The defects of contacts, one file each, what they ask about a customer, {@link
 * dev.odyssey.contactdefects.rules.CustomerHistory}, and what contacts contribute to scorecards.
 */
package dev.odyssey.contactdefects.rules;
