package dev.odyssey.notifications.job;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.alerts.DeskInput;
import dev.odyssey.notifications.alerts.DeskOutput;
import dev.odyssey.notifications.alerts.DeskRules;
import dev.odyssey.notifications.alerts.DeskState;
import dev.odyssey.notifications.cases.CaseInput;
import dev.odyssey.notifications.cases.CaseOutput;
import dev.odyssey.notifications.cases.CaseRules;
import dev.odyssey.notifications.cases.ContactInput;
import dev.odyssey.notifications.cases.ContactRules;
import dev.odyssey.notifications.cases.ContactState;
import dev.odyssey.notifications.cases.DecideCases;
import dev.odyssey.notifications.cases.DecideCasesOperator;
import dev.odyssey.notifications.cases.DefectNews;
import dev.odyssey.notifications.cases.FileInput;
import dev.odyssey.notifications.cases.FileRules;
import dev.odyssey.notifications.cases.FileState;
import dev.odyssey.notifications.cases.OrderStep;
import dev.odyssey.notifications.feeds.CountByMinute;
import dev.odyssey.notifications.feeds.FeedNews;
import dev.odyssey.notifications.feeds.FeedRules;
import dev.odyssey.notifications.feeds.FeedState;
import dev.odyssey.notifications.feeds.MinuteCount;
import dev.odyssey.notifications.outreach.MessageInput;
import dev.odyssey.notifications.outreach.MessageOutput;
import dev.odyssey.notifications.outreach.MessageRules;
import dev.odyssey.notifications.outreach.MessageState;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.DecideAll;
import dev.odyssey.notifications.time.DecideByKey;
import dev.odyssey.notifications.time.DecideByKeyOperator;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.RecordType;
import dev.odyssey.notifications.time.Steps;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * The graph of the notifications, between whatever changes of defects and events come from and
 * whatever cases, alerts and messages go to.
 *
 * <pre>
 *   events ----> count by minute --(one)--> watch feeds --.-------------------------.
 *                                                         v (to all)                v
 *   defects, contact events --(customer)--> contacts --(case)--> cases --.--(one)--> desk --> alerts
 *   defects, order events --------------------------------^              |           ^  |
 *                                         silences, acknowledgements ----|-----------'  v
 *                                                                        |--(case)--> case files --> cases
 *                                preferences, outcomes --(recipient)--.  |              ^
 *                                                                     v  v              |
 *                                                                     messages ---------'--> outreach
 * </pre>
 *
 * <p>Streams must bring time with them: when something was known, not when it happened. Nothing is
 * decided about an instant before the watermarks of all of them have passed it, so what comes out
 * follows from what went in, however it was read.
 */
public final class NotificationTopology {

  /**
   * What goes in.
   *
   * @param changes of defects of orders and of contacts
   * @param controls silences and acknowledgements
   * @param recipients preferences and outcomes of messages
   */
  public record Inputs(
      DataStream<DefectChange> changes,
      DataStream<OrderEvent> orderEvents,
      DataStream<ContactEvent> contactEvents,
      DataStream<DeskInput> controls,
      DataStream<MessageInput> recipients) {}

  /**
   * What comes out: revisions, of which the highest of an id holds.
   *
   * @param cases what is wrong with each order or issue
   * @param alerts what interrupts somebody
   * @param outreach messages to customers and providers
   */
  public record Outputs(
      DataStream<CaseFile> cases, DataStream<Alert> alerts, DataStream<Outreach> outreach) {}

  /** The types of what goes in beside events and changes. */
  public static final RecordType<DeskInput> DESK_INPUT = RecordType.forRecord(DeskInput.class);

  public static final RecordType<MessageInput> MESSAGE_INPUT =
      RecordType.forRecord(MessageInput.class);

  /** The types of what comes out. */
  public static final RecordType<CaseFile> CASE_FILE = RecordType.forRecord(CaseFile.class);

  public static final RecordType<Alert> ALERT = RecordType.forRecord(Alert.class);
  public static final RecordType<Outreach> OUTREACH = RecordType.forRecord(Outreach.class);

