/**
 * The defects of orders, one file each, and what they ask about an order: {@link
 * dev.odyssey.lifecycledefects.rules.OrderHistory}.
 */
package dev.odyssey.lifecycledefects.rules;
