// Draws every [data-chart] from the JSON its data-src names. SVG and rich-text tooltips: the
// content policy allows no inline style, and HTML tooltips are made of them.
(() => {
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const font = () => css("--qm-font");
  const text = (size = 12, color = "--qm-ink-2") => ({ color: css(color), fontSize: size });
  const noAxis = { axisTick: { show: false }, axisLine: { show: false } };

  const kinds = {
    // {bands: [], left: {name, values}, right: {name, values}, unit}
    pyramid(data) {
      const widest = Math.max(1, ...data.left.values, ...data.right.values);
      const edge = Math.ceil(widest / 10) * 10;
      const series = (side, sign, color, radius) => ({
        name: side.name,
        type: "bar",
        stack: "people",
        barWidth: 18,
        data: side.values.map((value) => sign * value),
        itemStyle: { color: css(color), borderRadius: radius },
        label: { show: true, position: "inside", color: "#fff", formatter: (point) => Math.abs(point.value) || "" },
      });
      return {
        grid: { left: 8, right: 8, top: 34, bottom: 6, containLabel: true },
        legend: { top: 0, right: 0, itemWidth: 10, itemHeight: 10, textStyle: text() },
        tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => `${Math.abs(value)} ${data.unit}` },
        xAxis: {
          type: "value",
          min: -edge,
          max: edge,
          axisLabel: { ...text(12, "--qm-ink-3"), formatter: (value) => Math.abs(value) },
          splitLine: { lineStyle: { color: css("--qm-line") } },
        },
        yAxis: { type: "category", data: data.bands, ...noAxis, axisLabel: text() },
        series: [
          series(data.left, -1, "--qm-chart-1", [4, 0, 0, 4]),
          series(data.right, 1, "--qm-chart-2", [0, 4, 4, 0]),
        ],
      };
    },

    // {columns: [], rows: [], cells: [[column, row, value]], unit}
    heat(data) {
      const top = Math.max(1, ...data.cells.map((cell) => cell[2]));
      return {
        grid: { left: 4, right: 8, top: 26, bottom: 4, containLabel: true },
        tooltip: { formatter: (point) => `${data.rows[point.value[1]]} · ${data.columns[point.value[0]]}：${point.value[2]} ${data.unit}` },
        xAxis: { type: "category", position: "top", data: data.columns, ...noAxis, axisLabel: text(13) },
        yAxis: { type: "category", inverse: true, data: data.rows, ...noAxis, axisLabel: { ...text(), width: 120, overflow: "truncate" } },
        visualMap: { show: false, min: 0, max: top, inRange: { color: [css("--qm-heat-0"), css("--qm-heat-1")] } },
        series: [
          {
            type: "heatmap",
            data: data.cells,
            label: { show: true, color: css("--qm-ink"), formatter: (point) => point.value[2] || "" },
            itemStyle: { borderColor: css("--qm-card"), borderWidth: 3, borderRadius: 4 },
          },
        ],
      };
    },

    // {labels: [], series: [{name, values}], unit}
    bars(data) {
      return {
        grid: { left: 4, right: 12, top: data.series.length > 1 ? 34 : 10, bottom: 4, containLabel: true },
        legend: data.series.length > 1 ? { top: 0, right: 0, itemWidth: 10, itemHeight: 10, textStyle: text() } : undefined,
        tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => `${value} ${data.unit}` },
        xAxis: { type: "category", data: data.labels, ...noAxis, axisLabel: text() },
        yAxis: { type: "value", minInterval: 1, axisLabel: text(12, "--qm-ink-3"), splitLine: { lineStyle: { color: css("--qm-line") } } },
        series: data.series.map((one, index) => ({
          name: one.name,
          type: "bar",
          barMaxWidth: 26,
          data: one.values,
          itemStyle: { color: css(one.link ? `--qm-${one.link}` : `--qm-chart-${(index % 2) + 1}`), borderRadius: [4, 4, 0, 0] },
        })),
      };
    },

    // {labels: [], series: [{name, values}], unit}
    lines(data) {
      const option = kinds.bars(data);
      option.series = option.series.map((one, index) => ({
        ...one,
        type: "line",
        symbolSize: 5,
        itemStyle: { color: css(data.series[index].link ? `--qm-${data.series[index].link}` : `--qm-chart-${(index % 2) + 1}`) },
      }));
      return option;
    },
  };

  function draw(again) {
    if (!window.echarts) return;
    for (const place of document.querySelectorAll("[data-chart]")) {
      const before = echarts.getInstanceByDom(place);
      if (before && !again) continue;
      before?.dispose();
      const source = document.getElementById(place.dataset.src);
      const make = kinds[place.dataset.chart];
      if (!source || !make) continue;
      const option = make(JSON.parse(source.textContent));
      option.textStyle = { fontFamily: font(), fontSize: 12 };
      option.animation = false;
      option.tooltip = {
        renderMode: "richText",
        backgroundColor: css("--qm-card"),
        borderColor: css("--qm-line"),
        textStyle: { color: css("--qm-ink") },
        ...option.tooltip,
      };
      const chart = echarts.init(place, null, { renderer: "svg" });
      chart.setOption(option);
      place.setAttribute("role", "img");
    }
  }

  const resize = () =>
    document.querySelectorAll("[data-chart]").forEach((place) => echarts.getInstanceByDom(place)?.resize());

  addEventListener("resize", resize);
  addEventListener("beforeprint", resize);
  document.addEventListener("qm:theme", () => draw(true));
  for (const name of ["htmx:afterSettle", "htmx:after:settle"]) document.addEventListener(name, () => draw(false));
  draw(false);
})();
