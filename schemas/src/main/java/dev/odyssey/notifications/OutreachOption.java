package dev.odyssey.notifications;

/** What a recipient can do about it. */
public enum OutreachOption {
  RESCHEDULE,
  CANCEL,
  ALTERNATIVE_PROVIDER,
  CALL_ME,
  CONFIRM,
  UPDATE_ETA
}
