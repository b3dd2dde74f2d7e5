package dev.odyssey.events;

/**
 * Something that happened in a contact of a customer with customer service. Keyed by {@code
 * customerId}; instants are epoch milliseconds; what a type does not carry is null. No text has
 * more than {@value Texts#MAX_CHARS} characters.
 *
 * @param orderId the order the contact is about, if it names one
 * @param timeZone IANA zone of the customer
 * @param reason the contact driver
 * @param agentVersion the version of a bot
 * @param trialArm the arm of a trial that the contact was served in
 * @param cause on ENDED, why a contact ended that nobody meant to end
 * @param resolved on ENDED, whether the agent called it resolved; null is unknown
 * @param solved on SURVEYED, the answer to "Did we solve your problem?"
 * @param csat satisfaction, 1 to 5, on SURVEYED
 * @param effort customer effort, 1 to 7, on SURVEYED
 * @param empathy 1 to 5, on AUDITED
 */
public record ContactEvent(
    String eventId,
    ContactEventType type,
    long occurredAt,
    long recordedAt,
    String retracts,
    String contactId,
    String customerId,
    String orderId,
    String region,
    String timeZone,
    Channel channel,
    Direction direction,
    String reason,
    String agentId,
    AgentKind agentKind,
    String agentVersion,
    String trialArm,
    String site,
    EndedBy endedBy,
    EndCause cause,
    Boolean resolved,
    Boolean solved,
    Integer csat,
    Integer effort,
    Integer empathy)
    implements Event {

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String typeName() {
    return type.name();
  }

  @Override
  public int rank() {
    return type.rank();
  }

  @Override
  public String subjectId() {
    return customerId;
  }

  /** Whether this event says that the customer's problem is solved. */
  public boolean isResolution() {
    return (type == ContactEventType.ENDED && Boolean.TRUE.equals(resolved))
        || (type == ContactEventType.SURVEYED && Boolean.TRUE.equals(solved));
  }

  /** A draft of an event: anything may be missing or wrong until {@link #build()} has seen it. */
  public static final class Builder {
    private String eventId;
    private ContactEventType type;
    private Long occurredAt;
    private Long recordedAt;
    private String retracts;
    private String contactId;
    private String customerId;
    private String orderId;
    private String region;
    private String timeZone;
    private Channel channel;
    private Direction direction;
    private String reason;
    private String agentId;
    private AgentKind agentKind;
    private String agentVersion;
    private String trialArm;
    private String site;
    private EndedBy endedBy;
    private EndCause cause;
    private Boolean resolved;
    private Boolean solved;
    private Integer csat;
    private Integer effort;
    private Integer empathy;

    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    public Builder type(ContactEventType type) {
      this.type = type;
      return this;
    }

    public Builder occurredAt(Long occurredAt) {
      this.occurredAt = occurredAt;
      return this;
    }

    public Builder recordedAt(Long recordedAt) {
      this.recordedAt = recordedAt;
      return this;
    }

    public Builder retracts(String retracts) {
      this.retracts = retracts;
      return this;
    }

    public Builder contactId(String contactId) {
      this.contactId = contactId;
      return this;
    }

    public Builder customerId(String customerId) {
      this.customerId = customerId;
      return this;
    }

    public Builder orderId(String orderId) {
      this.orderId = orderId;
      return this;
    }

    public Builder region(String region) {
      this.region = region;
      return this;
    }

    public Builder timeZone(String timeZone) {
      this.timeZone = timeZone;
      return this;
    }

    public Builder channel(Channel channel) {
      this.channel = channel;
      return this;
    }

    public Builder direction(Direction direction) {
      this.direction = direction;
      return this;
    }

    public Builder reason(String reason) {
      this.reason = reason;
      return this;
    }

    public Builder agentId(String agentId) {
      this.agentId = agentId;
      return this;
    }

    public Builder agentKind(AgentKind agentKind) {
      this.agentKind = agentKind;
      return this;
    }

    public Builder agentVersion(String agentVersion) {
      this.agentVersion = agentVersion;
      return this;
    }

    public Builder trialArm(String trialArm) {
      this.trialArm = trialArm;
      return this;
    }

    public Builder site(String site) {
      this.site = site;
      return this;
    }

    public Builder endedBy(EndedBy endedBy) {
      this.endedBy = endedBy;
      return this;
    }

    public Builder cause(EndCause cause) {
      this.cause = cause;
      return this;
    }

    public Builder resolved(Boolean resolved) {
      this.resolved = resolved;
      return this;
    }

    public Builder solved(Boolean solved) {
      this.solved = solved;
      return this;
    }

    public Builder csat(Integer csat) {
      this.csat = csat;
      return this;
    }

    public Builder effort(Integer effort) {
      this.effort = effort;
      return this;
    }

    public Builder empathy(Integer empathy) {
      this.empathy = empathy;
      return this;
    }

    /**
     * The event, if it is a valid one.
     *
     * @throws InvalidEventException naming the field and the value that are wrong
     */
    public ContactEvent build() {
      Checks.required("eventId", eventId);
      Checks.required("type", type);
      long happened = Checks.occurredAt(occurredAt, recordedAt);
      Checks.required("contactId", contactId);
      Checks.required("customerId", customerId);
      if (type == ContactEventType.INITIATED) {
        Checks.required("channel", channel);
        Checks.required("direction", direction);
        Checks.required("reason", reason);
      }
      if (type == ContactEventType.ENDED) {
        Checks.required("endedBy", endedBy);
      }
      Checks.range("csat", csat, 1, 5);
      Checks.range("effort", effort, 1, 7);
      Checks.range("empathy", empathy, 1, 5);
      return new ContactEvent(
          eventId,
          type,
          happened,
          recordedAt,
          Checks.retracts(type == ContactEventType.RETRACTED, retracts),
          contactId,
          customerId,
          Checks.optional("orderId", orderId),
          Checks.optional("region", region),
          Checks.zone("timeZone", Checks.optional("timeZone", timeZone)),
          channel,
          direction,
          Checks.optional("reason", reason),
          Checks.optional("agentId", agentId),
          agentKind,
          Checks.optional("agentVersion", agentVersion),
          Checks.optional("trialArm", trialArm),
          Checks.optional("site", site),
          endedBy,
          cause,
          resolved,
          solved,
          csat,
          effort,
          empathy);
    }
  }
}