  private static final RecordType<CaseInput> CASE_INPUT = RecordType.forRecord(CaseInput.class);
  private static final RecordType<FileInput> FILE_INPUT = RecordType.forRecord(FileInput.class);
  private static final RecordType<FeedNews> FEED_NEWS = RecordType.forRecord(FeedNews.class);

  /** At the end of a bounded stream, as long as something new may still be told of what is open. */
  private static final long AFTER_THE_END = Duration.ofDays(1).toMillis();

  private final NotificationSettings settings;
  private final Memory memory;
  private final SerializableSupplier<Steps> steps;

  /**
   * A graph by settings, for replays: every instant is decided about.
   *
   * @param memory how long what is over is remembered, so that nobody is told again
   */
  public NotificationTopology(NotificationSettings settings, Memory memory) {
    this(settings, memory, Steps::all);
  }

  private NotificationTopology(
      NotificationSettings settings, Memory memory, SerializableSupplier<Steps> steps) {
    this.settings = settings;
    this.memory = memory;
    this.steps = steps;
  }

  /**
   * A graph whose time may stand still, see {@link Steps}.
   *
   * @param longestStep time that goes on by more than this at once has stood still
   */
  static NotificationTopology live(
      NotificationSettings settings, Memory memory, Duration longestStep) {
    return new NotificationTopology(settings, memory, () -> Steps.live(longestStep));
  }

  /** Adds the graph to the job of the streams. */
  public Outputs build(Inputs inputs) {
    DataStream<FeedNews> feeds = feeds(inputs);
    DataStream<CaseOutput> standing =
        caseInputs(inputs)
            .keyBy(CaseInput::caseId, Types.STRING)
            .connect(feeds.broadcast())
            .transform(
                "Cases",
                RecordType.forRecord(CaseOutput.class),
                new DecideCasesOperator(
                    new DecideCases(new CaseRules(settings, memory), steps.get())))
            .uid(Uids.CASES);
    DataStream<DeskOutput> desk = desk(standing, feeds, inputs.controls());
    DataStream<MessageOutput> messages = messages(standing, inputs.recipients());
    return new Outputs(
        files(standing, desk, messages),
        desk.filter(told -> told.alert() != null)
            .map(new Counted.Alerts())
            .returns(ALERT)
            .name("Alerts")
            .setParallelism(1),
        messages
            .filter(told -> told.message() != null)
            .map(new Counted.Messages())
            .returns(OUTREACH)
            .name("Messages to recipients"));
  }

  private DataStream<FeedNews> feeds(Inputs inputs) {
    RecordType<MinuteCount> type = RecordType.forRecord(MinuteCount.class);
    DataStream<MinuteCount> orders =
        inputs
            .orderEvents()
            .transform("Count order events", type, new CountByMinute<>(settings.feeds()))
            .uid(Uids.COUNT_ORDERS)
            .setParallelism(inputs.orderEvents().getParallelism());
    DataStream<MinuteCount> contacts =
        inputs
            .contactEvents()
            .transform("Count contact events", type, new CountByMinute<>(settings.feeds()))
            .uid(Uids.COUNT_CONTACTS)
            .setParallelism(inputs.contactEvents().getParallelism());
    return orders
        .union(contacts)
        .transform(
            "Watch feeds",
            FEED_NEWS,
            new DecideAll<FeedState, MinuteCount, FeedNews>(
                new FeedRules(settings.feeds()),
                DecideByKey.typeOf(FeedState.class, MinuteCount.class),
                0))
        .uid(Uids.WATCH_FEEDS)
        .setParallelism(1)
        .map(new Counted.Feeds())
        .returns(FEED_NEWS)
        .name("Count feeds")
        .setParallelism(1);
  }

