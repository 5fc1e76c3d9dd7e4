// Finds the point of a chart of many points that is nearest to the pointer, and says what
// it is: the library looks for one by one, and only right under the pointer.

const reach = 14; // pixels

// Follows the pointer over a chart. drawn has the points, x and y in turn, and their
// names; chosen is called with the name of a point that is chosen.
export function follow(chart, graphic, drawn, chosen) {
  const zr = chart.getZr();
  const layer = { zlevel: 1, silent: true, ignore: true }; // of its own, so that little is drawn anew
  const ring = new graphic.Circle({ ...layer, z: 9, shape: { r: 6 } });
  const note = new graphic.Text({ ...layer, z: 10 });
  zr.add(ring);
  zr.add(note);

  const hide = () => {
    for (const e of [ring, note]) if (!e.ignore) e.attr("ignore", true);
    zr.setCursorStyle("default");
  };

  zr.on("mousemove", ({ offsetX, offsetY }) => {
    const i = nearest(chart, drawn, offsetX, offsetY);
    if (i < 0) {
      hide();
      return;
    }
    const [x, y] = [drawn.pixels[2 * i], drawn.pixels[2 * i + 1]];
    const { textStyle, backgroundColor, borderColor } = drawn.tooltip;
    ring.attr({ ignore: false, shape: { cx: x, cy: y }, style: { fill: "none", stroke: textStyle.color, lineWidth: 2 } });
    const left = x > chart.getWidth() - 170;
    note.attr({ ignore: false, x: left ? x - 12 : x + 12, y: Math.max(y - 12, 34), style: {
      text: drawn.say(i), fill: textStyle.color, font: `12px ${textStyle.fontFamily}`, lineHeight: 16,
      align: left ? "right" : "left", verticalAlign: "bottom",
      backgroundColor, borderColor, borderWidth: 1, borderRadius: 4, padding: [5, 8],
    } });
    zr.setCursorStyle("pointer");
  });
  zr.on("globalout", hide);
  zr.on("click", ({ offsetX, offsetY }) => {
    const i = nearest(chart, drawn, offsetX, offsetY);
    if (i >= 0) chosen(drawn.names[i]);
  });
}

// Returns the index of the nearest point within reach, or -1.
function nearest(chart, drawn, x, y) {
  const at = (drawn.pixels ??= placed(chart, drawn));
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < at.length; i += 2) {
    const dx = at[i] - x;
    const dy = at[i + 1] - y;
    if (dx * dx + dy * dy < least) [best, least] = [i / 2, dx * dx + dy * dy];
  }
  return best;
}

// Returns where the points are, in pixels: both axes are straight, or logarithmic.
function placed(chart, { points, logarithmic }) {
  const out = new Float32Array(points.length);
  for (const k of [0, 1]) {
    const scale = logarithmic[k] ? Math.log : (v) => v;
    let low = Infinity;
    let high = -Infinity;
    for (let i = k; i < points.length; i += 2) {
      low = Math.min(low, points[i]);
      high = Math.max(high, points[i]);
    }
    const finder = k ? { yAxisIndex: 0 } : { xAxisIndex: 0 };
    const from = chart.convertToPixel(finder, low);
    const span = high > low ? (chart.convertToPixel(finder, high) - from) / (scale(high) - scale(low)) : 0;
    for (let i = k; i < points.length; i += 2) out[i] = from + span * (scale(points[i]) - scale(low));
  }
  return out;
}
