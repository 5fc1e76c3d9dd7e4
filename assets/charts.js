// The part of Apache ECharts that the pages draw with. It is loaded for the first
// chart that comes into view.

import { graphic, init, use } from "echarts/core";
import { CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";
import { marks } from "./page/marks.js";
import { follow } from "./page/points.js";

use([CustomChart, LineChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer, SVGRenderer]);

const charts = new WeakMap(); // by element, { chart, options } and what follow needs

// Numbers come as base64 of float64.
function revive(_, value) {
  if (typeof value?.float64 !== "string") return value;
  const text = atob(value.float64);
  const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
  return new Float64Array(bytes.buffer);
}

const short = (v) => (typeof v === "number" ? String(Number(v.toPrecision(5))) : v);

// Returns the option that a text has, with the functions that JSON cannot hold.
function read(text) {
  const { names, notes, replace = false, ...option } = JSON.parse(text, revive);
  const list = names?.split("\n");
  for (const series of option.series) {
    const { marks: kind, digits } = series;
    if (!kind) continue;
    delete series.marks;
    series.renderItem = (params, api) => marks[kind](params, api, digits);
  }
  if (notes) {
    option.tooltip.formatter = ({ value }) => notes[value[1]];
  } else if (!option.tooltip.formatter) {
    option.tooltip.formatter = ({ seriesName, value }) =>
      `${seriesName?.startsWith("series") ? "" : `${seriesName}\n`}${value.slice(0, 3).map(short).join(", ")}`;
  }
  return { option, list, replace };
}

function save(name, url) {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}

globalThis.protocellCharts = {
  // Draws a chart from its options, in JSON, into an element, in the place of what
  // was there; chosen is called with the name of a point that is chosen.
  draw(element, options, chosen) {
    let drawn = charts.get(element);
    if (!drawn) {
      const chart = init(element);
      drawn = { chart };
      charts.set(element, drawn);
      const { list } = read(options);
      if (list) {
        follow(chart, graphic, drawn, chosen);
        chart.on("finished", () => { drawn.pixels = undefined; }); // the axes may have moved
      } else chart.on("click", ({ name }) => chosen(name));
      new ResizeObserver(() => {
        chart.resize();
        drawn.pixels = undefined;
      }).observe(element);
    }
    const { option, list, replace } = read(options);
    drawn.options = options;
    if (list) {
      const points = option.series[0].data;
      Object.assign(drawn, {
        points, names: list, pixels: undefined, tooltip: option.tooltip,
        logarithmic: [option.xAxis.type === "log", option.yAxis.type === "log"],
        say: (i) => `${list[i]}\n${short(points[2 * i])}, ${short(points[2 * i + 1])}`,
      });
    }
    drawn.chart.setOption(option, { notMerge: replace, lazyUpdate: true });
  },

  // Saves the chart in an element as a picture, "png" or "svg", under a name.
  save(element, kind, name) {
    const drawn = charts.get(element);
    if (!drawn) return;
    const ground = getComputedStyle(element.closest(".panel") ?? document.body).backgroundColor;
    if (kind === "png") {
      save(name, drawn.chart.getDataURL({ pixelRatio: 2, backgroundColor: ground }));
      return;
    }
    const copy = init(null, null, {
      renderer: "svg", ssr: true, width: drawn.chart.getWidth(), height: drawn.chart.getHeight(),
    });
    copy.setOption({ ...read(drawn.options).option, backgroundColor: ground });
    const url = URL.createObjectURL(new Blob([copy.renderToSVGString()], { type: "image/svg+xml" }));
    copy.dispose();
    save(name, url);
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  },
};
