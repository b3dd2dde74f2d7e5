/**
 * Messages to customers and providers: whether, when and how each of them is told about a defect.
 *
 * <pre>
 *   incidents --> ask by the playbook --(recipient)--> reach out --> outreach
 *   contact preferences ---------------(recipient)--------^
 * </pre>
 */
package dev.odyssey.notifications.outreach;
