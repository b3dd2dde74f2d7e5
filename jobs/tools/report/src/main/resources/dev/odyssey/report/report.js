"use strict";
// Draws the charts of the page from the data in it, and lets tables be sorted.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  const INK = colour("ink");
  const SOFT = colour("soft");
  const FAINT = colour("faint");
  const RULE = colour("rule");
  const ACCENT = colour("accent");
  const PAPER = colour("paper");
  const MIDDLE = "#8796a5";
  const BAND = "#dbe3ea";
  const DAILY = "#c3ced8";
  const FONT = getComputedStyle(document.body).fontFamily;
  const charts = [];

  // Numbers and words.

  const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
  const escape = echarts.format.encodeHTML;
  const percent = (value, digits) => {
    const shown = digits ?? (value > 0 && value < 0.01 ? 2 : 1);
    return (100 * value).toFixed(shown) + " %";
  };
  const axisPercent = (value) => Number((100 * value).toFixed(2)) + " %";
  const shown = (metric, value) => (metric.proportion ? percent(value) : value.toFixed(2));
  const date = (text) =>
    new Date(text + "T00:00:00Z").toLocaleDateString("en-GB", {
      day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
    });
  const lines = (...parts) => parts.filter((part) => part).join("<br>");
  const interval = (metric, point) =>
    point.low === undefined || point.high === undefined
      ? ""
      : "95 % interval " + shown(metric, point.low) + " to " + shown(metric, point.high);
  const measured = (metric, point) =>
    lines(
      "<b>" + shown(metric, point.value) + "</b>" +
        (metric.proportion
          ? " · " + whole.format(point.num) + " of " + whole.format(point.den) + " " + metric.counted
          : " · " + whole.format(point.den) + " " + metric.counted),
      interval(metric, point),
      point.prov ? whole.format(point.prov) + " of them may still change" : "");
  const TIERS = {
    GOLD: "gold", STANDARD: "standard", AT_RISK: "at risk", NOT_ENOUGH_DATA: "not enough data",
  };

  // Pieces of options.

  const base = () => ({
    animation: false,
    textStyle: { fontFamily: FONT, color: SOFT, fontSize: 12 },
    tooltip: {
      confine: true, borderColor: RULE, borderWidth: 1, padding: [8, 12],
      textStyle: { color: INK, fontSize: 13, fontFamily: FONT },
    },
  });
  const axis = (more) => ({
    axisLine: { show: false }, axisTick: { show: false },
    splitLine: { lineStyle: { color: RULE } },
    axisLabel: { color: SOFT, fontSize: 12, hideOverlap: true },
    nameTextStyle: { color: SOFT, fontSize: 12 },
    ...more,
  });
  const draw = (id, option) => {
    const element = document.getElementById(id);
    if (!element) return;
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.setOption({ ...base(), ...option });
    charts.push(chart);
  };

  // Trends: days as points, the weeks up to them as a line with its interval.

  const trend = (id, factor, close) => {
    const days = data.trend;
    if (!days.some((day) => day.rolling)) return;
    const first = days[0].day;
    const at = (day, value) => [day.day, value * factor];
    const rolling = days.filter((day) => day.rolling);
    const daily = days.filter((day) => day.daily);
    const last = rolling[rolling.length - 1];
    const format = close ? (value) => whole.format(value) : axisPercent;
    const ends = rolling.flatMap((day) => [day.rolling.low * factor, day.rolling.high * factor]);
    const seen = ends.concat(daily.filter((day) => day.daily.den >= 20).map((day) => day.daily.value * factor));
    const bottom = Math.min(...seen);
    const top = Math.max(...seen);
    const series = [
      // The band: its lower edge, unseen, and its height stacked upon it.
      ...[
        (day) => day.rolling.low * factor,
        (day) => (day.rolling.high - day.rolling.low) * factor,
      ].map((value, i) => ({
        type: "line", name: "band" + i, stack: "band", silent: true, symbol: "none", connectNulls: false,
        lineStyle: { opacity: 0 }, areaStyle: { color: BAND, opacity: i },
        data: days.map((day) => [day.day, day.rolling ? value(day) : null]),
      })),
      {
        type: "scatter", name: "day", symbolSize: 4, silent: true, clip: true,
        itemStyle: { color: DAILY }, data: daily.map((day) => at(day, day.daily.value)),
      },
      {
        type: "line", name: "28 days", symbol: "none", connectNulls: false,
        lineStyle: { color: INK, width: 2.5 },
        endLabel: {
          show: true, color: INK, fontWeight: "bold", fontSize: 13, distance: 8, lineHeight: 17,
          formatter: () =>
            close
              ? whole.format(last.rolling.value * 1e6) +
                (last.sigma === undefined ? "" : "\n" + last.sigma.toFixed(2) + " σ")
              : percent(last.rolling.value),
        },
        data: days.map((day) => [day.day, day.rolling ? day.rolling.value * factor : null]),
      },
    ];
    const baseline = days.filter((day) => day.baseline !== undefined);
    if (!close && baseline.length > 0) {
      const known = baseline[baseline.length - 1];
      series.push({
        type: "line", name: "baseline", symbol: "none", step: "end", silent: true,
        lineStyle: { color: MIDDLE, width: 1.5, type: [6, 4] },
        endLabel: {
          show: true, color: SOFT, fontSize: 12, distance: 8,
          formatter: () => "baseline\n" + percent(known.baseline, 0), lineHeight: 15,
        },
        data: days.map((day) => [day.day, day.baseline ?? null]),
      });
    }
    draw(id, {
      grid: { left: 8, right: 76, top: 16, bottom: 8, containLabel: true },
      xAxis: axis({
        type: "time", min: first, max: days[days.length - 1].day, splitLine: { show: false },
        axisLine: { show: true, lineStyle: { color: FAINT } },
        axisLabel: {
          color: SOFT, fontSize: 12, hideOverlap: true,
          formatter: { year: "{yyyy}", month: "{MMM}", day: "{d} {MMM}" },
        },
      }),
      yAxis: axis({
        type: "value",
        axisLabel: { color: SOFT, fontSize: 12, formatter: format },
        ...(close
          ? { min: Math.max(0, bottom - 0.1 * (top - bottom)), max: top + 0.1 * (top - bottom),
              axisLabel: { color: SOFT, fontSize: 12, formatter: format, showMinLabel: false, showMaxLabel: false } }
          : { min: 0 }),
      }),
      tooltip: {
        ...base().tooltip, trigger: "axis",
        axisPointer: { type: "line", lineStyle: { color: FAINT } },
        formatter: (items) => {
          const day = days.find((one) => one.day === items[0].axisValueLabel?.slice(0, 10)) ??
            days[items[0].dataIndex];
          const rate = { proportion: true, counted: "orders" };
          return lines(
            "<b>" + date(day.day) + "</b>",
            day.daily ? "the day: " + percent(day.daily.value) + " of " + whole.format(day.daily.den) + " orders" : "no orders",
            day.rolling ? "28 days: " + measured(rate, day.rolling) : "",
            day.rolling ? "DPMO " + whole.format(day.rolling.value * 1e6) +
              (day.sigma === undefined ? "" : " · " + day.sigma.toFixed(2) + " σ") : "");
        },
      },
      series,
    });
  };

  // Funnel plots.

  const PLACES = {
    SMALL_SAMPLE: { symbol: "circle", symbolSize: 5, itemStyle: { color: PAPER, borderColor: FAINT, borderWidth: 1 } },
    WITHIN: { symbol: "circle", symbolSize: 6, itemStyle: { color: MIDDLE, opacity: 0.75 } },
    BETTER: { symbol: "triangle", symbolSize: 8, itemStyle: { color: PAPER, borderColor: INK, borderWidth: 1.2 } },
    FAR_BETTER: { symbol: "triangle", symbolSize: 9, itemStyle: { color: INK } },
    WORSE: { symbol: "triangle", symbolRotate: 180, symbolSize: 8, itemStyle: { color: PAPER, borderColor: ACCENT, borderWidth: 1.2 } },
    FAR_WORSE: { symbol: "triangle", symbolRotate: 180, symbolSize: 9, itemStyle: { color: ACCENT } },
  };

  const funnel = (one) => {
    const axisFormat = one.proportion ? axisPercent : (value) => value.toFixed(1);
    const limit = (column, lineStyle) => ({
      type: "line", symbol: "none", silent: true, clip: true, smooth: false,
      lineStyle, data: one.curve.map((row) => [row[0], row[column]]), z: 1,
    });
    const outer = { color: FAINT, width: 1 };
    const inner = { color: FAINT, width: 1, type: [3, 3] };
    const most = one.curve[one.curve.length - 1][0];
    const named = new Set(
      one.points
        .filter((point) => point.place === "FAR_WORSE")
        .sort((a, b) => Math.abs(b.value - one.mean) * Math.sqrt(b.den) - Math.abs(a.value - one.mean) * Math.sqrt(a.den))
        .slice(0, 5)
        .map((point) => point.id));
    const points = Object.entries(PLACES).map(([place, look]) => ({
      type: "scatter", name: place, ...look, clip: true, z: place === "SMALL_SAMPLE" ? 2 : 3,
      data: one.points
        .filter((point) => point.place === place)
        .map((point) => ({
          value: [point.den, point.value], point,
          label: {
            show: named.has(point.id), formatter: () => point.id, position: "right", color: ACCENT,
            fontSize: 11, distance: 4, width: 120, overflow: "truncate",
          },
        })),
      labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
    }));
    const level = (value, text, lineStyle, position) => ({
      yAxis: value, lineStyle,
      label: { formatter: text, position, color: SOFT, fontSize: 12, distance: 4 },
    });
    draw("funnel-" + one.metric, {
      grid: { left: 8, right: 64, top: 16, bottom: 24, containLabel: true },
      xAxis: axis({
        type: "value", min: 0, max: Math.ceil(most * 1.04), name: one.counted, nameLocation: "middle", nameGap: 26,
        splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: FAINT } },
        axisLabel: { color: SOFT, fontSize: 12, hideOverlap: true, showMaxLabel: false, formatter: (value) => whole.format(value) },
      }),
      yAxis: axis({
        type: "value", min: one.range[0], max: one.range[1],
        axisLabel: { color: SOFT, fontSize: 12, formatter: axisFormat, showMinLabel: one.range[0] === 0, showMaxLabel: one.range[1] === 1 },
      }),
      tooltip: {
        ...base().tooltip,
        formatter: (item) => {
          const point = item.data.point;
          return point === undefined ? "" : lines(
            "<b>" + escape(point.id) + "</b>" + (point.tier ? " · " + escape(TIERS[point.tier] ?? point.tier) : ""),
            measured(one, point));
        },
      },
      series: [
        limit(1, outer), limit(4, outer), limit(2, inner), limit(3, inner),
        ...points,
        {
          type: "line", data: [], silent: true,
          markLine: {
            symbol: "none", silent: true, animation: false, precision: 12,
            data: [
              level(one.mean, "mean", { color: SOFT, width: 1.2, type: "solid" }, "end"),
              ...(Math.abs(one.target - one.mean) / (one.range[1] - one.range[0]) > 0.06
                ? [level(one.target, "target", { color: SOFT, width: 1, type: [1, 3] }, "end")]
                : [level(one.target, "", { color: SOFT, width: 1, type: [1, 3] }, "end")]),
            ],
          },
        },
      ],
    });
  };

  // Pareto charts.

  const pareto = (which) => {
    const bars = data.paretos[which];
    if (bars.length === 0) return;
    const words = (code) => code.toLowerCase().replaceAll("_", " ");
    draw("pareto-" + which, {
      grid: { left: 8, right: 52, top: 28, bottom: 4, containLabel: true },
      xAxis: [
        axis({ type: "value", show: false, max: bars[0].count * 1.12 }),
        axis({
          type: "value", min: 0, max: 1, position: "top", splitLine: { show: false }, interval: 0.5,
          axisLabel: { color: SOFT, fontSize: 12, formatter: (value) => percent(value, 0) },
        }),
      ],
      yAxis: axis({
        type: "category", inverse: true, data: bars.map((bar) => words(bar.code)), splitLine: { show: false },
        axisLabel: { color: INK, fontSize: 12, interval: 0 },
      }),
      tooltip: {
        ...base().tooltip, trigger: "axis", axisPointer: { type: "none" },
        formatter: (items) => {
          const bar = bars[items[0].dataIndex];
          return lines(
            "<b>" + escape(bar.code) + "</b>",
            whole.format(bar.count) + " defects",
            percent(bar.cumulative) + " with those above");
        },
      },
      series: [
        {
          type: "bar", barCategoryGap: "34%",
          data: bars.map((bar) => ({ value: bar.count, itemStyle: { color: bar.vital ? INK : DAILY } })),
          label: { show: true, position: "right", color: INK, fontSize: 12, formatter: (item) => whole.format(item.value) },
        },
        {
          type: "line", xAxisIndex: 1, symbol: "circle", symbolSize: 5, z: 3,
          lineStyle: { color: MIDDLE, width: 1.2 }, itemStyle: { color: MIDDLE },
          data: bars.map((bar, i) => [bar.cumulative, i]),
        },
      ],
    });
  };

  // Sites and agents: a panel a metric, a row each.

  const STANDINGS = {
    SMALL_SAMPLE: PLACES.SMALL_SAMPLE,
    LIKE_THE_OTHERS: { symbol: "circle", symbolSize: 7, itemStyle: { color: MIDDLE } },
    BETTER: PLACES.FAR_BETTER,
    WORSE: PLACES.FAR_WORSE,
  };

  const comparison = (which) => {
    const { members, panels } = data.comparisons[which];
    if (panels.length === 0) return;
    const names = 14;
    const width = (100 - names) / panels.length;
    const option = { grid: [], xAxis: [], yAxis: [], series: [], title: [] };
    panels.forEach((panel, i) => {
      const left = names + i * width;
      const sound = panel.points.filter((point) => point.place !== "SMALL_SAMPLE");
      const scaled = sound.length > 0 ? sound : panel.points;
      const low = Math.min(panel.mean, ...scaled.map((point) => point.low ?? point.value));
      const high = Math.max(panel.mean, ...scaled.map((point) => point.high ?? point.value));
      const margin = 0.05 * (high - low) || 0.05;
      const from = Math.max(0, low - margin);
      const to = Math.min(1, high + margin);
      option.title.push({
        text: panel.title, subtext: "mean " + percent(panel.mean) + (panel.moreIsBetter ? "\nmore is better" : "\nless is better"),
        left: left + "%", top: 4, padding: 0, itemGap: 4, textVerticalAlign: "top",
        textStyle: { color: INK, fontSize: 13, lineHeight: 16, fontWeight: "bold", fontFamily: FONT },
        subtextStyle: { color: SOFT, fontSize: 12, lineHeight: 15, fontFamily: FONT },
      });
      option.grid.push({ left: left + "%", width: width - 3.5 + "%", top: 66, bottom: 24 });
      option.xAxis.push(axis({
        type: "value", gridIndex: i, min: from, max: to, splitNumber: 3,
        axisLabel: { color: SOFT, fontSize: 11, hideOverlap: true, formatter: axisPercent, showMinLabel: from === 0, showMaxLabel: to === 1 },
      }));
      option.yAxis.push(axis({
        type: "category", gridIndex: i, inverse: true, data: members, splitLine: { show: false },
        axisLabel: { show: i === 0, color: INK, fontSize: 12, interval: 0, width: 140, overflow: "truncate" },
      }));
      const clamp = (value) => Math.min(to, Math.max(from, value));
      option.series.push({
        type: "custom", name: "interval", xAxisIndex: i, yAxisIndex: i, silent: true, clip: true, z: 1,
        data: panel.points
          .filter((point) => point.low !== undefined)
          .map((point) => [clamp(point.low), members.indexOf(point.id), clamp(point.high), point.place === "SMALL_SAMPLE" ? 1 : 0]),
        renderItem: (params, api) => {
          const [x1, y] = api.coord([api.value(0), api.value(1)]);
          const [x2] = api.coord([api.value(2), api.value(1)]);
          return {
            type: "line", shape: { x1, x2, y1: y, y2: y },
            style: { stroke: api.value(3) === 1 ? RULE : FAINT, lineWidth: 2, fill: "none" },
          };
        },
      });
      for (const [standing, look] of Object.entries(STANDINGS)) {
        option.series.push({
          type: "scatter", name: standing, xAxisIndex: i, yAxisIndex: i, ...look, z: 3,
          data: panel.points
            .filter((point) => point.place === standing)
            .map((point) => ({ value: [clamp(point.value), members.indexOf(point.id)], point })),
        });
      }
      option.series.push({
        type: "line", xAxisIndex: i, yAxisIndex: i, data: [], silent: true,
        markLine: {
          symbol: "none", silent: true, animation: false, precision: 12, label: { show: false },
          lineStyle: { color: SOFT, width: 1.2, type: "solid" }, data: [{ xAxis: panel.mean }],
        },
      });
    });
    draw("comparison-" + which, {
      ...option,
      tooltip: {
        ...base().tooltip,
        formatter: (item) => {
          const panel = panels.find((one) => one.points.includes(item.data.point));
          return panel === undefined ? "" : lines(
            "<b>" + escape(item.data.point.id) + "</b> · " + escape(panel.title), measured(panel, item.data.point));
        },
      },
    });
  };

  // Tables: small samples stay at the end, whichever way.

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = head.querySelector("button");
      if (!button) return;
      const numeric = head.classList.contains("number");
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const descending = now === null ? numeric : now === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const key = (row) => row.cells[column].dataset.sort ?? "";
        const last = (row) => key(row) === "" || key(row) === "NaN" || "small" in row.cells[column].dataset;
        const rows = [...table.tBodies[0].rows];
        const ranked = heads[column].textContent.startsWith("Tier");
        rows.sort((a, b) => {
          if (last(a) !== last(b)) return last(a) ? 1 : -1;
          const difference = numeric || ranked
            ? Number(key(a)) - Number(key(b))
            : key(a).localeCompare(key(b), "en", { numeric: true });
          return descending ? -difference : difference;
        });
        table.tBodies[0].append(...rows);
      });
    });
  };

  trend("rate", 1, false);
  trend("dpmo", 1e6, true);
  data.funnels.forEach(funnel);
  ["orders", "contacts"].forEach(pareto);
  ["sites", "agents"].forEach(comparison);
  document.querySelectorAll("table.sortable").forEach(sortable);

  // Before printing the page is still as wide as the screen; paper is not.
  const PAPER_WIDTH = 680;
  const PAPER_GAP = 24;
  const resize = () => charts.forEach((chart) => chart.resize({ width: "auto" }));
  const resizeToPaper = () =>
    charts.forEach((chart) => {
      const paired = chart.getDom().closest(".pair") !== null;
      chart.resize({ width: paired ? (PAPER_WIDTH - PAPER_GAP) / 2 : PAPER_WIDTH });
      // Printing does not wait for the next frame.
      chart.getZr().flush();
    });
  window.addEventListener("resize", resize);
  window.addEventListener("beforeprint", resizeToPaper);
  window.addEventListener("afterprint", resize);
  document.documentElement.dataset.charts = String(charts.length);
})();
