// Marks that ECharts has no series for: functions that turn a value into shapes.

const line = (x1, y1, x2, y2, stroke, width = 1.5) => ({
  type: "line", shape: { x1, y1, x2, y2 }, style: { stroke, lineWidth: width },
});

export const marks = {
  // [low, line, high]: an interval.
  whisker(_, api) {
    const [x1, y] = api.coord([api.value(0), api.value(1)]);
    const [x2] = api.coord([api.value(2), api.value(1)]);
    const stroke = api.visual("color");
    return { type: "group", children: [
      line(x1, y, x2, y, stroke), line(x1, y - 4, x1, y + 4, stroke), line(x2, y - 4, x2, y + 4, stroke),
    ] };
  },

  // [from, line, to]: a bar.
  bar(_, api) {
    const [x1, y] = api.coord([api.value(0), api.value(1)]);
    const [x2] = api.coord([api.value(2), api.value(1)]);
    const height = Math.min(14, 0.6 * api.size([0, 1])[1]);
    return {
      type: "rect",
      shape: { x: Math.min(x1, x2), y: y - height / 2, width: Math.abs(x2 - x1), height, r: 3 },
      style: { fill: api.visual("color"), opacity: 0.45 },
    };
  },

  // [value]: a line across the chart.
  across({ coordSys }, api) {
    const [x] = api.coord([api.value(0), 0]);
    return { ...line(x, coordSys.y, x, coordSys.y + coordSys.height, api.visual("color")), style: { stroke: api.visual("color"), lineWidth: 1.5, lineDash: [5, 4] } };
  },

  // [column, row, value, ink]: a cell of a matrix, with light ink if that is 1.
  cell(_, api, digits) {
    const [x, y] = api.coord([api.value(0), api.value(1)]);
    const [width, height] = api.size([1, 1]);
    const children = [{
      type: "rect", shape: { x: x - width / 2, y: y - height / 2, width: width - 1, height: height - 1, r: 2 },
      style: { fill: api.visual("color") },
    }];
    if (width > 26) {
      children.push({ type: "text", style: {
        text: api.value(2).toFixed(digits).replace("-", "−").replace(/^(−?)0\./, "$1."),
        x, y, align: "center", verticalAlign: "middle",
        fontSize: Math.min(12, width / 2.6), fill: api.value(3) ? "#eef4f1" : "#17211e",
      } });
    }
    return { type: "group", children };
  },

  // [x, low, high, x, low, high]: a part of a band.
  band(_, api) {
    const at = (x, y) => api.coord([api.value(x), api.value(y)]);
    return {
      type: "polygon",
      shape: { points: [at(0, 1), at(3, 4), at(3, 5), at(0, 2)] },
      style: { fill: api.visual("color"), opacity: api.visual("opacity") ?? 0.14 },
    };
  },
};
