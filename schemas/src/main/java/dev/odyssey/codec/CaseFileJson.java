package dev.odyssey.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.odyssey.defects.Severity;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.CaseFile.Standing;
import dev.odyssey.notifications.CaseStatus;
import dev.odyssey.notifications.OutreachOption;
import java.io.IOException;
import java.util.List;

/** Revisions of cases as JSON: on their topic and in files. */
public final class CaseFileJson extends JsonCodec {

  private CaseFileJson() {}

  public static String write(CaseFile file) {
    return writeObject(
        out -> {
          put(out, "caseId", file.caseId());
          put(out, "revision", file.revision());
          put(out, "status", file.status());
          put(out, "severity", file.severity());
          put(out, "headline", file.headline());
          out.writeFieldName("defects");
          writeDefects(out, file.defects());
          put(out, "before", file.before());
          put(out, "region", file.region());
          put(out, "offeringId", file.offeringId());
          put(out, "providerId", file.providerId());
          put(out, "customerId", file.customerId());
          put(out, "acted", file.acted());
          putInstant(out, "openedAt", file.openedAt());
          putInstant(out, "changedAt", file.changedAt());
          putInstant(out, "closedAt", file.closedAt());
          put(out, "reopened", file.reopened());
          put(out, "acknowledgedBy", file.acknowledgedBy());
        });
  }

  /** What stands as a JSON array, for columns that analysts read. */
  public static String defects(CaseFile file) {
    return writeValue(out -> writeDefects(out, file.defects()));
  }

  private static void writeDefects(JsonGenerator out, List<Standing> defects) throws IOException {
    out.writeStartArray();
    for (Standing defect : defects) {
      out.writeStartObject();
      put(out, "code", defect.code());
      put(out, "defectId", defect.defectId());
      putInstant(out, "since", defect.since());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InvalidEventException naming the field and the value that are wrong
   */
  public static CaseFile read(String line) {
    Draft draft = new Draft();
    readObject(line, draft::take);
    return draft.build();
  }

  private static final class Draft {
    private String caseId;
    private Integer revision;
    private CaseStatus status;
    private Severity severity;
    private String headline;
    private List<Standing> defects;
    private Integer before;
    private String region;
    private String offeringId;
    private String providerId;
    private String customerId;
    private OutreachOption acted;
    private Long openedAt;
    private Long changedAt;
    private Long closedAt;
    private Integer reopened;
    private String acknowledgedBy;

    private void take(String field, JsonParser value) throws IOException {
      switch (field) {
        case "caseId" -> caseId = string(field, value);
        case "revision" -> revision = integer(field, value);
        case "status" -> status = symbol(field, CaseStatus.class, value);
        case "severity" -> severity = symbol(field, Severity.class, value);
        case "headline" -> headline = string(field, value);
        case "defects" -> defects = list(field, value, Draft::standing);
        case "before" -> before = integer(field, value);
        case "region" -> region = string(field, value);
        case "offeringId" -> offeringId = string(field, value);
        case "providerId" -> providerId = string(field, value);
        case "customerId" -> customerId = string(field, value);
        case "acted" -> acted = symbol(field, OutreachOption.class, value);
        case "openedAt" -> openedAt = date(field, value);
        case "changedAt" -> changedAt = date(field, value);
        case "closedAt" -> closedAt = date(field, value);
        case "reopened" -> reopened = integer(field, value);
        case "acknowledgedBy" -> acknowledgedBy = string(field, value);
        default -> {}
      }
    }

    private static Standing standing(String field, JsonParser in) throws IOException {
      String[] texts = new String[2];
      Long[] since = new Long[1];
      object(
          field,
          in,
          (inner, value) -> {
            switch (inner.substring(field.length() + 1)) {
              case "code" -> texts[0] = string(inner, value);
              case "defectId" -> texts[1] = string(inner, value);
              case "since" -> since[0] = date(inner, value);
              default -> {}
            }
          });
      return new Standing(
          required(field + ".code", texts[0]),
          required(field + ".defectId", texts[1]),
          required(field + ".since", since[0]));
    }

    private CaseFile build() {
      return valid(
          () ->
              new CaseFile(
                  required("caseId", caseId),
                  required("revision", revision),
                  required("status", status),
                  required("severity", severity),
                  present("headline", headline),
                  required("defects", defects),
                  required("before", before),
                  region,
                  offeringId,
                  providerId,
                  customerId,
                  acted,
                  required("openedAt", openedAt),
                  required("changedAt", changedAt),
                  closedAt,
                  required("reopened", reopened),
                  acknowledgedBy));
    }
  }
}
