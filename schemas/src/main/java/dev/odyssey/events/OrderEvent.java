package dev.odyssey.events;

/**
 * Something that happened to an order. Keyed by {@code orderId}; instants are epoch milliseconds;
 * what a type does not carry is null. No text has more than {@value Texts#MAX_CHARS} characters.
 *
 * @param offeringId the service sold
 * @param timeZone IANA zone of the service address
 * @param windowStart of a promise, the instant from which somebody may come
 * @param windowEnd of a promise, the instant by which somebody must have come
 * @param initiator who caused a reschedule or a cancellation
 * @param stars the customer's rating, 1 to 5
 */
public record OrderEvent(
    String eventId,
    OrderEventType type,
    long occurredAt,
    long recordedAt,
    String retracts,
    String orderId,
    String customerId,
    String offeringId,
    String region,
    String timeZone,
    String providerId,
    Long windowStart,
    Long windowEnd,
    Initiator initiator,
    String reason,
    Integer stars,
    String claimId)
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
    return orderId;
  }

  /** Whether this event gives the customer a window. */
  public boolean isPromise() {
    return type.isPromise();
  }

  /** Whether this promise was entered after its window had ended: nobody could keep it. */
  public boolean isBackdated() {
    return isPromise() && windowEnd <= occurredAt;
  }

  /** Whether this is a promise that could be kept when it was made. */
  public boolean isKeepablePromise() {
    return isPromise() && windowEnd > occurredAt;
  }

  /** Whether our side, not the customer, caused this reschedule or cancellation. */
  public boolean isOurDoing() {
    return initiator == Initiator.PROVIDER || initiator == Initiator.PLATFORM;
  }

  /** A draft of an event: anything may be missing or wrong until {@link #build()} has seen it. */
  public static final class Builder {
    private String eventId;
    private OrderEventType type;
    private Long occurredAt;
    private Long recordedAt;
    private String retracts;
    private String orderId;
    private String customerId;
    private String offeringId;
    private String region;
    private String timeZone;
    private String providerId;
    private Long windowStart;
    private Long windowEnd;
    private Initiator initiator;
    private String reason;
    private Integer stars;
    private String claimId;

    public Builder eventId(String eventId) {
      this.eventId = eventId;
      return this;
    }

    public Builder type(OrderEventType type) {
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

    public Builder orderId(String orderId) {
      this.orderId = orderId;
      return this;
    }

    public Builder customerId(String customerId) {
      this.customerId = customerId;
      return this;
    }

    public Builder offeringId(String offeringId) {
      this.offeringId = offeringId;
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

    public Builder providerId(String providerId) {
      this.providerId = providerId;
      return this;
    }

    public Builder windowStart(Long windowStart) {
      this.windowStart = windowStart;
      return this;
    }

    public Builder windowEnd(Long windowEnd) {
      this.windowEnd = windowEnd;
      return this;
    }

    public Builder initiator(Initiator initiator) {
      this.initiator = initiator;
      return this;
    }

    public Builder reason(String reason) {
      this.reason = reason;
      return this;
    }

    public Builder stars(Integer stars) {
      this.stars = stars;
      return this;
    }

    public Builder claimId(String claimId) {
      this.claimId = claimId;
      return this;
    }

    /**
     * The event, if it is a valid one.
     *
     * @throws InvalidEventException naming the field and the value that are wrong
     */
    public OrderEvent build() {
      Checks.required("eventId", eventId);
      Checks.required("type", type);
      long happened = Checks.occurredAt(occurredAt, recordedAt);
      Checks.required("orderId", orderId);
      Checks.required("offeringId", offeringId);
      Checks.required("region", region);
      Checks.zone("timeZone", Checks.required("timeZone", timeZone));
      if (type.isPromise()) {
        Checks.required("windowStart", windowStart);
        Checks.required("windowEnd", windowEnd);
      }
      Checks.window(windowStart, windowEnd);
      if (type == OrderEventType.RESCHEDULED || type == OrderEventType.CANCELLED) {
        Checks.required("initiator", initiator);
      }
      if (type == OrderEventType.RATED) {
        Checks.required("stars", stars);
      }
      Checks.range("stars", stars, 1, 5);
      return new OrderEvent(
          eventId,
          type,
          happened,
          recordedAt,
          Checks.retracts(type == OrderEventType.RETRACTED, retracts),
          orderId,
          Checks.optional("customerId", customerId),
          offeringId,
          region,
          timeZone,
          Checks.optional("providerId", providerId),
          windowStart,
          windowEnd,
          initiator,
          Checks.optional("reason", reason),
          stars,
          Checks.optional("claimId", claimId));
    }
  }
}
