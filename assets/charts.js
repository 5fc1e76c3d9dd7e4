// The part of Apache ECharts that the page draws with. It is loaded for the first
// chart that comes into view.

import { use, init } from "echarts/core";
import { ScatterChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { CanvasRenderer } from "echarts/renderers";

use([ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

const charts = new WeakMap();

globalThis.protocellCharts = {
  // Draws a chart from its options, in JSON, into an element, in the place of what
  // was there; chosen is called with the name of a point that is chosen.
  draw(element, options, chosen) {
    let chart = charts.get(element);
    if (!chart) {
      chart = init(element);
      charts.set(element, chart);
      chart.on("click", (event) => chosen(event.name));
      new ResizeObserver(() => chart.resize()).observe(element);
    }
    chart.setOption(JSON.parse(options), { notMerge: false, lazyUpdate: true });
  },
};