  private DataStream<CaseInput> caseInputs(Inputs inputs) {
    RecordType<ContactInput> contactType = RecordType.forRecord(ContactInput.class);
    DataStream<CaseInput> ofOrders =
        inputs
            .changes()
            .filter(change -> change.finding().contactId() == null)
            .filter(change -> change.finding().orderId() != null)
            .process(
                new Known<>(
                    change ->
                        CaseInput.of(
                            CaseInput.ofOrder(change.finding().orderId()), DefectNews.of(change)),
                    DefectChange::detectedAt),
                CASE_INPUT)
            .name("Defects of orders");
    DataStream<CaseInput> steps =
        inputs
            .orderEvents()
            .process(
                new Known<>(event -> CaseInput.of(OrderStep.of(event)), OrderEvent::recordedAt),
                CASE_INPUT)
            .name("Steps of orders");
    DataStream<ContactInput> defects =
        inputs
            .changes()
            .filter(change -> change.finding().contactId() != null)
            .process(
                new Known<>(
                    change -> ContactInput.of(DefectNews.of(change)), DefectChange::detectedAt),
                contactType)
            .name("Defects of contacts");
    DataStream<CaseInput> ofContacts =
        inputs
            .contactEvents()
            .filter(ContactInput::matters)
            .process(
                new Known<>(event -> ContactInput.of(event), ContactEvent::recordedAt), contactType)
            .name("Steps of contacts")
            .union(defects)
            .keyBy(ContactInput::customerId, Types.STRING)
            .process(
                new DecideByKey<ContactState, ContactInput, CaseInput>(
                    new ContactRules(memory),
                    DecideByKey.typeOf(ContactState.class, ContactInput.class)),
                CASE_INPUT)
            .name("Contacts")
            .uid(Uids.CONTACTS);
    return ofOrders.union(steps, ofContacts);
  }

  private DataStream<DeskOutput> desk(
      DataStream<CaseOutput> standing, DataStream<FeedNews> feeds, DataStream<DeskInput> controls) {
    DataStream<DeskInput> news =
        standing
            .filter(told -> told.news() != null)
            .map(told -> DeskInput.of(told.news()))
            .returns(DESK_INPUT)
            .name("News of cases");
    DataStream<DeskInput> ofFeeds =
        feeds.map(DeskInput::of).returns(DESK_INPUT).name("News of feeds").setParallelism(1);
    return news.union(ofFeeds, controls)
        .transform(
            "Desk",
            RecordType.forRecord(DeskOutput.class),
            new DecideAll<DeskState, DeskInput, DeskOutput>(
                new DeskRules(settings.alerts()),
                DecideByKey.typeOf(DeskState.class, DeskInput.class),
                AFTER_THE_END,
                steps.get()))
        .uid(Uids.DESK)
        .setParallelism(1);
  }

  private DataStream<MessageOutput> messages(
      DataStream<CaseOutput> standing, DataStream<MessageInput> recipients) {
    return standing
        .filter(told -> told.wishes() != null)
        .map(told -> MessageInput.of(told.wishes()))
        .returns(MESSAGE_INPUT)
        .name("Wishes")
        .union(recipients)
        .keyBy(MessageInput::recipient, Types.STRING)
        .transform(
            "Messages",
            RecordType.forRecord(MessageOutput.class),
            new DecideByKeyOperator<>(
                new DecideByKey<MessageState, MessageInput, MessageOutput>(
                    new MessageRules(settings.messages(), memory),
                    DecideByKey.typeOf(MessageState.class, MessageInput.class),
                    steps.get())))
        .uid(Uids.MESSAGES);
  }

  private DataStream<CaseFile> files(
      DataStream<CaseOutput> standing,
      DataStream<DeskOutput> desk,
      DataStream<MessageOutput> messages) {
    DataStream<FileInput> news =
        standing
            .filter(told -> told.news() != null)
            .map(told -> new FileInput(told.news().caseId(), told.news(), null, null))
            .returns(FILE_INPUT)
            .name("What stands");
    DataStream<FileInput> acknowledged =
        desk.filter(told -> told.file() != null)
            .map(DeskOutput::file)
            .returns(FILE_INPUT)
            .name("Acknowledged")
            .setParallelism(1);
    DataStream<FileInput> acted =
        messages
            .filter(told -> told.file() != null)
            .map(MessageOutput::file)
            .returns(FILE_INPUT)
            .name("Chosen");
    return news.union(acknowledged, acted)
        .keyBy(FileInput::caseId, Types.STRING)
        .process(
            new DecideByKey<FileState, FileInput, CaseFile>(
                new FileRules(memory.twice()),
                DecideByKey.typeOf(FileState.class, FileInput.class)),
            CASE_FILE)
        .name("Case files")
        .uid(Uids.FILES);
  }
}
