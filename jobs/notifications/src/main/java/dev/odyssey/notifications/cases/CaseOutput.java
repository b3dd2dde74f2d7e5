package dev.odyssey.notifications.cases;

/**
 * What a case tells: either of these is null.
 *
 * @param news to alerts and to the file of the case
 * @param wishes to a recipient
 */
public record CaseOutput(CaseNews news, Wishes wishes) {}
