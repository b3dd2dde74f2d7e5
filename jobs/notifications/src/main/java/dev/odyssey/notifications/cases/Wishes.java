package dev.odyssey.notifications.cases;

import dev.odyssey.notifications.Recipient;
import java.util.List;

/**
 * All the messages that should go to somebody by what stands in a case; what the case has wished
 * for before and is not among them is wished for no more.
 *
 * @param gone why those of before are not wished for any more
 */
public record Wishes(Recipient recipient, String caseId, List<Wish> wishes, List<Wish> gone) {}
