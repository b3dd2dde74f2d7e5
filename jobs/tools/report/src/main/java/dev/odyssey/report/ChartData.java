package dev.odyssey.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** What the script of the page draws, as JSON. */
final class ChartData {

  /** Of more members than these, a chart shows those with the most contacts. */
  static final int MOST_MEMBERS = 25;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  static String json(ReportData data) {
    ObjectNode root = MAPPER.createObjectNode();
    root.set("trend", trend(data.trend()));
    ArrayNode funnels = root.putArray("funnels");
    data.funnels().forEach(funnel -> funnels.add(funnel(funnel)));
    ObjectNode paretos = root.putObject("paretos");
    paretos.set("orders", pareto(data.orderDefects()));
    paretos.set("contacts", pareto(data.contactDefects()));
    ObjectNode comparisons = root.putObject("comparisons");
    comparisons.set("sites", comparison(data.sites()));
    comparisons.set("agents", comparison(data.agents()));
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers and texts is always JSON", e);
    }
  }

  private static ArrayNode trend(Trend trend) {
    ArrayNode days = MAPPER.createArrayNode();
    for (Trend.Day day : trend.days()) {
      ObjectNode node = days.addObject();
      node.put("day", day.day().toString());
      day.daily().ifPresent(measure -> put(node.putObject("daily"), measure));
      day.rolling().ifPresent(measure -> put(node.putObject("rolling"), measure));
      put(node, "sigma", day.sigma());
      put(node, "baseline", day.baseline());
    }
    return days;
  }

  private static ObjectNode funnel(Funnel funnel) {
    Metric metric = funnel.target().metric();
    ObjectNode node = metric(metric);
    node.put("mean", funnel.mean());
    node.put("target", funnel.target().value());
    node.put("atLeast", funnel.target().atLeast());
    Funnel.Range range = funnel.range();
    node.putArray("range").add(range.low()).add(range.high());
    ArrayNode curve = node.putArray("curve");
    for (Funnel.Limit limit : funnel.curve()) {
      ControlLimits.Band band = limit.band();
      curve
          .addArray()
          .add(limit.n())
          .add(band.outerLow())
          .add(band.innerLow())
          .add(band.innerHigh())
          .add(band.outerHigh());
    }
    ArrayNode points = node.putArray("points");
    for (Funnel.Point point : funnel.points()) {
      ObjectNode child = points.addObject();
      child.put("id", point.provider().id());
      point.provider().tier().ifPresent(tier -> child.put("tier", tier));
      child.put("place", point.place().name());
      put(child, point.measure());
    }
    return node;
  }

  private static ArrayNode pareto(Pareto pareto) {
    ArrayNode bars = MAPPER.createArrayNode();
    int few = pareto.vitalFew();
    for (Pareto.Bar bar : pareto.bars()) {
      boolean vital = bars.size() < few;
      bars.addObject()
          .put("code", bar.code())
          .put("count", bar.count())
          .put("cumulative", bar.cumulative())
          .put("vital", vital);
    }
    return bars;
  }

  private static ObjectNode comparison(Comparison comparison) {
    ObjectNode node = MAPPER.createObjectNode();
    List<Comparison.Member> shown =
        comparison.members().stream()
            .limit(MOST_MEMBERS)
            .sorted(Comparator.comparingDouble(ChartData::firstContactResolution).reversed())
            .toList();
    ArrayNode members = node.putArray("members");
    shown.forEach(member -> members.add(member.id()));
    ArrayNode panels = node.putArray("panels");
    for (Map.Entry<Metric, Double> mean : comparison.means().entrySet()) {
      Metric metric = mean.getKey();
      ObjectNode panel = panels.addObject();
      panel.setAll(metric(metric));
      panel.put("mean", mean.getValue());
      ArrayNode points = panel.putArray("points");
      for (Comparison.Member member : shown) {
        Measure measure = member.measures().get(metric);
        if (measure != null) {
          ObjectNode point = points.addObject();
          point.put("id", member.id());
          point.put("place", comparison.standing(metric, measure, mean.getValue()).name());
          put(point, measure);
        }
      }
    }
    return node;
  }

  private static double firstContactResolution(Comparison.Member member) {
    Measure measure = member.measures().get(Metric.FCR_7D);
    return measure == null ? -1 : measure.value();
  }

  private static ObjectNode metric(Metric metric) {
    return MAPPER
        .createObjectNode()
        .put("metric", metric.id())
        .put("title", metric.title())
        .put("counted", metric.counted())
        .put("proportion", metric.isProportion())
        .put("moreIsBetter", metric.moreIsBetter());
  }

  private static void put(ObjectNode node, Measure measure) {
    node.put("value", measure.value());
    node.put("num", measure.numerator());
    node.put("den", measure.denominator());
    if (measure.provisional() > 0) {
      node.put("prov", measure.provisional());
    }
    put(node, "low", measure.low());
    put(node, "high", measure.high());
  }

  private static void put(ObjectNode node, String field, OptionalDouble value) {
    if (value.isPresent()) {
      node.put(field, value.getAsDouble());
    }
  }

  private ChartData() {}
}
